"""Addresses → divisions of GB/T 2260, with confidence and evidence.

>>> from zhicheng.engines.addresses import resolve
>>> resolve("250117山东省济南市槐荫区美里路999号").code
'370104'
"""

from zhicheng.engines.addresses.divisions import Division
from zhicheng.engines.addresses.resolving import Evidence, Resolution, resolve

__all__ = ["Division", "Evidence", "Resolution", "resolve"]
