"""Units' yearly plans for programs, in the sample city."""

from datetime import date, timedelta

import pytest
from django.utils import timezone
from tests.factories import make_unit, make_user
from tests.programs import Program

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.rules import Role
from zhicheng.governance.workplans import queries
from zhicheng.governance.workplans.models import Item, Workplan

pytestmark = [pytest.mark.usefixtures("sample_city"), pytest.mark.django_db]


def program(username: str) -> Program:
    return Program(User.objects.get(username=username))


def plan_with_everything() -> Workplan:
    """With items of the ledger, of a target, and of its own."""
    for plan in Workplan.objects.filter(state="agreed"):
        items = Item.objects.filter(workplan=plan)
        if items.exclude(target=None).exists() and items.exclude(assignment=None).exists():
            return plan
    raise AssertionError("the sample has no such plan")


def test_how_each_item_stands_today() -> None:
    plan = plan_with_everything()
    told = program("coordinator").get(f"/workplans/{plan.pk}/standings", limit=200).json()["items"]
    known = {s.item.pk: s for s in queries.standings(plan, timezone.localdate())}
    assert {one["item_id"] for one in told} == set(known)
    for one in told:
        row = known[one["item_id"]]
        assert (one["stage"], one["own"], one["said"]) == (row.stage, row.own, row.said)
        assert (one["late"], one["done"]) == (row.late, row.done)
        assert one["due_on"] == str(row.due_on)
        assert one["met"] == (row.measured.met if row.measured else None)
    assert any(one["stage"] for one in told)


def test_how_each_item_stood_on_a_day() -> None:
    plan = plan_with_everything()
    before = date(2000, 1, 1)
    office = program("coordinator")
    told = office.get(f"/workplans/{plan.pk}/standings", on=str(before)).json()["items"]
    assert told and not any(one["stage"] or one["own"] or one["late"] for one in told)
    assert all(one["value"] is None and one["as_of"] is None for one in told)


def test_a_day_before_an_adjustment_shows_what_the_plan_had_then() -> None:
    plan = plan_with_everything()
    [edition] = queries.editions_of(plan)
    then = timezone.localdate(edition.at) - timedelta(1)
    office, path = program("coordinator"), f"/workplans/{plan.pk}/standings"
    keys = {
        day: {one["item_id"] for one in office.get(path, on=str(day), limit=200).json()["items"]}
        for day in (then, timezone.localdate())
    }
    dropped = plan.items.exclude(dropped_in=None).get()
    assert keys[then] == {row["item"] for row in edition.items}
    assert keys[then] - keys[timezone.localdate()] == {dropped.pk}
    assert keys[timezone.localdate()] - keys[then] == {plan.items.latest("pk").pk}


def test_page_by_page() -> None:
    plan = plan_with_everything()
    office, path = program("coordinator"), f"/workplans/{plan.pk}/standings"
    whole = office.get(path, limit=200).json()["items"]
    first = office.get(path, limit=1).json()
    second = office.get(path, limit=1, after=first["next"]).json()
    assert [*first["items"], *second["items"]] == whole[:2]


def test_a_day_that_is_none() -> None:
    plan = plan_with_everything()
    office = program("coordinator")
    for day in ("2026-02-30", "soon"):
        assert office.get(f"/workplans/{plan.pk}/standings", on=day).status_code == 422


def test_a_neighbour_and_who_reads_no_plans_see_none() -> None:
    plan = plan_with_everything()
    neighbour = make_user(Role.UNIT_OFFICER, unit=make_unit("市新设局"))
    for who in (neighbour, make_user(Role.ADMINISTRATOR)):
        assert Program(who).get(f"/workplans/{plan.pk}/standings").status_code == 404
