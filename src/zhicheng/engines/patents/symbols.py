"""Class symbols, in the ways in which offices and vendors write them."""

import re
from functools import lru_cache

from zhicheng.engines.patents.publication import Class

_IPC = re.compile(r"([A-HY]\d{2}[A-Z])\s*0*(\d{1,4})\s*/\s*(\d{2,6})")
_LOCARNO = re.compile(r"(?<!\d)(\d{2})\s*[-—–]\s*(\d{2})(?!\d)")
# Grants of the United States until 2005: subclass, three places for the group, then the subgroup.
_COLUMNS = re.compile(r"^([A-H]\d{2}[A-Z])([ \d]{2}\d)(\d{2,4})$")
_ALONE = re.compile(r"^\s*([A-HY]\d{2}[A-Z])\s*$")


@lru_cache(maxsize=8192)
def ipc_in(text: str, scheme: str = "IPC") -> tuple[Class, ...]:
    """The symbols of a text, each once, in order: ``H04W40/02(2009.01)I;??H04M1/02`` has two.

    A subclass that stands alone (``H01L``) is one. Empty where there is none.
    """
    columns = _COLUMNS.match(text.rstrip())
    if columns:
        subclass, group, subgroup = columns.groups()
        return (Class(scheme, f"{subclass}{int(group)}/{subgroup}"),)
    found = [f"{sub}{group}/{subgroup}" for sub, group, subgroup in _IPC.findall(text)]
    alone = _ALONE.match(text)
    if alone:
        found.append(alone[1])
    return tuple(Class(scheme, one) for one in dict.fromkeys(found))


@lru_cache(maxsize=1024)
def locarno_in(text: str) -> tuple[Class, ...]:
    """Locarno classes of a text: ``06-04 (12)`` has one, its edition is not part of it."""
    found = [f"{main}-{sub}" for main, sub in _LOCARNO.findall(text)]
    return tuple(Class("LOC", one) for one in dict.fromkeys(found))


@lru_cache(maxsize=8192)
def classes_in(text: str) -> tuple[Class, ...]:
    """IPC symbols, or Locarno classes where a column holds either."""
    return ipc_in(text) or locarno_in(text)
