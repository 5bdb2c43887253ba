"""Supervision for programs, in the sample city."""

from datetime import datetime

import pytest
from tests.factories import make_unit, make_user
from tests.programs import Program

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.files.queries import content
from zhicheng.governance.supervision.models import (
    AnswerFile,
    Circular,
    CircularEntry,
    Order,
    OrderStep,
    Request,
    RequestStep,
)

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
    for path in (
        "/orders", "/circulars", "/requests", "/answers", "/order-steps", "/request-steps",
    ):  # fmt: skip
        assert stranger.get(path).json()["items"] == []
    officer = Program(make_user(Role.UNIT_OFFICER, unit=make_unit("市新设局")))
    assert officer.get("/orders").json()["items"] == []


def test_what_was_answered_and_instructed_is_told_with_its_words() -> None:
    office = program("coordinator")
    told = office.get("/request-steps", limit=200).json()["items"]
    said = {one["verb"]: one for one in told if one["reason"]}
    assert {"reply", "pass_up"} <= set(said)
    reply = RequestStep.objects.get(pk=said["reply"]["id"])
    assert (said["reply"]["reason"], said["reply"]["title"]) == (reply.reason, "答复")
    assert said["reply"]["by"] == reply.by.name  # type: ignore[union-attr]  # a person answered
    some = office.get("/request-steps", request=reply.request_id, limit=200).json()["items"]
    assert {one["request_id"] for one in some} == {reply.request_id}


def test_the_steps_of_an_order_with_who_took_them() -> None:
    office = program("coordinator")
    told = {one["id"]: one for one in office.get("/order-steps", limit=200).json()["items"]}
    rows = OrderStep.objects.select_related("by").in_bulk()
    assert set(told) == set(rows)
    assert {one["by"] for one in told.values()} > {None}, "some the daily check took"
    for key, row in rows.items():
        assert told[key]["by"] == (row.by.name if row.by else None)
        assert told[key]["state_to"] == row.state_to and told[key]["deputy_for"] is None


def test_a_step_in_the_place_of_another_says_so(now: datetime) -> None:
    request = Request.objects.exclude(number="")[0]
    by, absent = (User.objects.get(username=name) for name in ("coordinator", "mayor"))
    step = RequestStep.objects.create(
        request=request, verb="instruct", title="批示", by=by, deputy_for=absent, at=now
    )
    told = program("coordinator").get(f"/request-steps/{step.pk}").json()
    assert (told["by"], told["deputy_for"]) == (by.name, absent.name)


def test_a_unit_is_told_the_steps_of_its_own_alone() -> None:
    unit, own = program("kjj"), User.objects.get(username="kjj").unit_id
    orders = unit.get("/order-steps", limit=200).json()["items"]
    keys = {one["order_id"] for one in orders}
    assert keys and keys == set(
        OrderStep.objects.filter(order__unit=own)
        .exclude(order__number="")
        .values_list("order", flat=True)
    )
    other = RequestStep.objects.exclude(request__unit=own).exclude(request__adviser=own)[0]
    assert unit.get(f"/request-steps/{other.pk}").status_code == 404


def test_files_of_an_answer_for_who_reads_the_answer() -> None:
    told = program("coordinator").get("/answers", limit=200).json()["items"]
    files = {file["id"]: file for one in told for file in one["files"]}
    sent = AnswerFile.objects.exclude(answer__state="draft").select_related("file", "answer__order")
    assert files and set(files) == {one.pk for one in sent}
    one = sent[0]
    owner = User.objects.get(username="kjj")
    assert files[one.pk]["sha256"] == one.file.sha256
    answer = program("coordinator").get(f"/answer-files/{one.pk}/content")
    assert b"".join(answer.streaming_content) == content(one.file)
    assert answer["ETag"] == f'"{one.file.sha256}"'
    foreign = make_user(Role.UNIT_OFFICER, unit=make_unit("市邻近局"))
    assert one.answer.order.unit_id != foreign.unit_id
    assert Program(foreign).get(f"/answer-files/{one.pk}/content").status_code == 404
    assert program("kjj").get(f"/answer-files/{one.pk}/content").status_code == (
        200 if one.answer.order.unit_id == owner.unit_id else 404
    )
