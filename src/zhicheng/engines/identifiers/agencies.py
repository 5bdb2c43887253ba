"""Codes of patent agencies (R-ID-5)."""

import re

from zhicheng.engines.identifiers.divisions import division
from zhicheng.engines.identifiers.reading import IdentifierError, Reading, Reason, Scheme
from zhicheng.engines.sources import Confidence, Source

_FOREIGN_RELATED = "72"


def read_agency_code(text: str) -> Reading:
    """Five digits, the first two a province. Raises IdentifierError."""
    if not re.fullmatch(r"\d{5}", text):
        raise IdentifierError(Reason.FORMAT, "专利代理机构代码为 5 位数字。")
    if text[:2] == _FOREIGN_RELATED:
        return Reading(text, text, {"类别": "早期涉外专利代理机构"})
    province = division(f"{text[:2]}0000")
    if province is None:
        message = f"专利代理机构代码的前两位“{text[:2]}”不是省级行政区划。"
        raise IdentifierError(Reason.COMPONENT, message)
    return Reading(text, text, {"省级": province.province})


SCHEMES = (
    Scheme(
        "agency-code",
        "专利代理机构代码",
        re.compile(r"\d{5}"),
        read_agency_code,
        Source("专利代理机构代码的写法，前两位为省级行政区划", Confidence.MEDIUM),
    ),
)
