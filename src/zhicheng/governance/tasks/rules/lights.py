"""Lights (灯): the timeliness of a task, apart from its state (R-SC-2).

What is computed is a *condition*, from dates alone. Which colour and name a condition has, how long before
the due day "soon" begins, and after how many working days without a signature a start is late, the city's
own table says (``LightTable``; example tables in ``light_tables``).
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.face.told import told
from zhicheng.governance.tasks.rules.procedure import Stage


class Condition(StrEnum):
    """How a task or assignment stands in time."""

    OVERDUE = "overdue"
    BEHIND = "behind"
    LATE_START = "late_start"
    BEGUN_LATE = "begun_late"
    SOON = "soon"
    NORMAL = "normal"
    FROZEN = "frozen"
    DONE = "done"
    ENDED = "ended"


DATED: Final = (
    Condition.OVERDUE,
    Condition.BEHIND,
    Condition.LATE_START,
    Condition.BEGUN_LATE,
    Condition.SOON,
)
"""Conditions that begin on a day, and last; the table says which of them counts first."""
RESTING: Final = {
    Stage.CLOSED: Condition.DONE,
    Stage.ENDED: Condition.ENDED,
    Stage.FROZEN: Condition.FROZEN,
}
CONDITION_NAMES: Final = {
    Condition.OVERDUE: _("逾期"),
    Condition.BEHIND: _("滞后"),
    Condition.LATE_START: _("逾期未签收"),
    Condition.BEGUN_LATE: _("启动滞后"),
    Condition.SOON: _("临期"),
    Condition.NORMAL: _("正常"),
    Condition.FROZEN: _("已冻结"),
    Condition.DONE: _("办结"),
    Condition.ENDED: _("终止"),
}


class Colour(StrEnum):
    GREEN = "green"
    BLUE = "blue"
    YELLOW = "yellow"
    ORANGE = "orange"
    RED = "red"
    GREY = "grey"


COLOUR_NAMES: Final = {
    Colour.GREEN: _("绿"),
    Colour.BLUE: _("蓝"),
    Colour.YELLOW: _("黄"),
    Colour.ORANGE: _("橙"),
    Colour.RED: _("红"),
    Colour.GREY: _("灰"),
}
_WELL = frozenset({Condition.NORMAL, Condition.DONE})
"""What is in time or done: these alone may be green, and never red."""


class DayKind(StrEnum):
    CALENDAR = "calendar"
    WORKING = "working"


DAY_KIND_NAMES: Final = {DayKind.CALENDAR: _("自然日"), DayKind.WORKING: _("工作日")}


@dataclass(frozen=True, slots=True)
class Lamp:
    """How one condition is shown, and what it means in this city."""

    condition: Condition
    colour: Colour
    name: str
    meaning: str


@dataclass(frozen=True, slots=True)
class LightTable:
    """A city's rule for its lights, in force from ``valid_from`` to ``valid_to`` (both included).

    soon: so many days before the due day a task is due soon, counted as ``soon_kind`` says. sign_within:
    working days for signing; afterwards the start is late. lamps: one for each condition; the order of
    the dated ones is their precedence. source: what the rule rests on.
    """

    name: str
    valid_from: date
    valid_to: date | None
    source: str
    soon: int
    soon_kind: DayKind
    sign_within: int
    lamps: tuple[Lamp, ...]

    @property
    def precedence(self) -> tuple[Condition, ...]:
        """The dated conditions, the one that counts first at the front."""
        return tuple(lamp.condition for lamp in self.lamps if lamp.condition in DATED)

    def lamp(self, condition: Condition) -> Lamp:
        return next(lamp for lamp in self.lamps if lamp.condition is condition)


def faults(table: LightTable) -> list[str]:
    """Why a table cannot be a city's rule (Chinese); empty when it can.

    Overdue comes before all else, and only what is in time or done may be green: so nothing that is
    overdue, behind, not signed for in time, begun late or frozen ever is (R-SC-2). Overdue is red, what is
    in time or done never; and no two lamps have one name, which is all that tells them apart in a list.
    """
    return [*_missing(table), *_wrong_colours(table), *_wrong_numbers(table)]


def _missing(table: LightTable) -> Iterator[str]:
    if not table.name.strip() or not table.source.strip():
        yield gettext("请填写规则名称和依据。")
    counts = Counter(lamp.condition for lamp in table.lamps)
    if set(counts) != set(Condition) or max(counts.values(), default=0) > 1:
        yield gettext("每种情形须有且只有一盏灯。")
    elif table.precedence[0] is not Condition.OVERDUE:
        yield gettext("“逾期”须排在最前：已经逾期的任务不得显示为其他情形。")


def _wrong_colours(table: LightTable) -> Iterator[str]:
    for lamp in table.lamps:
        known = CONDITION_NAMES[lamp.condition]
        if not lamp.name.strip():
            yield gettext("请填写“%(known)s”的名称。") % {"known": known}
        if lamp.colour is Colour.GREEN and lamp.condition not in _WELL:
            yield gettext("“%(known)s”不得为绿色。") % {"known": known}
        elif lamp.colour is Colour.RED and lamp.condition in _WELL:
            yield gettext("“%(known)s”不得为红色。") % {"known": known}
        elif lamp.colour is not Colour.RED and lamp.condition is Condition.OVERDUE:
            yield gettext("“%(known)s”须为红色。") % {"known": known}
    counts = Counter(name for lamp in table.lamps if (name := lamp.name.strip()))
    for name, count in counts.items():
        if count > 1:
            yield gettext("有 %(count)s 种情形都叫“%(name)s”，请分别取名。") % {
                "count": count,
                "name": name,
            }


def _wrong_numbers(table: LightTable) -> Iterator[str]:
    if not 0 <= table.soon <= 366:
        yield gettext("临期天数应在 0 到 366 之间。")
    if not 1 <= table.sign_within <= 60:
        yield gettext("签收期限应在 1 到 60 个工作日之间。")


@dataclass(frozen=True, slots=True)
class Boundaries:
    """The days against which the dates of all rows are compared, found once for a day.

    soon_until: what is due by then is due soon. provisional: it rests on a calendar not yet published.
    """

    on: date
    soon_until: date
    provisional: bool = False


@dataclass(frozen=True, slots=True)
class Timing:
    """The dates of a task or assignment.

    due_on: the day itself is still in time. sign_by: the last day for signing, while it is not signed.
    behind_from: the first day on which the verified progress is behind what the milestones expect.
    late_from: since when a start is late that was signed for too late, until the work has caught up.
    """

    stage: Stage
    due_on: date
    sign_by: date | None = None
    behind_from: date | None = None
    late_from: date | None = None


def holds(condition: Condition, timing: Timing, day: Boundaries) -> bool:
    """Whether a dated condition has begun. Once it has, it lasts: all of them are monotone in time."""
    match condition:
        case Condition.OVERDUE:
            return timing.due_on < day.on
        case Condition.BEHIND:
            return timing.behind_from is not None and timing.behind_from <= day.on
        case Condition.LATE_START:
            return timing.sign_by is not None and timing.sign_by < day.on
        case Condition.BEGUN_LATE:
            return timing.late_from is not None and timing.late_from <= day.on
        case _:
            return timing.due_on <= day.soon_until


def condition(timing: Timing, day: Boundaries, precedence: Sequence[Condition]) -> Condition:
    """The condition on a day: what rests, rests; else the first dated condition that holds."""
    if timing.stage in RESTING:
        return RESTING[timing.stage]
    return next((c for c in precedence if holds(c, timing, day)), Condition.NORMAL)


@dataclass(frozen=True, slots=True)
class Check:
    """One comparison behind a light. stored: the row's date, None where it has none. against: the day that
    it is compared with."""

    condition: Condition
    stored: date | None
    against: date
    holds: bool


def checks(timing: Timing, day: Boundaries, precedence: Sequence[Condition]) -> tuple[Check, ...]:
    """Every comparison, in the order in which they count: why a light has its colour."""
    dates = {
        Condition.OVERDUE: (timing.due_on, day.on),
        Condition.BEHIND: (timing.behind_from, day.on),
        Condition.LATE_START: (timing.sign_by, day.on),
        Condition.BEGUN_LATE: (timing.late_from, day.on),
        Condition.SOON: (timing.due_on, day.soon_until),
    }
    return tuple(Check(c, *dates[c], holds=holds(c, timing, day)) for c in precedence)


def worst(conditions: Iterable[Condition]) -> Condition:
    """Of several conditions the most serious, by the resting order of ``Condition``."""
    order = list(Condition)
    return min(conditions, key=order.index)


def frozen_lamp(table: LightTable, then: LightTable, kept: Condition) -> Lamp:
    """What a frozen task shows: the condition of the freeze day, by the rule of that day, never green.

    table: in force today. then: in force on the day of the freeze.
    """
    frozen, held = table.lamp(Condition.FROZEN), then.lamp(kept)
    colour = frozen.colour if held.colour is Colour.GREEN else held.colour
    return Lamp(
        Condition.FROZEN,
        colour,
        told("%(name)s（冻结时%(held)s）", name=frozen.name, held=held.name),
        frozen.meaning,
    )
