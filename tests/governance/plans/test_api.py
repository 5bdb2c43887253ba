"""Plans for programs."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from tests.governance.plans.conftest import PLAN
from tests.programs import Program

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.jobs.worker import work_once
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.plans.models import Item, Plan, Version

pytestmark = pytest.mark.django_db


@pytest.fixture
def program(coordinator: User) -> Program:
    return Program(coordinator)


def test_a_plan_comes_in_and_is_read(program: Program, units: dict[str, Unit]) -> None:
    file = program.bring(PLAN.encode(), "方案.txt").json()["id"]
    made = program.post("/plans", {"file": file})
    assert made.status_code == 201 and made.json()["state"] == "reading"
    while work_once("test"):
        pass
    version = program.get(f"/versions/{made.json()['id']}").json()
    assert version["state"] == "draft"
    items = program.get(f"/versions/{version['id']}/items", limit=200).json()["items"]
    assert {item["kind"] for item in items} >= {"task", "target"}
    text = Version.objects.get().text
    assert all(text[i["span_start"] : i["span_end"]] == i["sentence"] for i in items)
    tasks = program.get(f"/versions/{version['id']}/items", kind="task").json()["items"]
    assert {item["kind"] for item in tasks} == {"task"}
    assert program.get(f"/versions/{version['id']}/file").getvalue() == PLAN.encode()


def test_publishing_tells_what_is_open(program: Program, draft: Version) -> None:
    answer = program.post(f"/versions/{draft.pk}/publish")
    assert answer.status_code == 422 and "；" in answer.json()["detail"]
    assert Version.objects.get(pk=draft.pk).state == "draft"


def test_publishing(program: Program, draft: Version, settle: Callable[[Version], None]) -> None:
    settle(draft)
    answer = program.post(f"/versions/{draft.pk}/publish")
    assert (answer.status_code, answer.json()["state"]) == (201, "published")


def test_an_amendment(program: Program, published: Version) -> None:
    file = program.bring(b"text of an amendment", "修订.txt").json()["id"]
    made = program.post("/plans", {"file": file, "plan": published.plan_id}).json()
    assert (made["plan_id"], made["number"]) == (published.plan_id, 2)
    again = program.post("/plans", {"file": file, "plan": published.plan_id})
    assert again.status_code == 422 and "已有一份修订稿" in again.json()["detail"]
    assert program.post("/plans", {"file": file, "plan": 999}).status_code == 404


def test_drafts_are_not_for_everybody(draft: Version, officer: User, outsider: User) -> None:
    for person in (officer, outsider):
        program = Program(person)
        assert program.get("/plans").json()["items"] == []
        for path in (
            f"/plans/{draft.plan_id}", f"/plans/{draft.plan_id}/versions",
            f"/versions/{draft.pk}", f"/versions/{draft.pk}/items", f"/versions/{draft.pk}/file",
        ):  # fmt: skip
            assert program.get(path).status_code == 404, path
        assert program.post(f"/versions/{draft.pk}/publish").status_code == 404


def test_what_is_in_force_is_read_by_all(published: Version, officer: User) -> None:
    program = Program(officer)
    plan: dict[str, Any] = program.get("/plans").json()["items"][0]
    assert program.get(f"/plans/{plan['id']}").json() == plan
    (version,) = program.get(f"/plans/{plan['id']}/versions").json()["items"]
    assert (version["id"], version["state"]) == (published.pk, "published")


def test_an_officer_imports_and_publishes_nothing(
    published: Version, officer: User, now: datetime
) -> None:
    program = Program(officer)
    file = program.bring(PLAN.encode(), "方案.txt").json()["id"]
    assert program.post("/plans", {"file": file}).status_code == 403
    assert program.post(f"/versions/{published.pk}/publish").status_code == 403
    assert Plan.objects.count() == 1


def test_a_file_of_somebody_else_is_none(program: Program, officer: User) -> None:
    file = Program(officer).bring(PLAN.encode(), "方案.txt").json()["id"]
    answer = program.post("/plans", {"file": file})
    assert answer.status_code == 422 and answer.json()["errors"][0]["field"] == "files"


def test_a_program_reviews_a_plan_to_the_end(
    program: Program, units: dict[str, Unit], settle: Callable[[Version], None], outsider: User
) -> None:
    file = program.bring(PLAN.encode(), "方案.txt").json()["id"]
    made = program.post("/actions/plans/upload", {"stream": file, "name": "方案.txt"})
    assert (made.status_code, made.json()["kind"]) == (201, "plans.version"), made.json()
    while work_once("test"):
        pass
    version = Version.objects.get(pk=made.json()["id"])
    items = program.get(f"/versions/{version.pk}/items", kind="task", limit=200).json()["items"]
    key = items[0]["id"]
    seen = {"id": key, "version": 7}  # an item counts no changes: the number is of none
    assert program.post("/actions/plans/accept", {"item": seen}).status_code == 201
    values = {"title": "培育高价值专利", "lead": ["市科技局"], "responsible": None}
    corrected = program.post("/actions/plans/correct", {"item": key, "values": values})
    assert corrected.status_code == 201, corrected.json()
    found = Item.objects.get(pk=key)
    assert (found.values["title"], found.values["lead"]) == ("培育高价值专利", ["市科技局"])
    for wrong in ({"title": ["一", "二"]}, {"lead": 5}, {"title": True}):
        refused = program.post("/actions/plans/correct", {"item": key, "values": wrong})
        assert refused.status_code == 422, wrong
        assert refused.json()["errors"][0]["field"] in wrong
    target = Item.objects.filter(version=version, kind="target")[0]
    for wrong_flag in ("false", 1):
        flagged = {"item": target.pk, "values": {"annual": wrong_flag}}
        assert program.post("/actions/plans/correct", flagged).status_code == 422
    doubts = program.get(f"/versions/{version.pk}/doubts").json()["items"]
    for doubt in doubts:
        said = {"doubt": doubt["id"], "answer": "按原文。"}
        assert program.post("/actions/plans/settle_doubt", said).status_code == 201
    assert program.post("/actions/plans/undo", {"version": version.pk}).status_code == 201
    assert program.post("/actions/plans/redo", {"version": version.pk}).status_code == 201
    names = program.get(f"/versions/{version.pk}/names").json()["items"]
    assert names and all(set(one) == {"id", "name", "basis", "settled", "units"} for one in names)
    science = units["市科技局"].pk
    named = {"name": names[0]["id"], "units": [science]}
    assert program.post("/actions/plans/resolve_name", named).status_code == 201
    again = program.get(f"/versions/{version.pk}/names").json()["items"][0]
    assert (again["settled"], again["units"]) == (True, [science])
    stranger = Program(outsider)
    assert stranger.post("/actions/plans/accept", {"item": key}).status_code == 404
    open_yet = program.post("/actions/plans/publish", {"version": version.pk})
    assert open_yet.status_code == 422
    settle(Version.objects.get(pk=version.pk))
    published = program.post("/actions/plans/publish", {"version": version.pk})
    assert published.status_code == 201, published.json()


def test_a_sheet_that_cannot_be_taken_is_refused_in_words(program: Program) -> None:
    file = program.bring(b"no sheet at all", "台账.txt").json()["id"]
    said = {"stream": file, "name": "台账.xlsx", "title": ""}
    answer = program.post("/actions/plans/import_sheet", said)
    assert answer.status_code == 422 and ".xlsx" in answer.json()["detail"]


def test_who_may_only_read_reviews_nothing(published: Version, leader: User) -> None:
    item = Item.objects.filter(version=published)[0]
    answer = Program(leader).post("/actions/plans/reject", {"item": item.pk, "reason": "x"})
    assert answer.status_code == 403
