"""The forecast on a target's page, in its chart, and from the command line."""

import re
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.test import Client
from tests.factories import fresh
from tests.governance.targets.goals import Goal, Goals, observe

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.targets import actions, queries
from zhicheng.governance.targets.models import Target
from zhicheng.governance.targets.rules import Prospect
from zhicheng.governance.targets.views.charts import chart_of
from zhicheng.governance.targets.views.forecasts import shown_forecast


@pytest.fixture
def confirmed(goals: Goals, science: Unit, coordinator: User, now: datetime) -> Any:
    def make(goal: Goal) -> Target:
        found = goals.publish(goal)[0]
        actions.confirm(target=found, owner=science, by=coordinator, at=now)
        return found

    return make


def reported(target: Target, by: User, now: datetime, *values: int) -> Target:
    """Every ninety days, the last of them today."""
    for place, value in enumerate(reversed(values)):
        observe(target, by, now, now.date() - timedelta(90 * place), value)
    return fresh(target)


def said(target: Target, on: date) -> str:
    shown = shown_forecast(target, queries.prospect_of(target, on))
    assert shown
    return " ".join([*(f"{t}：{v}" for t, v in shown.facts), shown.verdict, shown.method])


def test_the_page_says_pace_interval_method_and_error(
    target: Target, officer: User, client: Client, now: datetime
) -> None:
    reported(target, officer, now, 50000, 50400, 51100, 51600)
    client.force_login(officer)
    page = client.get(f"/targets/{target.pk}/").content.decode()
    for word in (
        "需要的速度", "目前的平均速度", "80%区间", "按此趋势达到要求", "带漂移的随机游走", "回测：",
        "平均相对误差", f'href="#day-{now.date()}"', "80%区间上限", "不影响指标的状态和前景",
    ):  # fmt: skip
        assert word in page, word


def test_too_few_values_are_said_to_be_and_nothing_is_drawn(
    target: Target, officer: User, client: Client, now: datetime, today: date
) -> None:
    found = reported(target, officer, now, 50000, 50400, 51100)
    client.force_login(officer)
    page = client.get(f"/targets/{target.pk}/").content.decode()
    assert "推算需要至少4个时点的数值（含基数），目前有3个，暂不推算。" in page
    assert "需要的速度" in page
    assert "推算值" not in page
    chart = chart_of(found, today, (), queries.prospect_of(found, today).forecast)
    assert chart is not None
    assert not [series for series in chart.series if series.edge]


def test_the_chart_holds_forecast_edges_and_goal(
    target: Target, officer: User, now: datetime, today: date
) -> None:
    found = reported(target, officer, now, 50000, 50400, 51100, 51600)
    forecast = queries.prospect_of(found, today).forecast
    chart = chart_of(found, today, (), forecast)
    assert chart is not None and forecast is not None
    names = {str(series.name): series for series in chart.series}
    assert names["80%区间下限"].edge == "low"
    assert names["推算值"].marks[0].value == Decimal("5.16")
    assert names["推算值"].marks[-1].at == found.due_on
    assert [mark.value for mark in names["目标值"].marks] == [Decimal("5.6")] * 2
    assert all(mark.url == "" for mark in names["推算值"].marks)
    assert [s["edge"] for s in chart.data["series"]].count("high") == 1


def test_line_chart_and_forecast_are_written_in_one_magnitude(
    target: Target, officer: User, client: Client, now: datetime, today: date
) -> None:
    found = reported(target, officer, now, 50000, 50400, 51100, 51633)
    chart = chart_of(found, today, (), queries.prospect_of(found, today).forecast)
    assert chart is not None and chart.unit == "件", "51,633 has no two places in 万件"
    values = [mark.value for series in chart.series for mark in series.marks if mark.value]
    assert values and all(value == int(value) for value in values)
    words = said(found, today)
    assert "万件" not in words and not re.search(r"\d\.\d+ 件", words)
    client.force_login(officer)
    page = client.get(f"/targets/{target.pk}/").content.decode()
    assert "≥ 56,000 件" in page and "51,633 件" in page


@pytest.mark.parametrize(
    ("goal", "values", "words"),
    [
        (Goal("质量", 60, "分"), (40, 42, 44, 46), ("不晚于", "整体符合要求", "每年增加8.12 分")),
        (Goal("质量", 90, "分"), (40, 42, 44, 46), ("晚于", "整体不符合要求", "只供参考")),
        (Goal("质量", 60, "分"), (46, 44, 42, 40), ("不能达到要求", "每年减少")),
        (Goal("质量", 60, "分"), (40, 40, 40, 40), ("没有变化",)),
        (Goal("质量", 60, "分"), (40, 52, 41, 50), ("尚不确定",)),
        (Goal("质量", 60, "分"), (0, 64, 0, 65), ("已符合要求", "最近一次数值符合要求")),
        (
            Goal("次数", 60, "次", {"comparator": "<=", "cumulative": True}), (5, 15, 15, 15),
            ("每年最多增加", "前后将超过上限"),
        ),
    ],
)  # fmt: skip
def test_what_follows_is_said_in_words(
    goal: Goal, values: tuple[int, ...], words: tuple[str, ...], confirmed: Any, officer: User,
    now: datetime, today: date,
) -> None:  # fmt: skip
    found = reported(confirmed(goal), officer, now, *values)
    for word in words:
        assert word in said(found, today), said(found, today)


def test_a_given_point_is_said_to_be_no_observation(
    goals: Goals, science: Unit, coordinator: User, officer: User, now: datetime, today: date
) -> None:
    based, summed = goals.publish(
        Goal("存量", 60, "分"), Goal("累计", 60, "次", {"cumulative": True})
    )
    actions.confirm(
        target=based, owner=science, baseline=Decimal(30), baseline_on=date(2025, 12, 31),
        by=coordinator, at=now,
    )  # fmt: skip
    actions.confirm(target=summed, owner=science, by=coordinator, at=now)
    for target, word in ((based, "2025-12-31: 30 分 (基数)"), (summed, "2026-01-01: 0 次 (起算)")):
        found = reported(target, officer, now, 30, 40, 42)
        shown = shown_forecast(found, queries.prospect_of(found, today))
        assert shown
        assert (str(shown.used[0].text), shown.used[0].url) == (word, "")


def test_nothing_is_said_of_what_is_not_measured(
    draft: Target, quality: Target, today: date
) -> None:
    assert queries.prospect_of(draft, today) == Prospect()
    for target in (draft, quality):
        assert shown_forecast(target, queries.prospect_of(target, today)) is None


def test_a_target_without_a_day_or_past_it(
    confirmed: Any, officer: User, now: datetime, today: date
) -> None:
    over = reported(confirmed(Goal("过期", 60, "分", {"due": "2028"})), officer, now, 1, 2)
    assert "已到截止日期" in said(over, date(2029, 1, 1))
    over.due_on = None
    assert "没有截止日期" in said(over, today)


def test_the_command_line_says_the_same(
    target: Target, officer: User, now: datetime, capsys: pytest.CaptureFixture[str]
) -> None:
    reported(target, officer, now, 50000, 50400, 51100)
    call_command("targets", "forecast", str(target.pk))
    assert "暂不推算" in capsys.readouterr().out
    observe(target, officer, now, now.date() - timedelta(400), 49000)
    call_command("targets", "forecast", str(target.pk))
    out = capsys.readouterr().out
    for word in ("有效注册商标量 ≥ 5.6 万件", "需要的速度：每年增加", "回测：", "所用时点："):
        assert word in out
    with pytest.raises(CommandError, match="没有这项指标"):
        call_command("targets", "forecast", "0")


def test_the_command_line_forecasts_no_judgement(quality: Target) -> None:
    with pytest.raises(CommandError, match="定量指标"):
        call_command("targets", "forecast", str(quality.pk))
