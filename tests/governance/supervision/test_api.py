"""Supervision for programs, in the sample city."""

import pytest
from tests.factories import make_unit, make_user
from tests.programs import Program

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.rules import Role
from zhicheng.governance.supervision.models import Circular, CircularEntry, Order, Request

pytestmark = [pytest.mark.usefixtures("sample_city"), pytest.mark.django_db]


def program(username: str) -> Program:
    return Program(User.objects.get(username=username))


def test_orders_as_their_pages_show_them() -> None:
    office = program("coordinator")
    found = office.get("/orders", limit=200).json()["items"]
    assert len(found) == Order.objects.count()
    issued = office.get("/orders", state="issued").json()["items"]
    assert issued and {one["state"] for one in issued} == {"issued"} and issued[0]["parts"]
    assert office.get(f"/orders/{issued[0]['id']}").json() == issued[0]


def test_a_unit_sees_its_own_orders() -> None:
    unit = program("kjj")
    own = {one["unit"] for one in unit.get("/orders").json()["items"]}
    assert own <= {"示例市科学技术局"}
    other = Order.objects.exclude(unit__short_name="市科技局").exclude(number="")[0]
    assert unit.get(f"/orders/{other.pk}").status_code == 404


def test_circulars_that_were_published() -> None:
    (one,) = program("kjj").get("/circulars").json()["items"]
    assert one["mentions"] and all(said["bases"] for said in one["mentions"])
    assert program("coordinator").get("/circulars", state="published").json()["items"] == [one]
    assert program("kjj").get(f"/circulars/{one['id']}").json() == one


def test_a_draft_is_seen_by_who_makes_it_with_the_keys_of_its_entries() -> None:
    draft = Circular.objects.get(state="draft")
    assert program("kjj").get(f"/circulars/{draft.pk}").status_code == 404
    told = program("coordinator").get(f"/circulars/{draft.pk}").json()
    entries = set(draft.entries.values_list("pk", flat=True))
    assert (told["state"], {one["id"] for one in told["mentions"]}) == ("draft", entries)


def test_requests_as_their_pages_show_them() -> None:
    all_of_them = program("coordinator").get("/requests").json()["items"]
    assert {one["id"] for one in all_of_them} == set(
        Request.objects.exclude(number="").values_list("pk", flat=True)
    )
    own = User.objects.get(username="kjj").unit_id
    seen = program("kjj").get("/requests").json()["items"]
    assert all(own in (one["unit_id"], one["adviser_id"]) for one in seen)
    other = Request.objects.exclude(unit=own).exclude(adviser=own)[0]
    assert program("kjj").get(f"/requests/{other.pk}").status_code == 404


def test_an_answer_that_is_a_draft_stays_in_the_unit() -> None:
    answers = program("coordinator").get("/answers").json()["items"]
    assert answers and "draft" not in {one["state"] for one in answers}
    assert program("coordinator").get("/answers", order=answers[0]["order_id"]).json()["items"]


def test_persons_are_named_on_paper_only() -> None:
    entry = CircularEntry.objects.filter(circular__state="published")[0]
    told = program("kjj").get("/circulars").content.decode()
    assert entry.unit_name in told and "person" not in told


def test_a_newcomer_sees_nothing() -> None:
    stranger = Program(make_user(Role.ADMINISTRATOR))
    for path in ("/orders", "/circulars", "/requests", "/answers"):
        assert stranger.get(path).json()["items"] == []
    officer = Program(make_user(Role.UNIT_OFFICER, unit=make_unit("市新设局")))
    assert officer.get("/orders").json()["items"] == []
