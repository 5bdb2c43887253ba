"""What the formulas read off the ledger and the targets, and for whom."""

from datetime import datetime, timedelta
from decimal import Decimal

import pytest
from tests.factories import make_unit
from tests.governance.assessment.house import (
    Office,
    close,
    closed,
    days_ago,
    measured,
    sheet_of,
    task_of,
)
from tests.governance.targets.goals import Goal, Goals, observe
from tests.governance.tasks.ledger import Ledger

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.units.models import Area, Unit, UnitKind
from zhicheng.governance.assessment import actions, queries
from zhicheng.governance.assessment.models import Indicator, Scheme, Sheet
from zhicheng.governance.assessment.queries import Reading
from zhicheng.governance.targets import actions as targets
from zhicheng.governance.targets.models import Target
from zhicheng.governance.targets.rules import Over
from zhicheng.governance.tasks.models import Assignment, Report

D = Decimal


@pytest.fixture
def yunxi(county: Area) -> Unit:
    return make_unit("云溪县政府", UnitKind.COUNTY, county)


def read(
    offices: Office, scheme: Scheme, sheet: Sheet, measure: str, target: Target | None = None
) -> Reading:
    """The reading of one formula for a sheet of a draft."""
    row = offices.indicator(
        scheme, measure, 1, measured(measure, 1, measure, target=target.pk if target else None)
    )
    return queries.readings(sheet, [row], offices.now.date())[row.pk]


def test_a_day_that_still_runs_is_nobodys_delay(
    draft: Scheme, offices: Office, ledger: Ledger, science: Unit, now: datetime
) -> None:
    sheet = sheet_of(draft, science)
    task_of(ledger, science, days=100)  # due today
    assert read(offices, draft, sheet, "overdue").value is None
    Assignment.objects.update(due_on=now.date() - timedelta(1))
    late = queries.readings(sheet, Indicator.objects.filter(measure="overdue"), now.date())
    assert [found.value for found in late.values()] == [D(100)]


def test_what_was_closed_after_the_period_does_not_count(
    draft: Scheme, offices: Office, ledger: Ledger, science: Unit, now: datetime
) -> None:
    row = task_of(ledger, science)
    closed(row, now)
    found = read(offices, draft, sheet_of(draft, science), "overdue")
    assert found.value == D(100)
    assert found.lineage["rows"][0]["closed_on"] is None
    assert found.as_of == now.date() - timedelta(1)


def test_frozen_and_ended_parts_are_left_out(
    draft: Scheme, offices: Office, ledger: Ledger, science: Unit, now: datetime
) -> None:
    closed(task_of(ledger, science), days_ago(now, 60))
    ended = task_of(ledger, science)
    Assignment.objects.filter(pk=ended.pk).update(stage="ended")
    found = read(offices, draft, sheet_of(draft, science), "in_time")
    assert (found.value, len(found.lineage["rows"])) == (D(100), 1)


def test_reports_that_came_back(
    draft: Scheme, offices: Office, ledger: Ledger, science: Unit, verifier: User, now: datetime
) -> None:
    sheet = sheet_of(draft, science)
    assert read(offices, draft, sheet, "returned").why == "考核期内没有已复核的报送。"
    for _once in range(2):
        close(task_of(ledger, science), verifier, days_ago(now, 5))
    Report.objects.filter(pk=Report.objects.latest("pk").pk).update(state="returned")
    found = queries.readings(sheet, Indicator.objects.filter(measure="returned"), now.date())
    (reading,) = found.values()
    assert reading.value == D(50)
    assert [row["counts"] for row in reading.lineage["rows"]] == [False, True]


def test_a_county_is_measured_by_all_units_in_it(
    offices: Office, ledger: Ledger, yunxi: Unit, county: Area, science: Unit, now: datetime
) -> None:
    bureau = make_unit("云溪县科技局", area=county)
    closed(task_of(ledger, yunxi), days_ago(now, 60))
    task_of(ledger, bureau)
    task_of(ledger, science)
    scheme = offices.draft([yunxi], subject="counties")
    found = read(offices, scheme, sheet_of(scheme, yunxi), "in_time")
    assert (found.value, len(found.lineage["rows"])) == (D(50), 2)


def test_the_whole_city_is_measured_by_everybody(
    offices: Office, ledger: Ledger, office: Unit, yunxi: Unit, science: Unit, now: datetime
) -> None:
    closed(task_of(ledger, yunxi), days_ago(now, 60))
    for unit in (science, science, yunxi):
        task_of(ledger, unit)
    scheme = offices.draft([office], subject="city")
    assert read(offices, scheme, sheet_of(scheme, office), "in_time").value == D(25)


@pytest.fixture
def target(coordinator: User, science: Unit, now: datetime) -> Target:
    found = Goals(coordinator, now).publish(Goal("有效注册商标量", 1000, "件"))[0]
    targets.confirm(target=found, owner=science, by=coordinator, at=now)
    return found


def test_a_targets_attainment_leads_to_its_observations(
    draft: Scheme, offices: Office, target: Target, science: Unit, coordinator: User, now: datetime
) -> None:
    sheet = sheet_of(draft, science)
    assert read(offices, draft, sheet, "attainment", target).why == "指标尚无可用的数值。"
    value = observe(target, coordinator, now, now.date() - timedelta(3), 800)
    observe(target, coordinator, now, now.date(), 2000)  # after the period
    found = queries.readings(sheet, Indicator.objects.filter(target=target), now.date())
    (reading,) = found.values()
    assert reading.value == D(80)
    (row,) = reading.lineage["rows"]
    assert row["observations"] == [value.pk]
    assert (row["target"], row["counts"]) == (target.pk, False)


def test_a_county_answers_for_its_share(
    offices: Office, target: Target, yunxi: Unit, county: Area, coordinator: User, now: datetime
) -> None:
    scheme = offices.draft([yunxi], subject="counties")
    sheet = sheet_of(scheme, yunxi)
    alone = read(offices, scheme, sheet, "attainment", target)
    assert (alone.value, alone.why) == (None, "目标值没有分解到该县区。")
    targets.distribute(
        target=target, over=Over.AREAS, parts={county.pk: D(1000)}, by=coordinator, at=now
    )
    day = now.date() - timedelta(3)
    observe(target, coordinator, now, day, 400)
    observe(target, coordinator, now, day, 250, area=county)
    found = queries.readings(sheet, Indicator.objects.filter(target=target), now.date())
    (reading,) = found.values()
    assert reading.value == D(25)
    assert len(reading.lineage["rows"][0]["observations"]) == 1


def test_a_ratio_is_asked_of_each_county_whole(
    offices: Office, yunxi: Unit, county: Area, science: Unit, coordinator: User, now: datetime
) -> None:
    ratio = Goals(coordinator, now).publish(Goal("每万人口发明专利拥有量", 12, "件/万人"))[0]
    targets.confirm(target=ratio, owner=science, by=coordinator, at=now)
    observe(ratio, coordinator, now, now.date() - timedelta(3), 6, area=county)
    scheme = offices.draft([yunxi], subject="counties")
    assert read(offices, scheme, sheet_of(scheme, yunxi), "attainment", ratio).value == D(50)


def test_targets_that_were_due_of_the_unit_that_reports(
    draft: Scheme, offices: Office, target: Target, science: Unit, market: Unit, coordinator: User,
    now: datetime,
) -> None:  # fmt: skip
    Target.objects.filter(pk=target.pk).update(due_on=now.date() - timedelta(2))
    sheet = sheet_of(draft, science)
    assert "尚无数据" in read(offices, draft, sheet, "targets_met").why
    observe(target, coordinator, now, now.date() - timedelta(3), 1200)
    rows = Indicator.objects.filter(measure="targets_met")
    (found,) = queries.readings(sheet, rows, now.date()).values()
    assert found.value == D(100)
    (other,) = queries.readings(sheet_of(draft, market), rows, now.date()).values()
    assert (other.value, other.why) == (None, "考核期内没有由该单位填报的到期指标。")


def test_ledger_and_reforms_are_read_once_for_all_formulas(
    scheme: Scheme, sheet: Sheet, officer: User, now: datetime,
    django_assert_max_num_queries: object,
) -> None:  # fmt: skip
    row = Indicator.objects.get(measure="in_time")
    with django_assert_max_num_queries(2):  # type: ignore[operator]  # a fixture of pytest-django
        queries.readings(sheet, [row, row, row], now.date())


def test_the_figures_stay_as_they_were_taken(frozen: Scheme, science: Unit, now: datetime) -> None:
    Assignment.objects.filter(unit=science).update(stage="closed", closed_at=days_ago(now, 70))
    kept = queries.snapshots_for(User.objects.get(name="统筹甲")).get(scheme=frozen)
    assert '"value":"50"' in kept.content
    assert queries.hash_of(kept.content) == kept.sha256


def test_a_kept_result_that_was_changed_is_found(frozen: Scheme) -> None:
    kept = frozen.snapshot
    kept.content = kept.content.replace('"rank":1', '"rank":9')
    assert queries.disagreements(kept) == ["sha256", "rank"]


def test_actions_are_named() -> None:
    assert set(actions.__all__) <= set(dir(actions))
