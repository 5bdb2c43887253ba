"""All kinds of numbers, those with a check digit first."""

from zhicheng.engines.identifiers import agencies, catalogue, divisions, holders, patents
from zhicheng.engines.identifiers.reading import Scheme

_ALL = (
    *patents.SCHEMES,
    *holders.SCHEMES,
    *divisions.SCHEMES,
    *catalogue.SCHEMES,
    *agencies.SCHEMES,
)
SCHEMES: dict[str, Scheme] = {scheme.name: scheme for scheme in _ALL}
"""By name, in the order in which readings are offered."""
