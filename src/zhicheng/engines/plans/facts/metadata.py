"""Issuer, number, dates, place and period, out of the frame of a plan (PATTERNS §2)."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from zhicheng.engines.plans.facts.dates import Clock, day, dues, five_year_plan, years
from zhicheng.engines.plans.facts.divisions import Place
from zhicheng.engines.plans.facts.issuers import issuer_of
from zhicheng.engines.plans.facts.labels import LABEL, Field, fields_of
from zhicheng.engines.plans.facts.places import place_in
from zhicheng.engines.plans.facts.titles import title_of
from zhicheng.engines.plans.reading import Doubt, Period
from zhicheng.engines.plans.structure.frame import NUMBER, NUMBER_LINE, Frame
from zhicheng.engines.plans.structure.items import Item
from zhicheng.engines.plans.structure.roles import Role
from zhicheng.engines.plans.text.characters import bare, fold
from zhicheng.engines.plans.text.passages import Passage, Span

_SALUTATION = re.compile(r"^(?:各|市|区|县|省).{1,200}:$")
_STATUS = re.compile(r"\((征求意见稿|公开征求意见稿|试行|暂行|草案|送审稿|修订)\)")
_SIGNED = re.compile(
    r"(?:^|[\u4e00-\u9fff)])((?:19|20|二)[\d〇○零一二三四五六七八九]{2,3}年.{1,3}月.{1,3}日)$"
)
_LONE_ISO = re.compile(r"^\d{4}-\d{1,2}-\d{1,2}(?:\s?\d{1,2}:\d{2}(?::\d{2})?)?$")
_POSTED = re.compile(r"(\d{4}年\d{1,2}月\d{1,2}日)(?:发布|印发)")
_CARRIES_OUT = re.compile(r"贯彻|落实")
_ONE_YEAR = re.compile(r"(20\d{2})年(?!-)")
_IN_THE_YEAR = re.compile(r"(?<![\d年])(?:今年|本年度?|年内|年底?前|年底)(?!度|均|终)")
# 展望2035年 is an outlook, not the end of the plan.
_LONGEST_OUTLOOK = 4
# Goals due so many years apart leave open which of them the plan ends with.
_SEVERAL_HORIZONS = 5


@dataclass(frozen=True, slots=True)
class Metadata:
    """See ``Reading``."""

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
        return _clock(self.issued_on, self.published_on, self.period)


def _clock(issued: str | None, published: str | None, period: Period) -> Clock:
    only = period.start if period.start == period.end else None
    date = issued or published
    return Clock(only or (date[:4] if date else period.start), only)


def metadata_of(frame: Frame, items: Sequence[Item]) -> Metadata:
    """Reads the frame. items: the plan's goals tell its period where the title does not."""
    fields = [one for passage in (*frame.front, *frame.tail) for one in fields_of(passage)]
    title = title_of(frame.front)
    issued, date_doubts = _issued(frame, fields)
    issuer = issuer_of(frame, fields)
    number, number_doubts = _number(frame, fields)
    place, place_doubts = place_in(title, issuer, frame)
    status = _STATUS.search(fold(title or ""))
    period, period_doubts = _period(fold(title or ""), items)
    published = _published(frame, fields)
    undated = _undated(_clock(issued, published, period), items)
    return Metadata(
        title=title,
        issuer=issuer,
        doc_number=number,
        issued_on=issued,
        published_on=published,
        place=place,
        period=period,
        addressees=_addressees(frame.front),
        status=status[1] if status else None,
        doubts=(*date_doubts, *undated, *number_doubts, *place_doubts, *period_doubts),
    )


# --- dates -------------------------------------------------------------------------------------


def _issued(frame: Frame, fields: Sequence[Field]) -> tuple[str | None, list[Doubt]]:
    """The date under the signature decides; a date in the page's head that differs is a doubt."""
    labelled = [(day(fold(one.value)), one) for one in fields if one.key == "issued_on"]
    known = [(date, one) for date, one in labelled if date]
    issued = _signed(frame) or next((date for date, _ in known), None)
    doubts = [
        _conflict("issued_on", one, f"成文日期另写作{date}，落款为{issued}，请核对")
        for date, one in known
        if date != issued
    ]
    return issued, doubts[:1]


def _undated(clock: Clock, items: Sequence[Item]) -> Iterator[Doubt]:
    """Due times in the year of issue (年底前) of a plan that tells no year."""
    if clock.issued is None:
        for item in items:
            for one in item.texts:
                if found := _IN_THE_YEAR.search(one.text):
                    why = "文件未写明成文日期，年内的时限无从推算年份，请补充"
                    spot = one.span(*found.span())
                    yield Doubt(item.path, found[0], "issued_on", "missing", why, spot)
                    return


def _conflict(field: str, one: Field, why: str) -> Doubt:
    return Doubt("", one.value, field, "conflict", why, one.span)


def _signed(frame: Frame) -> str | None:
    """The date under the notice or at the end of the text: a line that is a date in writing."""
    for one in (*reversed(frame.front), *frame.tail):
        if len(one) <= 60 and not LABEL.match(one.text) and (found := _SIGNED.search(one.text)):
            return day(found[1])
    return None


def _published(frame: Frame, fields: Sequence[Field]) -> str | None:
    """The posting date: labelled, alone on a line in figures, or before 发布."""
    posted = (day(fold(one.value)) for one in fields if one.key == "published_on")
    return next((date for date in posted if date), None) or _lone(frame)


def _lone(frame: Frame) -> str | None:
    for one in (*frame.front, *frame.tail):
        if _LONE_ISO.match(one.text):
            return day(one.text)
        if len(one) < 80 and (found := _POSTED.search(one.text)):
            return day(found[1])
    return None


# --- number ------------------------------------------------------------------------------------


def _number(frame: Frame, fields: Sequence[Field]) -> tuple[str | None, list[Doubt]]:
    """A number on a line of its own or under a label; numbers in sentences are of cited papers."""
    found = [one for one in fields if one.key == "doc_number" and NUMBER.search(fold(one.value))]
    for one in frame.front:
        if line := NUMBER_LINE.match(one.text):
            found.append(Field("doc_number", one.raw(*line.span(1)), one.span(*line.span(1))))
    if not found:
        return None, []
    number = found[-1].value
    doubts = [
        _conflict("doc_number", one, f"文号另写作“{one.value}”，请核对")
        for one in found
        if bare(one.value) != bare(number)
    ]
    return number, doubts[:1]


# --- period, addressees ------------------------------------------------------------------------


def _period(title: str, items: Sequence[Item]) -> tuple[Period, list[Doubt]]:
    """The years in the title; else the last year that the goals are due in is the end."""
    if written := years(title):
        return Period(*written), []
    # A title that carries out another authority's plan names that plan's period, not its own.
    if not _CARRIES_OUT.search(title) and (plan := five_year_plan(title)):
        return Period(*plan), []
    if single := _ONE_YEAR.search(title):
        return Period(single[1], single[1]), []
    ends = _goal_years(items)
    if not ends:
        return Period(), []
    first, last = min(ends)[0], max(ends)[0]
    if int(last) - int(first) < _SEVERAL_HORIZONS:
        return Period(None, last), []
    why = f"目标有{first}年、{last}年等多个时限，计划期暂按最远的{last}年，请核对"
    return Period(None, last), [Doubt("", last, "period", "ambiguous", why, max(ends)[1])]


def _goal_years(items: Sequence[Item]) -> list[tuple[str, Span]]:
    """The years that the goals are due in, in their titles and in their text, and where."""
    goals = [item for item in items if item.role in (Role.GOALS, Role.AIMS)]
    return [
        (due.value[:4], one.span(due.start, due.end))
        for item in goals
        for one in item.texts
        for due in dues(one.text, Clock())
        if "展望" not in one.text[max(0, due.start - _LONGEST_OUTLOOK) : due.end]
    ]


def _addressees(front: Sequence[Passage]) -> tuple[str, ...]:
    for one in front:
        if _SALUTATION.match(one.text):
            return tuple(part for part in re.split("[，,；;]", one.raw().rstrip(":：")) if part)
    return ()
