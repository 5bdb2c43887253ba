"""Title, issuer, number, dates and place, out of the frame of a plan (PATTERNS §2)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from .characters import bare, fold
from .dates import Clock, day, dues, five_year_plan, years
from .divisions import Place, leading_places, place_of
from .frame import PLAN_TITLE, Frame, is_organ_line, is_plan_title
from .items import Item
from .passages import Passage, Span
from .reading import Doubt, Period
from .roles import Role

_LABELS: dict[str, tuple[str, ...]] = {
    "doc_number": ("发文字号", "文号", "文件编号", "发文文号", "公文文号"),
    "issuer": ("发文机关", "发布机构", "发文单位", "制发机关", "发布机关", "发文机构", "公开主体", "制定机关"),
    "issued_on": ("成文日期", "发文日期", "印发日期", "生成日期", "制发日期", "发文时间", "成文时间", "印发时间"),
    "published_on": ("发布日期", "公开日期", "发布时间", "更新时间", "公开时间", "信息时间", "日期", "时间"),
    "other": (
        "索引号", "主题分类", "体裁分类", "服务对象", "有效性", "关键词", "主题词", "信息分类", "来源",
        "浏览次数", "效力状态", "标题", "信息索引", "公开方式", "有效期", "字号", "名称", "是否有效",
        "统一编号", "废止日期", "实施日期", "内容概述", "组配分类", "公开类别", "公开范围",
    ),
}  # fmt: skip
_ALL_LABELS = sorted((word for words in _LABELS.values() for word in words), key=len, reverse=True)
_LABEL = re.compile(rf"(?:\[|【|\|)?({'|'.join(_ALL_LABELS)})(?:\]|】)?\s*[:|]?")
_NUMBER = re.compile(r"[\u4e00-\u9fff]{1,12}(?:\(|\[)(?:19|20)\d{2}(?:\)|\])第?\d{1,4}号")
_NUMBER_LINE = re.compile(rf"^(?:文号:?|发文字号:?)?({_NUMBER.pattern})$")
_NOTICE = re.compile(r"关于(?:印发|发布|公布|下发|转发)")
_CITED = re.compile(r"《([^《》]{4,90})》")
_BRACKETED = re.compile(r"^(?:\([^()]{2,30}(?:年|稿|行|订)\))+$")
_SALUTATION = re.compile(r"^各?.{2,200}:$")
_HEAD_OF = re.compile(r"^(.{4,40}?)(?:文件)$")
_ABOUT = re.compile(r"^(?P<who>[\u4e00-\u9fff()、]{4,60}?)(?:办公室|办公厅)?关于")
_ORGAN_IN_TITLE = re.compile(
    r"^([\u4e00-\u9fff()]{2,40}?(?:人民政府办公室|人民政府办公厅|人民政府|政府办公室|委员会办公室|委员会|领导小组办公室|领导小组|指挥部|管委会|办公室|局|委))关于"
)
_ISSUED_BY = re.compile(r"^([\u4e00-\u9fff()]{4,40}?(?:政府|办公室|办公厅|委员会|局|委))\d{4}年")
_STATUS = re.compile(r"\((征求意见稿|试行|暂行|草案|送审稿|修订|公开征求意见稿)\)")
_MENTIONED_ORGAN = re.compile(r"(?:人民政府|政府|委员会|办公室)$")


@dataclass(frozen=True, slots=True)
class Metadata:
    """See ``Reading``. title_at: the paragraph of the front in which the title stands."""

    title: str | None
    issuer: str | None
    doc_number: str | None
    issued_on: str | None
    published_on: str | None
    place: Place | None
    period: Period
    addressees: tuple[str, ...]
    status: str | None
    doubts: tuple[Doubt, ...]

    @property
    def clock(self) -> Clock:
        """The year of issue, and the year of a plan for one year (2024年工作要点)."""
        only = self.period.start if self.period.start == self.period.end else None
        date = self.issued_on or self.published_on
        return Clock(only or (date[:4] if date else self.period.start), only)


@dataclass(frozen=True, slots=True)
class _Field:
    key: str
    value: str
    passage: Passage
    span: Span


def metadata_of(frame: Frame, items: Sequence[Item]) -> Metadata:
    """Reads the frame. items: the plan's goals tell its period where the title does not."""
    fields = [one for passage in (*frame.front, *frame.tail) for one in _fields(passage)]
    title, spot = _title(frame.front)
    issued, published, date_doubts = _dates(frame, fields, spot)
    issuer = _issuer(frame, fields)
    number, number_doubts = _number(frame, fields)
    place, place_doubts = _place(title, issuer, frame)
    status = _STATUS.search(fold(title or ""))
    return Metadata(
        title=title,
        issuer=issuer,
        doc_number=number,
        issued_on=issued,
        published_on=published,
        place=place,
        period=_period(fold(title or ""), _goal_years(items)),
        addressees=_addressees(frame.front),
        status=status[1] if status else None,
        doubts=(*date_doubts, *number_doubts, *place_doubts),
    )


def _fields(one: Passage) -> Iterator[_Field]:
    """Labelled values of a line; a value ends where the next label begins, and may be empty."""
    if len(one.text) > 300:
        return
    labels = [
        found
        for found in _LABEL.finditer(one.text)
        if found.start() == 0 or one.gap(found.start()) or found[0].endswith((":", "|"))
    ]
    if not labels or labels[0].start() > 0:
        return
    for found, following in zip(labels, [*labels[1:], None], strict=True):
        end = following.start() if following else len(one.text)
        value = one.text[found.end() : end].strip(" |:")
        key = next(key for key, words in _LABELS.items() if found[1] in words)
        if value and key != "other" and len(value) < 80:
            yield _Field(
                key, one.raw(found.end(), end).strip(" |:："), one, one.span(found.end(), end)
            )


# --- title -------------------------------------------------------------------------------------


def _title(front: Sequence[Passage]) -> tuple[str | None, int]:
    """The title as it stands at the head of the plan (not as the notice quotes it), and where."""
    own = [i for i, one in enumerate(front) if is_plan_title(one.text) and not _chrome(one.text)]
    own = [i for i in own if not is_organ_line(front[i].text)]
    if own:
        last = own[-1]
        first = _first_line(front, last)
        if last + 1 < len(front) and _BRACKETED.match(front[last + 1].text):
            last += 1
        text = "".join(one.raw() for one in front[first : last + 1])
        return _without_issuer(text), last
    cited = _noticed(front)
    return cited if cited[0] else (None, len(front))


def _chrome(text: str) -> bool:
    return (
        "首页" in text
        or text.startswith(("来源", "您当前", "主题", "索引", "附件"))
        or _LABEL.match(text) is not None
    )


def _first_line(front: Sequence[Passage], last: int) -> int:
    """A title broken over lines begins where a line opens like a title: with 关于 or a place."""
    if _opens(front[last].text):
        return last
    for index in range(last - 1, max(last - 4, -1), -1):
        text = front[index].text
        if day(text) or text[-1] in "。:;" or is_organ_line(text) or _NUMBER_LINE.match(text):
            break
        if _opens(text):
            return index
    return last


def _opens(text: str) -> bool:
    return text.startswith(("关于", "《")) or bool(leading_places(text))


def _without_issuer(text: str) -> str:
    """A title that is a notice's (某某关于印发《甲》的通知) names the plan inside it."""
    if not _NOTICE.search(fold(text)) or not fold(text).rstrip(")").endswith("通知"):
        return text
    quoted = _CITED.search(text)
    if quoted:
        return quoted[1]
    found = re.search(r"关于(?:印发|发布|公布|下发|转发)(.+?)的?通知", text)
    return found[1] if found else text


def _noticed(front: Sequence[Passage]) -> tuple[str | None, int]:
    """The title that a notice quotes, where the plan itself bears none."""
    for index, one in enumerate(front):
        for found in _CITED.finditer(one.text):
            if PLAN_TITLE.search(found[1]) and re.search(r"印发|审议通过|同意", one.text):
                return one.raw(*found.span(1)), index
    for index, one in enumerate(front):
        if _NOTICE.search(one.text) and one.text.endswith("通知"):
            found = re.search(r"关于(?:印发|发布|公布|下发|转发)《?(.+?)》?的?通知$", one.text)
            if found:
                return one.raw(*found.span(1)), index
    return None, 0


# --- dates -------------------------------------------------------------------------------------


def _dates(
    frame: Frame, fields: Sequence[_Field], spot: int
) -> tuple[str | None, str | None, list[Doubt]]:
    """The date under the signature decides; a date in the page's head that differs is a doubt."""
    signed = _signed(frame)
    labelled = [(day(fold(f.value)), f) for f in fields if f.key == "issued_on"]
    labelled = [(date, f) for date, f in labelled if date]
    posted = [day(fold(f.value)) for f in fields if f.key == "published_on"]
    published = next((date for date in posted if date), None) or _lone_iso(frame, fields)
    issued = signed or next((date for date, _ in labelled), None)
    doubts = [
        Doubt(
            "",
            f.value,
            "issued_on",
            "conflict",
            f"成文日期写作{date}，落款为{issued}，请核对",
            f.span,
        )
        for date, f in labelled
        if date != issued
    ]
    return issued, published, doubts[:1]


def _signed(frame: Frame) -> str | None:
    """The date under the notice or at the end of the text: a line that is a date in writing."""
    for one in (*reversed(frame.front), *frame.tail):
        text = one.text
        if len(text) <= 60 and "年" in text and "月" in text and not _LABEL.match(text):
            alone = re.search(
                r"(?:^|[\u4e00-\u9fff)])((?:19|20|二)[\d〇○零一二三四五六七八九]{2,3}年.{1,3}月.{1,3}日)$",
                text,
            )
            if alone and not text.endswith(("。", "发布")):
                return day(alone[1])
    return None


def _lone_iso(frame: Frame, fields: Sequence[_Field]) -> str | None:
    for one in (*frame.front, *frame.tail):
        text = one.text
        if re.match(r"^\d{4}-\d{1,2}-\d{1,2}(?:\s?\d{1,2}:\d{2}(?::\d{2})?)?$", text):
            return day(text)
        if len(text) < 80 and (
            found := re.search(r"(\d{4}年\d{1,2}月\d{1,2}日)(?:发布|印发)", text)
        ):
            return day(found[1])
    return None


# --- issuer, number, place ---------------------------------------------------------------------


def _issuer(frame: Frame, fields: Sequence[_Field]) -> str | None:
    labelled = next((f.value for f in fields if f.key == "issuer"), None)
    if labelled and re.search(r"[\u4e00-\u9fff]{3}", labelled):
        return labelled
    return _signature(frame) or _from_head(frame)


def _signature(frame: Frame) -> str | None:
    """The organ over the date, in the notice or at the end of the text."""
    lines = [*frame.front, *frame.tail]
    for index, one in enumerate(lines[1:], start=1):
        if day(one.text) and one.text.endswith("日") and len(one.text) < 30:
            before = lines[index - 1]
            if is_organ_line(before.text) and not before.text.endswith("文件"):
                return before.raw()
    for one in frame.tail:
        if found := _ISSUED_BY.match(one.text):
            return one.raw(*found.span(1))
    return None


def _from_head(frame: Frame) -> str | None:
    for one in frame.front:
        if found := _ORGAN_IN_TITLE.match(one.text):
            return one.raw(*found.span(1))
    for one in frame.front:
        if is_organ_line(one.text):
            return one.raw()
        if (found := _HEAD_OF.match(one.text)) and is_organ_line(found[1]):
            return one.raw(*found.span(1))
    return None


def _number(frame: Frame, fields: Sequence[_Field]) -> tuple[str | None, list[Doubt]]:
    """A number on a line of its own or under a label; numbers in sentences belong to cited papers."""
    found: list[tuple[str, Span]] = [
        (f.value, f.span) for f in fields if f.key == "doc_number" and _NUMBER.search(fold(f.value))
    ]
    for one in frame.front:
        if line := _NUMBER_LINE.match(one.text):
            found.append((one.raw(*line.span(1)), one.span(*line.span(1))))
    if not found:
        return None, []
    number = found[-1][0]
    doubts = [
        Doubt("", value, "doc_number", "conflict", f"文号另写作“{value}”，请核对", span)
        for value, span in found
        if bare(value) != bare(number)
    ]
    return number, doubts[:1]


def _place(title: str | None, issuer: str | None, frame: Frame) -> tuple[Place | None, list[Doubt]]:
    context = "".join(one.text for one in frame.front)[:3000]
    for text in (issuer, title):
        if text and (names := leading_places(fold(text))):
            place = place_of(names, context)
            break
    else:
        place = None
    if place is None or place.code is not None:
        return place, []
    why = (
        f"有{len(place.candidates)}个同名地区（{'、'.join(place.candidates)}），请选定行政区划代码"
    )
    return place, [Doubt("", place.name, "place_code", "ambiguous", why, (0, 0))]


# --- period, addressees ------------------------------------------------------------------------


def _period(title: str, goal_years: Sequence[str]) -> Period:
    if written := years(title):
        return Period(*written)
    # A title that carries out another authority's plan names that plan's period, not its own.
    if not re.search(r"贯彻|落实", title) and (plan := five_year_plan(title)):
        return Period(*plan)
    single = re.search(r"(20\d{2})年(?!-)", title)
    if single:
        return Period(single[1], single[1])
    near = [year for year in goal_years if year < "2035"] or list(goal_years)
    return Period(None, max(near, default=None))


def _goal_years(items: Sequence[Item]) -> list[str]:
    goals = [item for item in items if item.role in (Role.GOALS, Role.AIMS)]
    return [
        due.value[:4]
        for item in goals
        for one in item.paragraphs
        for due in dues(one.text, Clock())
    ]


def _addressees(front: Sequence[Passage]) -> tuple[str, ...]:
    for one in front:
        if _SALUTATION.match(one.text) and one.text.startswith(("各", "市", "区", "县")):
            return tuple(part for part in re.split("[，,；;]", one.raw().rstrip(":：")) if part)
    return ()
