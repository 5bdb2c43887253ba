"""Numbers of patents and their applications (R-ID-1)."""

import re

from zhicheng.engines.identifiers.checkdigits import filing_check
from zhicheng.engines.identifiers.reading import IdentifierError, Reading, Reason, Scheme
from zhicheng.engines.sources import Confidence, Source

INVENTION, UTILITY_MODEL, DESIGN = "发明", "实用新型", "外观设计"
_TYPES = {
    "1": INVENTION,
    "2": UTILITY_MODEL,
    "3": DESIGN,
    "8": INVENTION,
    "9": UTILITY_MODEL,
}
_FROM_PCT = frozenset("89")
_OLD, _NEW = 8, 12
_FIRST_OLD_YEAR, _LAST_OLD_YEAR, _FIRST_NEW_YEAR = 85, 103, 2003
_LATEST_YEAR = 2099
_MANGLED = re.compile(r"\d(\.\d*)?E\+?\d+")
_ZL_NOTE = "ZL 是授权后才能标注的专利标识；尚未授权而标注的，可能是假冒专利的线索，请核对法律状态。"

_KINDS = {
    "A": ("发明专利申请公布", INVENTION),
    "B": ("发明专利授权公告（1993年以前为审定公告）", INVENTION),
    "C": ("发明专利授权公告（2010年4月7日以前）", INVENTION),
    "U": ("实用新型专利授权公告", UTILITY_MODEL),
    "Y": ("实用新型专利授权公告（2010年4月7日以前）", UTILITY_MODEL),
    "S": ("外观设计专利授权公告", DESIGN),
    "D": ("外观设计专利授权公告（2010年4月7日以前）", DESIGN),
}
_LAST_YEAR_OF_EIGHT = 88
_PUBLICATION = re.compile(r"(?:CN)?(\d+)([A-Z])([89]?)")
_PCT = re.compile(r"PCT/?([A-Z]{2})/?(\d{4}/?\d{6}|\d{2}/?\d{5,6})")
_WO = re.compile(r"WO/?(\d{4}/?\d{6}|\d{2}/?\d{5,6})(A[123489])?")


def read_application(text: str) -> Reading:
    """``ZL201710601862.3`` → ``201710601862.3``. Raises IdentifierError."""
    if _MANGLED.fullmatch(text):
        message = "号码被电子表格改成了科学计数法，原来的数字已经丢失，请从原文件重新取得。"
        raise IdentifierError(Reason.MANGLED, message)
    bare = re.sub(r"^(ZL|CN)+|[.\-]", "", text)
    body, check = bare[:-1], bare[-1:]
    if not re.fullmatch(r"\d*[\dX]", bare):
        raise IdentifierError(Reason.CHARACTER, "申请号只含数字，校验位可以是 X。")
    if len(body) not in (_OLD, _NEW):
        message = f"申请号应为 8 位或 12 位数字加 1 位校验位，写的共 {len(bare)} 位。"
        raise IdentifierError(Reason.LENGTH, message)
    year, kind = _year_of_application(body), body[2 if len(body) == _OLD else 4]
    if kind not in _TYPES:
        message = f"申请种类号“{kind}”不存在，应为 1、2、3、8 或 9。"
        raise IdentifierError(Reason.COMPONENT, message)
    if filing_check(body) != check:
        raise IdentifierError(Reason.CHECK_DIGIT, "申请号的校验位不符，请逐位核对。")
    facts = {"种类": _TYPES[kind], "申请年份": str(year)}
    if kind in _FROM_PCT:
        facts["来源"] = "PCT 国际申请进入中国国家阶段"
    number = f"{body}.{check}"
    return Reading(number, number, facts, (_ZL_NOTE,) if text.startswith("ZL") else ())


def _year_of_application(body: str) -> int:
    """Two digits until 2003-09-30, four from 2003-10-01."""
    year = int(body[:2]) if len(body) == _OLD else int(body[:4])
    if len(body) == _OLD:
        since_1900 = year + 100 * (year < _FIRST_OLD_YEAR)
        if since_1900 <= _LAST_OLD_YEAR:
            return 1900 + since_1900
    elif _FIRST_NEW_YEAR <= year <= _LATEST_YEAR:
        return year
    message = "申请年份不对：8 位申请号用于 1985 至 2003 年，12 位申请号用于 2003 年以后。"
    raise IdentifierError(Reason.COMPONENT, message)


def read_publication(text: str) -> Reading:
    """``CN106844774A``; seven digits before 2007, nine since, eight from 1985 to 1988. Raises IdentifierError."""
    found = _PUBLICATION.fullmatch(text.replace(".", ""))
    if found is None:
        message = "公布（公告）号应为 CN、数字和文献种类代码，如 CN106844774A。"
        raise IdentifierError(Reason.FORMAT, message)
    digits, kind, correction = found.groups()
    if kind not in _KINDS:
        message = f"文献种类代码“{kind}”不存在，应为 A、B、C、U、Y、S、D 之一。"
        raise IdentifierError(Reason.COMPONENT, message)
    if len(digits) not in (7, 8, 9):
        message = (
            f"公布（公告）号应有 7 位、9 位（1989 年以前 8 位）数字，写的是 {len(digits)} 位。"
        )
        raise IdentifierError(Reason.LENGTH, message)
    title, patent = _KINDS[kind]
    leading = _leading(digits)
    if _TYPES.get(leading) != patent:
        message = f"首位“{leading}”与文献种类代码“{kind}”（{patent}）不一致。"
        raise IdentifierError(Reason.COMPONENT, message)
    number = f"CN{digits}{kind}{correction}"
    facts = {"种类": patent, "文献": title + ("（更正）" if correction else "")}
    return Reading(number, number, facts)


def _leading(digits: str) -> str:
    """The digit that tells the type. Until 1988 a publication had its application's number: 85100001."""
    if len(digits) != _OLD:
        return digits[0]
    if not _FIRST_OLD_YEAR <= int(digits[:2]) <= _LAST_YEAR_OF_EIGHT:
        message = "8 位公布号只用于 1985 至 1988 年，前两位应为 85 至 88。"
        raise IdentifierError(Reason.COMPONENT, message)
    return digits[2]


def read_pct(text: str) -> Reading:
    """``PCT/CN2023/123456``; ``PCT/CN03/00123`` until 2003. Raises IdentifierError."""
    found = _PCT.fullmatch(text)
    if found is None:
        message = "国际申请号应如 PCT/CN2023/123456（2003年以前 PCT/CN03/00123）。"
        raise IdentifierError(Reason.FORMAT, message)
    office, (year, serial) = found[1], _year_and_serial(found[2])
    number = f"PCT/{office}{year}/{serial}"
    return Reading(number, number, {"受理局": office, "年份": _full_year(year)})


def read_wo(text: str) -> Reading:
    """``WO2024/123456A1``; two digits of the year until 2003. Raises IdentifierError."""
    found = _WO.fullmatch(text)
    if found is None:
        message = "国际公布号应如 WO 2024/123456 A1。"
        raise IdentifierError(Reason.FORMAT, message)
    year, serial = _year_and_serial(found[1])
    kind = found[2] or ""
    display = f"WO {year}/{serial} {kind}".rstrip()
    return Reading(f"WO{year}/{serial}{kind}", display, {"年份": _full_year(year)})


_FIRST_INTERNATIONAL_YEAR, _FIRST_LONG_YEAR = 1978, 2004


def _year_and_serial(text: str) -> tuple[str, str]:
    """Six digits after a year of four since 2004; before, a year of two."""
    year, serial = text.split("/") if "/" in text else _split(text)
    full = int(_full_year(year))
    long = len(year) == 4
    if not _FIRST_INTERNATIONAL_YEAR <= full <= _LATEST_YEAR or long != (full >= _FIRST_LONG_YEAR):
        message = "年份不对：2004 年起写四位，1978 至 2003 年写两位。"
        raise IdentifierError(Reason.COMPONENT, message)
    return year, serial


def _split(text: str) -> tuple[str, str]:
    at = 4 if len(text) == 10 else 2
    return text[:at], text[at:]


def _full_year(year: str) -> str:
    if len(year) == 4:
        return year
    return f"{'19' if int(year) >= _FIRST_INTERNATIONAL_YEAR % 100 else '20'}{year}"


SCHEMES = (
    Scheme(
        "cn-application",
        "专利申请号",
        re.compile(r"(ZL|CN)*(\d{7,8}[\-.]?[\dX]|\d{11,13}[\-.]?[\dX]|\d(\.\d*)?E\+?\d+)"),
        read_application,
        Source("专利申请号标准 ZC 0006-2003；校验位由公开的真实号码验证"),
        checked=True,
    ),
    Scheme(
        "cn-publication",
        "专利公布（公告）号",
        re.compile(r"CN\d{6,10}[A-Z]\d?|\d{7,9}[A-Z]"),
        read_publication,
        Source("专利文献号标准 ZC 0007-2012；位数变化的日期约为2007年", Confidence.MEDIUM),
    ),
    Scheme(
        "pct-application",
        "国际申请号",
        re.compile(r"PCT.*"),
        read_pct,
        Source("PCT 行政规程第307条"),
    ),
    Scheme(
        "wo-publication",
        "国际公布号",
        re.compile(r"WO[\d/].*"),
        read_wo,
        Source("PCT 行政规程第404条、WIPO 标准 ST.16"),
    ),
)
