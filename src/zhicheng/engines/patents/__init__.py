"""Patents from files: gazette tables, spreadsheets, XML and SGML of the offices → publications.

>>> from zhicheng.engines.patents import Reader          # doctest: +SKIP
>>> for one in Reader(Path("gazette.csv")).read(): ...   # doctest: +SKIP
"""

from zhicheng.engines.patents.publication import (
    Class,
    Doubt,
    Fault,
    Party,
    Publication,
    Reference,
    Right,
    Text,
    UnreadableFile,
)
from zhicheng.engines.patents.reading import Reader
from zhicheng.engines.patents.tables.columns import FIELDS, ColumnMap, MappingError

__all__ = [
    "FIELDS", "Class", "ColumnMap", "Doubt", "Fault", "MappingError", "Party", "Publication", "Reader",
    "Reference", "Right", "Text", "UnreadableFile",
]  # fmt: skip
