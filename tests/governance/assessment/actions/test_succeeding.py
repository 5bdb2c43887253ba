"""A unit is gone: its running sheets go on with the successor, and what was announced and frozen stays."""

from datetime import UTC, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client
from tests.factories import fresh, make_unit, make_user
from tests.governance.assessment.house import (
    IN_TIME,
    QUALITY,
    Office,
    closed,
    days_ago,
    entries,
    fresh_scheme,
    fresh_sheet,
    hand_in,
    head_of,
    sheet_of,
    task_of,
    upload,
)
from tests.governance.assessment.pages import text, url
from tests.governance.tasks.ledger import Ledger

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import Grant, User
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.audit.queries import verify
from zhicheng.foundation.notices.models import Notice
from zhicheng.foundation.units.actions import rename, succeed
from zhicheng.foundation.units.models import Unit, UnitKind
from zhicheng.foundation.units.rules import ReformKind
from zhicheng.governance.assessment import actions, queries
from zhicheng.governance.assessment.actions.succeeding import running_sheets
from zhicheng.governance.assessment.models import Entry, Scheme, Sheet, Snapshot
from zhicheng.governance.assessment.permissions import is_independent, readable_sheets
from zhicheng.governance.assessment.rules import Subject, Verdict


@pytest.fixture
def heir(city: object) -> Unit:
    return make_unit("市知识产权局")


@pytest.fixture
def heirs_head(heir: Unit) -> User:
    return make_user(Role.UNIT_HEAD, unit=heir)


def merge(old: Unit, new: Unit, by: User, at: datetime) -> None:
    succeed(
        unit=old, successor=new, kind=ReformKind.MERGE, on=at.date(), document="文件", by=by, at=at
    )


def value_of(sheet: Sheet, now: datetime) -> Any:
    row = entries(sheet)[IN_TIME]
    return queries.readings(fresh_sheet(sheet), [row.indicator], now.date())[row.indicator_id]


def test_a_sheet_goes_on_with_the_successor_and_all_that_was_done_counts(
    sheet: Sheet, science: Unit, heir: Unit, heirs_head: User, head: User, coordinator: User, now: datetime
) -> None:  # fmt: skip
    before = value_of(sheet, now)
    assert (before.value, running_sheets(science)) == (Decimal(50), 1)
    merge(science, heir, coordinator, now)
    found = fresh_sheet(sheet)
    assert (found.unit, found.called, found.state) == (heir, "市知识产权局", "open")
    after = value_of(found, now)
    assert after.value == before.value, "what the old unit closed counts with its successor"
    hand_in(found, now)
    step = queries.steps_of_sheet(found).last()
    assert step is not None
    assert (step.verb, step.said) == (
        "succeed",
        "机构改革：示例市科技局的职责由示例市知识产权局承接",
    )
    assert Notice.objects.filter(to=heirs_head, text__contains="1张评分表").exists()
    assert running_sheets(science) == 0
    assert not list(verify())


def test_early_in_the_morning_the_successors_people_of_that_day_are_told(
    sheet: Sheet, science: Unit, heir: Unit, heirs_head: User, coordinator: User, now: datetime
) -> None:
    Grant.objects.filter(user=heirs_head).update(valid_from=now.date())
    two_o_clock = now.replace(hour=2).astimezone(UTC)  # the day before, as UTC has it
    succeed(
        unit=science, successor=heir, kind=ReformKind.MERGE, on=now.date(), document="文件",
        by=coordinator, at=two_o_clock,
    )  # fmt: skip
    assert Notice.objects.filter(to=heirs_head, text__contains="1张评分表").exists()


def test_a_unit_that_is_renamed_is_called_by_its_name_until_the_announcement(
    announced: Scheme, science: Unit, coordinator: User, offices: Office, now: datetime
) -> None:
    running = offices.draft([science], title="另一考核")
    offices.publish(running)
    rename(
        unit=science, name="示例市科学技术和数据局", short_name="市科数局", on=now.date(), document="文件",
        by=coordinator, at=now,
    )  # fmt: skip
    assert sheet_of(running, science).called == "市科数局"
    assert sheet_of(announced, science).called == "市科技局"
    hand_in(sheet_of(running, science), now)
    offices.verify(sheet_of(running, science))
    offices.announce(running)
    assert sheet_of(running, science).name == "市科数局"


def test_two_sheets_of_one_scheme_become_the_successors(
    scheme: Scheme, sheet: Sheet, submitted: Sheet, science: Unit, market: Unit, offices: Office,
    ledger: Ledger, coordinator: User, now: datetime,
) -> None:  # fmt: skip
    """The successor was verified already: measured and verified anew with both's work."""
    twin = sheet_of(scheme, market)
    closed(task_of(Ledger(coordinator, days_ago(now, 90)), market, days=30), days_ago(now, 61))
    hand_in(twin, now)
    clause = offices.clauses["扣1"]
    actions.adjust(
        sheet=fresh_sheet(submitted), clause=clause, said="整改不到位", points=Decimal(1),
        by=offices.verifier, at=now,
    )  # fmt: skip
    offices.verify(twin)
    offices.verify(submitted)
    had = entries(twin)[IN_TIME].value
    merge(science, market, coordinator, now)
    old, new = fresh(submitted), fresh_sheet(twin)
    assert (old.state, old.into, old.total) == ("merged", new, None)
    assert (new.state, new.total, new.verified_by) == ("submitted", None, None)
    both = entries(new)[IN_TIME]
    assert both.value != had and not both.is_decided
    assert entries(new)[QUALITY].is_decided
    assert [row.clause for row in queries.adjustments_of(new)] == [clause]
    assert Entry.objects.filter(sheet=old).count() == 2, "what was scored stays to be read"
    offices.verify(new, {IN_TIME: 30})
    offices.announce(scheme)
    assert [s.pk for s in queries.ranking(coordinator, fresh_scheme(scheme))] == [new.pk]
    offices.freeze(scheme)
    kept = Snapshot.objects.get()
    assert queries.disagreements(kept) == []
    assert f'"merged":[{{"id":{old.pk},"into":{new.pk},"unit":"市科技局"}}]' in kept.content
    assert not list(verify())


def test_a_sheet_that_is_open_takes_the_other_in_as_it_is(
    scheme: Scheme, sheet: Sheet, science: Unit, market: Unit, other_officer: User, officer: User,
    coordinator: User, now: datetime,
) -> None:  # fmt: skip
    proof = actions.prove(
        entry=entries(sheet)[QUALITY], upload=upload("总结.pdf"), by=officer, at=now
    )  # fmt: skip
    merge(science, market, coordinator, now)
    twin = sheet_of(scheme, market)
    assert (twin.state, twin.into) == ("open", None)
    offered = queries.proofs_to_reuse(entries(twin)[QUALITY], other_officer)
    assert offered == [proof], "the evidence of the unit that is gone serves its successor"
    with pytest.raises(Refused):
        actions.fill(sheet=fresh_sheet(sheet), by=other_officer, at=now)
    assert sheet.pk in readable_sheets(other_officer).values_list("pk", flat=True)


def test_a_draft_names_the_successor_if_it_assesses_such_units(
    draft: Scheme, science: Unit, market: Unit, heir: Unit, offices: Office, coordinator: User, now: datetime
) -> None:  # fmt: skip
    merge(science, heir, coordinator, now)
    assert set(draft.sheets.values_list("unit__short_name", flat=True)) == {
        "市知识产权局",
        "市市场监管局",
    }
    merge(heir, market, coordinator, now + timedelta(1))
    assert [row.unit for row in draft.sheets.all()] == [market]
    county = make_unit("示例县政府", kind=UnitKind.COUNTY)
    merge(market, county, coordinator, now + timedelta(2))
    assert not draft.sheets.exists()


def test_what_was_announced_and_frozen_stays(
    announced: Scheme, science: Unit, market: Unit, other_officer: User, coordinator: User, offices: Office,
    now: datetime,
) -> None:  # fmt: skip
    chief = head_of(market)
    merge(science, market, coordinator, now)
    ours = sheet_of(announced, science)
    assert (ours.state, ours.rank, ours.total) == ("verified", 2, Decimal(60))
    against = entries(ours)[QUALITY]
    appeal = actions.appeal(sheet=ours, against=against, text="漏计", by=chief, at=now)
    actions.answer(appeal=appeal, uphold=False, answer="维持", by=coordinator, at=now)
    offices.freeze(announced)
    kept = Snapshot.objects.get()
    third = make_unit("市版权局")
    merge(market, third, coordinator, now + timedelta(40))
    assert Snapshot.objects.get().content == kept.content
    assert sheet_of(announced, market).name == "市市场监管局"


def test_what_was_announced_is_merged_when_it_is_taken_back(
    announced: Scheme, science: Unit, market: Unit, heir: Unit, offices: Office, coordinator: User,
    now: datetime,
) -> None:  # fmt: skip
    """What the gone unit closed must not count in two sheets; its own successor may be gone as well by then."""
    old, twin = sheet_of(announced, science), sheet_of(announced, market)
    merge(science, market, coordinator, now)
    merge(market, heir, coordinator, now)
    assert [fresh(old).unit, fresh(twin).unit] == [science, heir]
    actions.retract(scheme=fresh_scheme(announced), reason="机构改革", by=coordinator, at=now)
    gone, left = fresh_sheet(old), fresh_sheet(twin)
    assert (gone.state, gone.into, left.state) == ("merged", left, "submitted")
    assert entries(left)[IN_TIME].lineage["rows"] == value_of(left, now).lineage["rows"]
    assert len(entries(left)[IN_TIME].lineage["rows"]) == 3, "both units' tasks, once"
    offices.verify(left, {IN_TIME: 40})
    offices.announce(announced)
    assert [row.pk for row in queries.ranking(coordinator, fresh_scheme(announced))] == [left.pk]
    assert not list(verify())


def test_nothing_is_merged_where_the_successor_has_no_sheet(
    offices: Office, science: Unit, market: Unit, head: User, coordinator: User, now: datetime
) -> None:
    scheme = offices.draft([science])
    offices.publish(scheme)
    hand_in(sheet_of(scheme, science), now)
    offices.verify(sheet_of(scheme, science))
    offices.announce(scheme)
    Unit.objects.filter(pk=science.pk).update(active=False)  # out of use, without a successor
    actions.retract(scheme=fresh_scheme(scheme), reason="有误", by=coordinator, at=now)
    assert sheet_of(scheme, science).state == "verified"


def test_a_county_is_assessed_with_what_its_merged_unit_did(
    offices: Office, coordinator: User, now: datetime, city: object
) -> None:
    one = make_unit("甲县政府", kind=UnitKind.COUNTY)
    other = make_unit("乙区政府", kind=UnitKind.COUNTY)
    scheme = offices.draft([one], title="县区考核", subject=Subject.COUNTIES)
    offices.publish(scheme)
    closed(task_of(Ledger(coordinator, days_ago(now, 90)), one, days=30), days_ago(now, 61))
    sheet = sheet_of(scheme, one)
    before = value_of(sheet, now).value
    merge(one, other, coordinator, now)
    assert value_of(sheet, now).value == before == Decimal(100)


def test_the_page_says_what_became_of_a_sheet(
    client: Client, scheme: Scheme, sheet: Sheet, science: Unit, market: Unit, coordinator: User, now: datetime
) -> None:  # fmt: skip
    merge(science, market, coordinator, now)
    client.force_login(coordinator)
    page = text(client, url("sheet", sheet.pk))
    assert "已并入承接单位" in page
    assert url("sheet", sheet_of(scheme, market).pk) in page
    assert "自评 0/1" in text(client, "/assessment/")


def test_who_was_of_the_gone_unit_does_not_verify_for_its_successor(
    scheme: Scheme, submitted: Sheet, science: Unit, heir: Unit, heirs_head: User, verifier: User,
    coordinator: User, now: datetime,
) -> None:  # fmt: skip
    """R-SC: a verifier is of none of the units that a reform joined."""
    insider = make_user(Role.VERIFIER, unit=science)
    merge(science, heir, coordinator, now)
    entry = entries(submitted)[QUALITY]
    assert entry.sheet.unit == heir
    with pytest.raises(Refused, match="核定人不得来自被考核单位"):
        actions.decide(entry=entry, verdict=Verdict(Decimal(40), "好"), by=insider, at=now)
    actions.decide(entry=entry, verdict=Verdict(Decimal(40), "好"), by=verifier, at=now)


def test_the_successors_people_do_not_judge_what_the_gone_unit_did(
    announced: Scheme,
    science: Unit,
    market: Unit,
    market_head: User,
    coordinator: User,
    now: datetime,
) -> None:
    """Both have a sheet, which stay apart once announced: neither an appeal nor the scores are the successor's."""
    judge = make_user(Role.COORDINATOR, unit=market)
    merge(science, market, coordinator, now)
    sheet = sheet_of(announced, science)
    row = actions.appeal(
        sheet=sheet, against=entries(sheet)[QUALITY], text="漏计", by=market_head, at=now
    )
    with pytest.raises(Refused, match="不得答复"):
        actions.answer(appeal=row, uphold=True, score=Decimal(40), answer="好", by=judge, at=now)
    actions.answer(appeal=row, uphold=False, answer="维持", by=coordinator, at=now)
    assert is_independent(make_user(Role.VERIFIER), sheet)
    assert not is_independent(make_user(Role.VERIFIER, unit=market), sheet)
