"""What is wrong with a scheme that is being drafted. Nothing is published while one of these is."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext, gettext_lazy

from zhicheng.governance.assessment.rules.measures import Measure, needs_target
from zhicheng.governance.assessment.rules.scoring import MOST_STEPS, WHOLE


class Origin(StrEnum):
    """Who assesses: the city itself, or one of those above it."""

    OWN = "own"
    NATIONAL = "national"
    PROTECTION = "protection"
    PROVINCIAL = "provincial"
    BUSINESS = "business"


ORIGIN_NAMES: Final = {
    Origin.OWN: gettext_lazy("本市考核"),
    Origin.NATIONAL: gettext_lazy("国家知识产权强市建设试点示范绩效评价"),
    Origin.PROTECTION: gettext_lazy("知识产权行政保护绩效考核"),
    Origin.PROVINCIAL: gettext_lazy("省知识产权保护工作检查考核"),
    Origin.BUSINESS: gettext_lazy("营商环境评价"),
}


class Subject(StrEnum):
    """Who is assessed. A county is scored by its government's unit, with the work of all units in it; the
    whole city by the unit that fills in, with the work of everybody."""

    UNITS = "units"
    COUNTIES = "counties"
    CITY = "city"


SUBJECT_NAMES: Final = {
    Subject.UNITS: gettext_lazy("单位"),
    Subject.COUNTIES: gettext_lazy("县（市、区）和功能区"),
    Subject.CITY: gettext_lazy("全市"),
}


@dataclass(frozen=True, slots=True)
class Terms:
    """The days of a scheme. start, end: the figures of which days count. self_by: the last day of scoring
    oneself; submit_by: the last day for handing the frozen result up, where it goes up."""

    year: int
    start: date
    end: date
    self_by: date
    submit_by: date | None = None


def a_year_on(day: date) -> date:
    """The same day of the next year; the last of February for its 29th."""
    try:
        return day.replace(year=day.year + 1)
    except ValueError:
        return day.replace(year=day.year + 1, day=28)


def terms_faults(terms: Terms) -> dict[str, str]:
    """What is wrong with the days, by field."""
    faults = {}
    if not FIRST_YEAR <= terms.year <= LAST_YEAR:
        faults["year"] = gettext("年份似有误，请核对。")
    if terms.end < terms.start:
        faults["period_end"] = gettext("考核期结束不能早于考核期开始。")
    if terms.end.year - terms.start.year > 5 or abs(terms.start.year - terms.year) > 5:
        faults["period_start"] = gettext("考核期与考核年度相差过大，请核对年份。")
    if terms.self_by < terms.start:
        faults["self_by"] = gettext("自评截止日期不能早于考核期开始。")
    elif terms.self_by.year - terms.end.year > 1:
        faults["self_by"] = gettext("自评截止日期与考核期相差过大，请核对年份。")
    if terms.submit_by is not None and terms.submit_by < terms.self_by:
        faults["submit_by"] = gettext("报送期限不能早于自评截止日期。")
    elif terms.submit_by is not None and terms.submit_by.year - terms.end.year > 2:
        faults["submit_by"] = gettext("报送期限与考核期相差过大，请核对年份。")
    return faults


FIRST_YEAR: Final = 2000
LAST_YEAR: Final = 2100
MOST_DAYS: Final = 60
"""Working days that an appeal or its answer may take. PARAM: no text says how many; set here."""


def appeal_terms_faults(appeal: int, answer: int) -> dict[str, str]:
    """What is wrong with the working days for an appeal (0: none is taken) and for its answer, by field."""
    said = gettext("应为 %(least)s 至 %(most)s 个工作日。")
    faults = {}
    if not 0 <= appeal <= MOST_DAYS:
        faults["appeal_days"] = said % {"least": 0, "most": MOST_DAYS}
    if not 1 <= answer <= MOST_DAYS:
        faults["answer_days"] = said % {"least": 1, "most": MOST_DAYS}
    return faults


class Named(StrEnum):
    """What the target is that a formula names: one with a figure in a plan in force, one without a figure, or
    none of a plan in force."""

    FIT = "fit"
    QUALITATIVE = "qualitative"
    GONE = "gone"


def target_fault(named: Named) -> str:
    """Why a formula cannot name a target; empty when it can."""
    if named is Named.QUALITATIVE:
        return gettext(
            "所选指标是定性指标，没有目标值，不能计算完成率。请选择有数值的指标，或改为评分。"
        )
    if named is Named.GONE:
        return gettext("公式所用的指标不存在，或现行方案已不再列入。请重新选择。")
    return ""


@dataclass(frozen=True, slots=True)
class FormulaDraft:
    """A formula as it is filled in. target: what the target is that it names; None where it names none."""

    measure: Measure | None
    floor: Decimal | None
    full: Decimal | None
    steps: int | None = None
    target: Named | None = None


def formula_faults(draft: FormulaDraft) -> dict[str, str]:
    """What is wrong with a formula, by field."""
    if draft.measure is None:
        return {"measure": gettext("请选择计算所用的数据。")}
    faults = {}
    if needs_target(draft.measure) and draft.target is None:
        faults["target"] = gettext("请选择这个公式所用的指标。")
    elif draft.target is not None and (fault := target_fault(draft.target)):
        faults["target"] = fault
    if draft.floor is None or draft.full is None:
        faults["floor"] = gettext("请填写起评值和满分值。")
    elif draft.floor == draft.full:
        faults["full"] = gettext("起评值和满分值不能相同。")
    if draft.steps is not None and not 2 <= draft.steps <= MOST_STEPS:
        faults["steps"] = gettext("分档数应在 2 到 %(most)s 之间；按比例计分的，留空。") % {
            "most": MOST_STEPS
        }
    return faults


@dataclass(frozen=True, slots=True)
class IndicatorDraft:
    """formula: None for a judged score."""

    name: str
    mark: Decimal
    formula: FormulaDraft | None = None


@dataclass(frozen=True, slots=True)
class DimensionDraft:
    name: str
    weight: Decimal
    indicators: Sequence[IndicatorDraft] = ()


@dataclass(frozen=True, slots=True)
class SchemeDraft:
    """A scheme as a whole. participants: how many are assessed."""

    subject: Subject
    terms: Terms
    dimensions: Sequence[DimensionDraft]
    participants: int


def publish_faults(draft: SchemeDraft) -> list[str]:
    """Everything that keeps a scheme from being published, in the order of its page."""
    return [
        *terms_faults(draft.terms).values(),
        *_weight_faults(draft.dimensions),
        *(fault for dimension in draft.dimensions for fault in _dimension_faults(dimension)),
        *_participant_faults(draft),
    ]


def _weight_faults(dimensions: Sequence[DimensionDraft]) -> Iterator[str]:
    if not dimensions:
        yield gettext("还没有考核维度。")
        return
    got = sum((dimension.weight for dimension in dimensions), Decimal(0))
    if got != WHOLE:
        yield gettext("各维度权重合计 %(got)s，应为 100。") % {"got": shown_mark(got)}


def _dimension_faults(dimension: DimensionDraft) -> Iterator[str]:
    if not dimension.indicators:
        yield gettext("“%(name)s”还没有考核指标。") % {"name": dimension.name}
        return
    got = sum((indicator.mark for indicator in dimension.indicators), Decimal(0))
    if got != dimension.weight:
        yield gettext("“%(name)s”权重 %(weight)s，其下各指标分值合计 %(got)s，两者应当相等。") % {
            "name": dimension.name,
            "weight": shown_mark(dimension.weight),
            "got": shown_mark(got),
        }
    for indicator in dimension.indicators:
        if indicator.formula is not None:
            for fault in formula_faults(indicator.formula).values():
                yield gettext("“%(name)s”：%(fault)s") % {"name": indicator.name, "fault": fault}


def _participant_faults(draft: SchemeDraft) -> Iterator[str]:
    if not draft.participants:
        yield gettext("还没有选择被考核单位。")
    elif draft.subject is Subject.CITY and draft.participants != 1:
        yield gettext("对全市的考核由一个单位汇总填报，现选择了 %(count)s 个。") % {
            "count": draft.participants
        }


def shown_mark(mark: Decimal) -> str:
    """Marks without zeros that say nothing: 12.50 is 12.5, 100.00 is 100."""
    return f"{mark.normalize():f}"
