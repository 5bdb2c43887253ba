"""Numbers of intellectual property and of those who hold it: formats, check digits, one form for each (R-ID).

    from zhicheng.engines.identifiers import check, read

    read("cn-application", "ZL 2017 1 0601862.3").value  # "201710601862.3"
    check("201710601862.8").refusals[0].message  # what is wrong with it, in Chinese

``value`` is what is stored and compared; ``display`` is what people are shown. Two texts name the same
thing when their values are equal.
"""

from zhicheng.engines.identifiers.checking import Check, check, read
from zhicheng.engines.identifiers.divisions import Division, division
from zhicheng.engines.identifiers.pairs import pair_fault
from zhicheng.engines.identifiers.reading import IdentifierError, Reading, Reason, Scheme
from zhicheng.engines.identifiers.registry import SCHEMES

__all__ = [
    "SCHEMES",
    "Check",
    "Division",
    "IdentifierError",
    "Reading",
    "Reason",
    "Scheme",
    "check",
    "division",
    "pair_fault",
    "read",
]
