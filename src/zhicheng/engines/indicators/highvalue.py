"""Whether an invention patent is of high value, by which conditions (R-IND-02): a statistical notion.

A patent counts once, by however many conditions. Two versions stand side by side until the official text of the
second one is loaded.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from zhicheng.engines.calendar import Period, Unit
from zhicheng.engines.indicators.strategic import Certainty, Match, strategic
from zhicheng.engines.sources import Confidence, NoRule, Rule, Source

YEARS_KEPT = 10
"""A patent has to be kept for more years than these, counted from its filing."""


class Condition(StrEnum):
    """What makes a valid invention patent one of high value; the values are kept in the database."""

    STRATEGIC = "strategic"
    ABROAD = "abroad"
    KEPT_LONG = "kept_long"
    PLEDGED = "pledged"
    AWARDED = "awarded"


CONDITION_NAMES = {
    Condition.STRATEGIC: "战略性新兴产业的有效发明专利",
    Condition.ABROAD: "在海外有同族专利权的有效发明专利",
    Condition.KEPT_LONG: "维持年限超过10年的有效发明专利",
    Condition.PLEDGED: "实现较高质押融资金额的有效发明专利",
    Condition.AWARDED: "获得国家科学技术奖或中国专利奖的有效发明专利",
}


class Bound(StrEnum):
    """How patents count whose strategic industry is not sure: none that is not sure, the likely ones, all."""

    LOWER = "lower"
    BEST = "best"
    UPPER = "upper"


_LEAST = {
    Bound.LOWER: Certainty.VERBATIM,
    Bound.BEST: Certainty.LIKELY,
    Bound.UPPER: Certainty.BY_SYMBOL,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Definition(Rule):
    """A version of the notion: its conditions. provisional: its official text is not loaded yet."""

    conditions: tuple[Condition, ...]
    provisional: bool = False


DEFINITIONS = (
    Definition(
        id="HV-2021",
        source=Source("“十四五”规划主要指标“每万人口高价值发明专利拥有量”的五项条件"),
        valid_from=date(2021, 1, 1),
        conditions=tuple(Condition),
    ),
    Definition(
        id="HV-2026",
        source=Source(
            "“十五五”期间的四项条件，不含质押融资；据2026年9月24日的报道，正式文本尚未载入",
            Confidence.MEDIUM,
        ),
        valid_from=date(2026, 1, 1),
        conditions=tuple(one for one in Condition if one is not Condition.PLEDGED),
        provisional=True,
    ),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What is known about a valid invention patent on a day.

    filed_on: None where unknown. symbols: of the IPC. text: title, abstract and claims, "" where none is known.
    granted_abroad: rights of its family granted elsewhere (an application is none). pledges: registered and not
    ended. awards: of the State (国家科学技术奖) and 中国专利奖.
    """

    filed_on: date | None
    symbols: Sequence[str] = ()
    text: str = ""
    granted_abroad: Sequence[str] = ()
    pledges: Sequence[str] = ()
    awards: Sequence[str] = ()


@dataclass(frozen=True, slots=True)
class Reason:
    """A condition that holds. said: why, Chinese, for people. certainty: below SURE for industries alone."""

    condition: Condition
    said: str
    certainty: Certainty = Certainty.SURE


def definition(id: str) -> Definition:
    """A version by its id. Raises NoRule."""
    for one in DEFINITIONS:
        if one.id == id:
            return one
    raise NoRule(f"没有编号为“{id}”的高价值发明专利口径。")


def reasons(facts: Facts, *, on: date, by: Definition) -> tuple[Reason, ...]:
    """The conditions of a version that a patent fulfils on a day, in their order; empty where none."""
    found = (
        _strategic(strategic(facts.symbols, facts.text)),
        _several(Condition.ABROAD, facts.granted_abroad, "海外同族专利权"),
        _kept_long(facts.filed_on, on),
        _several(Condition.PLEDGED, facts.pledges, "质押登记"),
        _several(Condition.AWARDED, facts.awards, "获奖"),
    )
    return tuple(one for one in found if one and one.condition in by.conditions)


def counts(found: Sequence[Reason], bound: Bound = Bound.BEST) -> bool:
    """Whether a patent with these reasons counts, in a bound of the figure."""
    return any(one.certainty >= _LEAST[bound] for one in found)


def _strategic(match: Match | None) -> Reason | None:
    if match is None:
        return None
    branch = match.branch
    by_phrase = f"，文本涉及“{match.phrase}”" if match.phrase and not branch.exception else ""
    said = (
        f"{branch.number} {branch.name}：分类号{match.symbol}{by_phrase}（参照表第{branch.page}页）"
    )
    return Reason(Condition.STRATEGIC, said, match.certainty)


def _several(condition: Condition, facts: Sequence[str], what: str) -> Reason | None:
    return Reason(condition, f"{what}：{'、'.join(facts)}") if facts else None


def _kept_long(filed_on: date | None, on: date) -> Reason | None:
    """More than ten years: on the day itself ten years are full, and not yet more."""
    if filed_on is None or on <= Period(YEARS_KEPT, Unit.YEARS).end_after(filed_on):
        return None
    return Reason(Condition.KEPT_LONG, f"申请日{filed_on}，至{on}已超过{YEARS_KEPT}年")
