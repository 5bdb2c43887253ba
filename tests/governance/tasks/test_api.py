"""The ledger for programs, worked with the same steps as by hand."""

import pytest
from tests.factories import make_user
from tests.governance.tasks.ledger import PDF
from tests.programs import Program

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.rules import Role
from zhicheng.governance.tasks.models import Assignment, Report, Task

pytestmark = pytest.mark.django_db


def test_a_part_from_signing_to_its_close(
    mine: Assignment, officer: User, head: User, verifier: User
) -> None:
    unit, chief, office = Program(officer), Program(head), Program(verifier)
    part = unit.get("/parts").json()["items"][0]
    assert (part["id"], part["stage"], part["progress"]) == (mine.pk, "assigned", None)
    signed = _step(unit, part, "sign")
    assert signed["stage"] == "accepted"
    file = chief.bring(PDF, "名单.pdf").json()["id"]
    body = {"text": "培育库已建成。", "progress": 100, "files": [file], "then": "send"}
    report = chief.post(f"/parts/{mine.pk}/reports", body)
    assert (report.status_code, report.json()["state"]) == (201, "sent")
    verified = _step(office, office.get(f"/parts/{mine.pk}").json(), "verify")
    assert (verified["stage"], verified["progress"]) == ("verified", 100)
    assert _step(office, verified, "close")["stage"] == "closed"
    assert Task.objects.get().stage == "closed"


def _step(program: Program, part: dict[str, object], verb: str) -> dict[str, object]:
    body = {"verb": verb, "version": part["version"]}
    answer = program.post(f"/parts/{part['id']}/steps", body)
    assert answer.status_code == 201, answer.content.decode()
    found: dict[str, object] = answer.json()
    return found


def test_a_draft_is_saved_handed_up_and_read(signed: Assignment, officer: User) -> None:
    unit = Program(officer)
    file = unit.bring(PDF, "名单.pdf").json()["id"]
    draft = unit.post(f"/parts/{signed.pk}/reports", {"text": "草稿", "files": [file]}).json()
    assert (draft["state"], draft["progress"], draft["handed_up"]) == ("draft", None, False)
    (evidence,) = draft["evidence"]
    assert unit.get(f"/evidence/{evidence['id']}/content").getvalue() == PDF
    body = {
        "text": "好了", "progress": 50, "seen": draft["version"], "remove": [evidence["id"]],
        "then": "hand_up",
    }  # fmt: skip
    handed = unit.post(f"/parts/{signed.pk}/reports", body).json()
    assert handed["handed_up"] is True and handed["evidence"] == []
    assert unit.get(f"/reports/{handed['id']}").json() == handed
    assert unit.get("/reports", part=signed.pk, state="draft").json()["items"] == [handed]
    assert unit.get("/reports", state="sent").json()["items"] == []


def test_somebody_was_quicker(mine: Assignment, signed: Assignment, officer: User) -> None:
    unit = Program(officer)
    stale = unit.post(f"/parts/{mine.pk}/steps", {"verb": "begin", "version": 999})
    assert (stale.status_code, stale.json()["title"]) == (409, "与当前状态冲突")
    unit.post(f"/parts/{mine.pk}/reports", {"text": "一"})
    other = unit.post(f"/parts/{mine.pk}/reports", {"text": "二", "seen": None})
    assert other.status_code == 409 and "刚刚修改了这份草稿" in other.json()["detail"]
    assert Report.objects.get().text == "一"


def test_what_the_procedure_refuses(mine: Assignment, officer: User) -> None:
    answer = Program(officer).post(
        f"/parts/{mine.pk}/reports", {"text": "太早", "progress": 1, "then": "hand_up"}
    )
    assert answer.status_code == 422 and "不能填写" in answer.json()["detail"]
    assert not Report.objects.exists()


def test_an_unsuitable_file_refuses_the_whole(signed: Assignment, officer: User) -> None:
    unit = Program(officer)
    page = unit.bring(b"<!DOCTYPE html><html><body>x</body></html>", "页.html").json()["id"]
    answer = unit.post(f"/parts/{signed.pk}/reports", {"text": "有附件", "files": [page]})
    assert answer.status_code == 422 and "页.html" in answer.json()["errors"][0]["message"]
    assert not Report.objects.exists()
    missing = unit.post(f"/parts/{signed.pk}/reports", {"text": "没有", "files": [999]})
    assert missing.status_code == 422 and "999" in missing.json()["detail"]


def test_filters(mine: Assignment, officer: User) -> None:
    unit = Program(officer)
    (task,) = unit.get("/tasks", plan=mine.task.plan_id, stage="assigned").json()["items"]
    assert unit.get(f"/tasks/{task['id']}").json() == task
    assert unit.get("/tasks", stage="closed").json()["items"] == []
    (part,) = unit.get("/parts", task=task["id"], unit=mine.unit_id).json()["items"]
    assert unit.get(f"/parts/{part['id']}").json() == part


def test_others_know_nothing_of_it(
    reported: Assignment, other_officer: User, outsider: User
) -> None:
    report = reported.reports.get()
    for person in (other_officer, outsider):
        program = Program(person)
        for listed in ("/tasks", "/parts", "/reports"):
            assert program.get(listed).json()["items"] == []
        for path in (
            f"/tasks/{reported.task_id}", f"/parts/{reported.pk}", f"/reports/{report.pk}",
            f"/evidence/{report.evidence.get().pk}/content",
        ):  # fmt: skip
            assert program.get(path).status_code == 404, path
        body = {"verb": "verify", "version": reported.version}
        assert program.post(f"/parts/{reported.pk}/steps", body).status_code == 404
        assert program.post(f"/parts/{reported.pk}/reports", {"text": "x"}).status_code == 404


def test_who_sees_may_still_not_do(reported: Assignment, leader: User, officer: User) -> None:
    body = {"verb": "verify", "version": reported.version}
    for person in (leader, officer):
        assert Program(person).post(f"/parts/{reported.pk}/steps", body).status_code == 403
    reported.refresh_from_db()
    assert reported.stage == "reported"


def test_drafts_stay_inside_the_unit(signed: Assignment, officer: User, verifier: User) -> None:
    draft = Program(officer).post(f"/parts/{signed.pk}/reports", {"text": "草稿"}).json()
    office = Program(verifier)
    assert office.get("/reports").json()["items"] == []
    assert office.get(f"/reports/{draft['id']}").status_code == 404


def test_a_role_that_ended_ends_the_program(mine: Assignment, officer: User) -> None:
    program = Program(officer)
    assert program.get(f"/parts/{mine.pk}").status_code == 200
    officer.grants.all().delete()
    assert program.get(f"/parts/{mine.pk}").status_code == 404
    assert Program(make_user(Role.LEADER)).get(f"/parts/{mine.pk}").status_code == 200
