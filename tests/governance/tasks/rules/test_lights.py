"""Lights: conditions from dates, colours from the city's table."""

from dataclasses import replace
from datetime import date, timedelta

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from zhicheng.engines.calendar import published
from zhicheng.governance.tasks.rules import (
    BLUE_ORANGE_RED,
    BLUE_YELLOW_RED,
    DATED,
    EXAMPLES,
    RESTING,
    THREE_COLOURS,
    Boundaries,
    Colour,
    Condition,
    DayKind,
    Lamp,
    LightTable,
    Stage,
    Timing,
    condition,
    faults,
    frozen_lamp,
    holds,
    worst,
)

DAY = date(2026, 11, 22)
TODAY = Boundaries(DAY, DAY + timedelta(30))
AT_WORK = [stage for stage in Stage if stage not in RESTING]

days = st.integers(-400, 400).map(lambda n: DAY + timedelta(n))
tables = st.sampled_from(EXAMPLES)
timings = st.builds(
    Timing,
    stage=st.sampled_from(Stage),
    due_on=days,
    sign_by=st.none() | days,
    behind_from=st.none() | days,
    late_from=st.none() | days,
)


def bounds(on: date, table: LightTable) -> Boundaries:
    if table.soon_kind is DayKind.CALENDAR:
        return Boundaries(on, on + timedelta(table.soon))
    return Boundaries(on, published().with_estimates().add_working_days(on, table.soon))


@pytest.mark.parametrize(
    ("stage", "days", "expected"),
    [
        (Stage.IN_PROGRESS, -1, Condition.OVERDUE),
        (Stage.IN_PROGRESS, 0, Condition.SOON),
        (Stage.IN_PROGRESS, 30, Condition.SOON),
        (Stage.IN_PROGRESS, 31, Condition.NORMAL),
        (Stage.REPORTED, -1, Condition.OVERDUE),
        (Stage.DRAFTED, 31, Condition.NORMAL),
        (Stage.CLOSED, -1, Condition.DONE),
        (Stage.FROZEN, -1, Condition.FROZEN),
        (Stage.ENDED, -1, Condition.ENDED),
    ],
)
def test_by_the_due_day(stage: Stage, days: int, expected: Condition) -> None:
    timing = Timing(stage, DAY + timedelta(days))
    assert condition(timing, TODAY, THREE_COLOURS.precedence) is expected


def test_behind_begins_on_its_day_and_a_start_is_late_after_it() -> None:
    far = DAY + timedelta(100)
    found = [
        condition(timing, TODAY, THREE_COLOURS.precedence)
        for timing in (
            Timing(Stage.IN_PROGRESS, far, behind_from=DAY),
            Timing(Stage.IN_PROGRESS, far, behind_from=DAY + timedelta(1)),
            Timing(Stage.ASSIGNED, far, sign_by=DAY - timedelta(1)),
            Timing(Stage.ASSIGNED, far, sign_by=DAY),
        )
    ]
    assert found == ["behind", "normal", "late_start", "normal"]


def test_the_table_says_which_of_two_conditions_counts() -> None:
    both = Timing(Stage.IN_PROGRESS, DAY + timedelta(3), behind_from=DAY)
    assert condition(both, TODAY, BLUE_YELLOW_RED.precedence) is Condition.BEHIND
    assert condition(both, TODAY, BLUE_ORANGE_RED.precedence) is Condition.SOON


@given(timings, tables, days, st.integers(0, 200))
def test_time_alone_never_makes_it_better(
    timing: Timing, table: LightTable, on: date, later: int
) -> None:
    order = [*table.precedence, Condition.NORMAL]
    assume(timing.stage not in RESTING)
    first = condition(timing, bounds(on, table), table.precedence)
    then = condition(timing, bounds(on + timedelta(later), table), table.precedence)
    assert order.index(then) <= order.index(first)


@given(timings, tables, days)
def test_what_is_overdue_is_never_green(timing: Timing, table: LightTable, on: date) -> None:
    assume(timing.stage not in RESTING)
    assume(timing.due_on < on)
    found = condition(timing, bounds(on, table), table.precedence)
    assert found is Condition.OVERDUE
    assert table.lamp(found).colour is not Colour.GREEN


@given(timings, tables, days)
def test_a_condition_holds_that_is_shown(timing: Timing, table: LightTable, on: date) -> None:
    day = bounds(on, table)
    found = condition(timing, day, table.precedence)
    if found in DATED:
        assert holds(found, timing, day)
    elif found is Condition.NORMAL:
        assert not any(holds(c, timing, day) for c in DATED)


@given(tables, tables, st.sampled_from([*DATED, Condition.NORMAL]))
def test_a_freeze_keeps_the_light_of_its_day_and_is_never_green(
    now: LightTable, then: LightTable, kept: Condition
) -> None:
    lamp = frozen_lamp(now, then, kept)
    assert lamp.colour is not Colour.GREEN
    assert then.lamp(kept).name in lamp.name
    if then.lamp(kept).colour is not Colour.GREEN:
        assert lamp.colour is then.lamp(kept).colour


def test_of_several_conditions_the_most_serious_counts() -> None:
    assert worst([Condition.NORMAL, Condition.SOON, Condition.BEHIND]) is Condition.BEHIND


@pytest.mark.parametrize("table", EXAMPLES, ids=lambda t: t.name)
def test_the_examples_hold_up(table: LightTable) -> None:
    assert faults(table) == []


def _with(condition: Condition, **changes: object) -> LightTable:
    lamps = tuple(
        replace(lamp, **changes) if lamp.condition is condition else lamp  # type: ignore[arg-type]  # names of fields
        for lamp in THREE_COLOURS.lamps
    )
    return replace(THREE_COLOURS, lamps=lamps)


@pytest.mark.parametrize(
    ("table", "message"),
    [
        (replace(THREE_COLOURS, name=" "), "请填写规则名称和依据"),
        (replace(THREE_COLOURS, source=""), "请填写规则名称和依据"),
        (replace(THREE_COLOURS, lamps=THREE_COLOURS.lamps[1:]), "每种情形须有且只有一盏灯"),
        (
            replace(THREE_COLOURS, lamps=(*THREE_COLOURS.lamps, THREE_COLOURS.lamps[0])),
            "每种情形须有且只有一盏灯",
        ),
        (replace(THREE_COLOURS, lamps=()), "每种情形须有且只有一盏灯"),
        (replace(THREE_COLOURS, lamps=THREE_COLOURS.lamps[::-1]), "“逾期”须排在最前"),
        (_with(Condition.OVERDUE, colour=Colour.GREEN), "“逾期”不得为绿色"),
        (_with(Condition.FROZEN, colour=Colour.GREEN), "“已冻结”不得为绿色"),
        (_with(Condition.NORMAL, colour=Colour.RED), "“正常”不得为红色"),
        (_with(Condition.DONE, colour=Colour.RED), "“办结”不得为红色"),
        (_with(Condition.OVERDUE, colour=Colour.GREY), "“逾期”须为红色"),
        (_with(Condition.SOON, name=" 滞后 "), "有 2 种情形都叫“滞后”"),
        (_with(Condition.SOON, name=""), "请填写“临期”的名称"),
        (replace(THREE_COLOURS, soon=367), "临期天数应在 0 到 366 之间"),
        (replace(THREE_COLOURS, sign_within=0), "签收期限应在 1 到 60 个工作日之间"),
    ],
)
def test_what_is_wrong_with_a_table_is_said(table: LightTable, message: str) -> None:
    assert any(message in fault for fault in faults(table))


def test_a_lamp_stands_for_its_condition() -> None:
    assert THREE_COLOURS.lamp(Condition.DONE) == Lamp(
        Condition.DONE, Colour.GREEN, "办结", "复核员凭佐证材料销号。"
    )
