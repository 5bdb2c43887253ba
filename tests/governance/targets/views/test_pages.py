"""The list and a target's page: what they show, to whom, and with how many queries."""

from datetime import date, datetime, timedelta
from decimal import Decimal

import pytest
from django.test import Client
from tests.factories import fresh, make_user, queries_of
from tests.governance.targets.goals import Goal, Goals, observe

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.face.charts import Chart
from zhicheng.foundation.units.models import Area, Unit
from zhicheng.governance.targets import actions, queries
from zhicheng.governance.targets.models import Target
from zhicheng.governance.targets.rules import Judgement, Over
from zhicheng.governance.targets.views.charts import chart_of


def text(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def test_the_list_says_value_day_gap_and_light(
    target: Target, goals: Goals, officer: User, client: Client, now: datetime, today: date
) -> None:
    observe(target, officer, now, today, 50000)
    client.force_login(officer)
    page = text(client, "/targets/")
    for word in ("≥ 5.6 万件", "5 万件", today.isoformat(), "0.6 万件", "监测中", "无法判断"):
        assert word in page


def test_what_is_unknown_is_a_dash_and_never_zero(
    target: Target, officer: User, client: Client
) -> None:
    client.force_login(officer)
    page = text(client, f"/targets/{target.pk}/")
    assert "0 件" not in page
    assert "尚无数据，不作判断" in page
    assert "data-chart" not in page


@pytest.mark.parametrize(
    ("query", "shown"),
    [
        ("", True), ("q=商标", True), ("q=商標", True), ("q=专利", False),
        ("status=confirmed", True), ("status=met", False),
        ("outlook=unknown", True), ("outlook=behind", False), ("ended=on", True), ("status=nonsense", True),
    ],
)  # fmt: skip
def test_filters(query: str, shown: bool, target: Target, leader: User, client: Client) -> None:
    client.force_login(leader)
    assert (f"/targets/{target.pk}/" in text(client, f"/targets/?{query}")) is shown


def test_filters_by_plan_and_owner_and_what_has_ended(
    target: Target, goals: Goals, science: Unit, leader: User, client: Client
) -> None:
    client.force_login(leader)
    assert target.indicator in text(client, f"/targets/?plan={goals.plan.pk}&owner={science.pk}")
    goals.publish()
    assert f"/targets/{target.pk}/" not in text(client, "/targets/")
    assert f"/targets/{target.pk}/" in text(client, "/targets/?ended=on")
    assert "不再列入" in text(client, f"/targets/{target.pk}/")


def test_grouped_and_exported(target: Target, leader: User, client: Client) -> None:
    client.force_login(leader)
    assert "示例市建设方案" in text(client, "/targets/?group=plan")
    assert "市科技局" in text(client, "/targets/?group=owner")
    answer = client.get("/targets/?export=xlsx&status=confirmed")
    assert answer.status_code == 200
    assert b"".join(answer.streaming_content)[:2] == b"PK"  # type: ignore[attr-defined]  # a FileResponse


def test_the_number_of_queries_does_not_depend_on_the_rows(
    goals: Goals, science: Unit, coordinator: User, client: Client, now: datetime, today: date
) -> None:
    client.force_login(coordinator)
    asked = []
    for many in (1, 5):
        for target in goals.publish(*(Goal(f"指标{n}") for n in range(many))):
            actions.confirm(target=target, owner=science, by=coordinator, at=now)
            for days in range(3):
                observe(target, coordinator, now, today - timedelta(days), 50000 + days)
        asked.append([queries_of(client, f"/targets/{q}") for q in ("", "?status=measured")])
    assert asked[0] == asked[1]


def test_a_target_shows_sentence_trajectory_corrections_and_history(
    target: Target, science: Unit, officer: User, coordinator: User, client: Client, now: datetime,
    today: date,
) -> None:  # fmt: skip
    wrong = observe(target, officer, now, today - timedelta(10), 45000)
    actions.correct(
        observation=wrong, reason="月报修订", figure=actions.Figure("公报", wrong.value, "件"),
        by=officer, at=now,
    )  # fmt: skip
    observe(target, officer, now, today, 50000)
    client.force_login(officer)
    page = text(client, f"/targets/{target.pk}/")
    for word in (
        target.item.sentence, "/plans/", "data-chart", "预期轨迹", "更正理由：月报修订", "已更正",
        "填报数值", f"/targets/evidence/{wrong.pk}/", "更正数值", "按直线推算",
    ):  # fmt: skip
        assert word in page, word
    assert page.count(">更正<") == 2  # of the two values in force


def test_head_and_sum_are_written_in_one_magnitude(
    target: Target, county: Area, officer: User, coordinator: User, client: Client, now: datetime,
    today: date,
) -> None:  # fmt: skip
    assert target.value is not None
    actions.distribute(
        target=target, over=Over.AREAS, parts={county.pk: target.value}, by=coordinator, at=now
    )
    client.force_login(coordinator)
    url = f"/targets/{target.pk}/"
    assert "合计 5.6 万件；总目标：≥ 5.6 万件；与总目标一致" in text(client, url)
    observe(target, officer, now, today, 43601)
    page = text(client, url)
    assert "合计 56,000 件；总目标：≥ 56,000 件；与总目标一致" in page
    assert page.count("≥ 56,000 件") == 3  # under the title, among the figures, beside the sum


def test_the_sum_stands_against_the_whole(
    target: Target, county: Area, officer: User, coordinator: User, client: Client, goals: Goals,
    science: Unit, now: datetime, today: date,
) -> None:  # fmt: skip
    whole = {county.pk: target.value}
    assert target.value is not None
    actions.distribute(
        target=target, over=Over.AREAS, parts={county.pk: target.value}, by=coordinator, at=now
    )
    observe(target, officer, now, today, 900, area=county)
    assert whole
    client.force_login(coordinator)
    page = text(client, f"/targets/{target.pk}/")
    assert "与总目标一致" in page
    assert "云溪县" in page
    assert "最后一年的数值应等于总目标" in page
    changed = goals.publish(Goal(value=60000, key=target.key))[0]
    actions.confirm(target=changed, owner=science, by=coordinator, at=now)
    assert "合计 5.6 万件；总目标：≥ 6 万件；相差 0.4 万件" in text(
        client, f"/targets/{target.pk}/"
    )


def test_the_years_of_a_distribution_are_drawn_and_held_against_what_was_measured(
    goals: Goals, science: Unit, coordinator: User, client: Client, now: datetime, today: date
) -> None:
    found = goals.publish(Goal("质押融资登记", 100, "件", {"cumulative": True}))[0]
    actions.confirm(target=found, owner=science, by=coordinator, at=now)
    parts = {2026: Decimal(40), 2027: Decimal(35), 2028: Decimal(25)}
    actions.distribute(target=found, over=Over.YEARS, parts=parts, by=coordinator, at=now)
    observe(found, coordinator, now, date(2026, 3, 31), 30)
    observe(found, coordinator, now, date(2026, 6, 30), 12)
    slices = [s for s in chart(found, today).series if str(s.name) == "年度分解"]
    assert [(mark.at, mark.value) for mark in slices[0].marks] == [
        (date(2026, 12, 31), 40), (date(2027, 12, 31), 75), (date(2028, 12, 31), 100),
    ]  # fmt: skip
    client.force_login(coordinator)
    page = text(client, f"/targets/{found.pk}/")
    for word in ("年度分解", "当年数值", "尚无结论"):
        assert word in page
    row = page[page.rindex("2026年") :]
    row = row[: row.index("</tr>")]
    assert ">40 件<" in row and ">42 件<" in row and "达到" in row


def chart(target: Target, today: date) -> Chart:
    found = fresh(target)
    spread = queries.distribution_of(found, Over.YEARS)
    drawn = chart_of(found, today, queries.slices_of_years(found, spread, today))
    assert drawn is not None
    return drawn


def test_of_an_annual_target_the_slices_are_the_yearly_demand(
    goals: Goals, science: Unit, coordinator: User, now: datetime, today: date
) -> None:
    found = goals.publish(Goal(values={"annual": True}))[0]
    actions.confirm(target=found, owner=science, by=coordinator, at=now)
    actions.distribute(
        target=found, over=Over.YEARS, parts={2026: Decimal(56000)}, by=coordinator, at=now
    )
    assert "年度分解" not in [str(s.name) for s in chart(found, today).series]


def test_the_chart_draws_what_the_figure_counts(
    goals: Goals, science: Unit, coordinator: User, now: datetime, today: date
) -> None:
    """A later version moves the period: what was added up before it counts no more, here or there."""
    goal = Goal("质押融资登记", 100, "件", {"cumulative": True})
    found = goals.publish(goal)[0]
    actions.confirm(target=found, owner=science, by=coordinator, at=now)
    observe(found, coordinator, now, date(2026, 3, 31), 30)
    observe(found, coordinator, now, date(2026, 8, 31), 12)
    goals.publish(goal, period=(date(2026, 7, 1), date(2028, 12, 31)))
    drawn = chart(found, today).series[0]
    assert [(mark.at, mark.value) for mark in drawn.marks] == [(date(2026, 8, 31), 12)]
    assert queries.standing_of(fresh(found), today).value == 12


def test_an_annual_target_shows_its_years(
    goals: Goals, science: Unit, coordinator: User, client: Client, now: datetime, today: date
) -> None:
    found = goals.publish(Goal(values={"annual": True}))[0]
    actions.confirm(target=found, owner=science, by=coordinator, at=now)
    observe(found, coordinator, now, today, 60000)
    client.force_login(coordinator)
    page = text(client, f"/targets/{found.pk}/")
    assert "各年情况" in page
    assert "年度要求" in page


def test_a_cumulative_target_is_drawn_as_a_sum(
    goals: Goals, science: Unit, coordinator: User, client: Client, now: datetime, today: date
) -> None:
    found = goals.publish(Goal(values={"cumulative": True}))[0]
    actions.confirm(target=found, owner=science, by=coordinator, at=now)
    client.force_login(coordinator)
    assert "预期轨迹" in text(client, f"/targets/{found.pk}/")
    observe(found, coordinator, now, today - timedelta(1), 1000)
    observe(found, coordinator, now, today, 500)
    assert "0.15 万件" in text(client, f"/targets/{found.pk}/")


def test_a_qualitative_target_shows_no_percentage_and_no_distribution(
    quality: Target, officer: User, client: Client, now: datetime, today: date
) -> None:
    figure = {"value": None, "unit": "", "judgement": Judgement.AT_RISK}
    observe(quality, officer, now, today, None, figure=figure)
    client.force_login(officer)
    page = text(client, f"/targets/{quality.pk}/")
    assert "存在风险" in page
    assert "%" not in page.partition("<main")[2].partition("</main>")[0].replace("%E", "")
    assert "分解到县区" not in page


def test_why_it_cannot_be_measured(
    target: Target, coordinator: User, leader: User, client: Client, now: datetime
) -> None:
    actions.give_up(target=target, reason="缺少分母数据", by=coordinator, at=now)
    client.force_login(leader)
    page = text(client, f"/targets/{target.pk}/")
    assert "缺少分母数据" in page
    assert "填报数值" not in page


def test_evidence_is_for_the_office_and_the_unit(
    target: Target, officer: User, other_officer: User, auditor: User, client: Client,
    now: datetime, today: date,
) -> None:  # fmt: skip
    row = observe(target, officer, now, today, 50000)
    for person, status in ((officer, 200), (auditor, 200), (other_officer, 404)):
        client.force_login(person)
        assert client.get(f"/targets/evidence/{row.pk}/").status_code == status
        assert client.get(f"/targets/{target.pk}/").status_code == 200


def test_whoever_reads_no_plan_sees_no_target(target: Target, client: Client) -> None:
    client.force_login(make_user())
    assert client.get("/targets/").status_code == 403
    assert client.get(f"/targets/{target.pk}/").status_code == 404


def test_the_list_has_its_crumb_as_its_neighbours_have(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    text = client.get("/targets/").content.decode()
    crumbs = text.partition('<nav class="crumbs"')[2].partition("</nav>")[0]
    assert ">指标台账<" in crumbs
