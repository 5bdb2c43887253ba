"""The form of a report, without JavaScript; evidence for those who may read it."""

from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import FileResponse
from django.test import Client
from django.urls import reverse
from tests.factories import fresh
from tests.governance.tasks.ledger import PDF, Ledger, Order, part

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.tasks import actions
from zhicheng.governance.tasks.models import Assignment, Report
from zhicheng.governance.tasks.queries import draft_of
from zhicheng.governance.tasks.rules import ReportState, Stage


def url(assignment: Assignment) -> str:
    return reverse("tasks:report", args=[assignment.pk])


def pdf(name: str = "名单.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def only_report(assignment: Assignment) -> Report:
    return assignment.reports.get()


def test_the_officer_saves_goes_on_and_hands_up(
    client: Client, signed: Assignment, officer: User
) -> None:
    client.force_login(officer)
    assert "保存并提请负责人报送" in client.get(url(signed)).content.decode()
    saved = client.post(url(signed), {"text": "第一稿", "button": "save", "seen": ""}, follow=True)
    assert "草稿已保存" in saved.content.decode()
    draft = only_report(signed)
    assert "第一稿</textarea>" in saved.content.decode()

    handed = client.post(
        url(signed),
        {"text": "第二稿", "progress": "60", "button": "hand_up", "seen": draft.version,
         "uploads": [pdf(), pdf("图.pdf", PDF + b"%")]},
        follow=True,
    )  # fmt: skip
    assert "已保存，并提请负责人报送" in handed.content.decode()
    draft = only_report(signed)
    assert (draft.text, draft.progress, draft.handed_up) == ("第二稿", 60, True)
    assert [row.name for row in draft.evidence.all()] == ["名单.pdf", "图.pdf"]


def test_the_head_sends(client: Client, signed: Assignment, head: User) -> None:
    client.force_login(head)
    response = client.post(
        url(signed),
        {"text": "完成", "progress": "100", "button": "send", "seen": "", "uploads": [pdf()]},
        follow=True,
    )
    assert "已报送，联席会议办公室会收到通知" in response.content.decode()
    assert fresh(signed).stage == Stage.REPORTED
    assert only_report(signed).state == ReportState.SENT


def test_a_wrong_figure_keeps_what_was_typed(
    client: Client, signed: Assignment, officer: User
) -> None:
    client.force_login(officer)
    response = client.post(url(signed), {"text": "写了很多", "progress": "110", "button": "save"})
    assert response.status_code == 422
    assert "写了很多</textarea>" in response.content.decode()
    assert not signed.reports.exists()


def test_an_incomplete_report_is_kept_as_a_draft_with_its_files(
    client: Client, signed: Assignment, head: User
) -> None:
    client.force_login(head)
    response = client.post(
        url(signed), {"text": "写了很多", "button": "send", "seen": "", "uploads": [pdf()]}
    )
    assert response.status_code == 422
    assert "请先填写办理情况和完成进度，再报送" in response.content.decode()
    draft = only_report(signed)
    assert (draft.state, draft.text, draft.evidence.count()) == (ReportState.DRAFT, "写了很多", 1)
    again = client.post(
        url(signed),
        {"text": "写了很多", "progress": "50", "button": "send", "seen": draft.version},
    )
    assert again.status_code == 302
    assert fresh(signed).stage == Stage.REPORTED


def test_a_refused_file_is_named_and_the_rest_is_kept(
    client: Client, signed: Assignment, head: User
) -> None:
    client.force_login(head)
    response = client.post(
        url(signed),
        {"text": "完成", "progress": "100", "button": "send", "seen": "",
         "uploads": [pdf(), pdf("脚本.html", b"<html><script>1</script></html>"), pdf("空.pdf", b"")]},
        follow=True,
    )  # fmt: skip
    text = response.content.decode()
    assert "脚本.html：不能接收这种文件" in text
    assert "空.pdf：文件是空的" in text
    assert [row.name for row in only_report(signed).evidence.all()] == ["名单.pdf"]
    assert fresh(signed).stage == Stage.IN_PROGRESS, "not sent without the file"


def test_a_colleague_was_quicker(
    client: Client, signed: Assignment, officer: User, head: User, now: datetime
) -> None:
    actions.save_draft(assignment=signed, text="同事的稿", progress=10, seen=None, by=head, at=now)
    client.force_login(officer)
    response = client.post(url(signed), {"text": "我的稿", "button": "save", "seen": ""})
    text = response.content.decode()
    assert response.status_code == 422
    assert "同事刚刚修改了这份草稿" in text
    assert "我的稿</textarea>" in text
    assert "同事的稿" in text
    draft = only_report(signed)
    assert f'name="seen" value="{draft.version}"' in text
    client.post(url(signed), {"text": "我的稿", "button": "save", "seen": draft.version})
    assert only_report(signed).text == "我的稿"


@pytest.mark.parametrize("seen", [None, "x", "-1", "9" * 30])
def test_a_draft_is_not_written_over_without_its_version(
    seen: str | None, client: Client, signed: Assignment, officer: User, head: User, now: datetime
) -> None:
    actions.save_draft(assignment=signed, text="同事的稿", progress=10, seen=None, by=head, at=now)
    client.force_login(officer)
    given = {"text": "我的稿", "button": "save"}
    answer = client.post(url(signed), given if seen is None else {**given, "seen": seen})
    text = answer.content.decode()
    assert answer.status_code == 422
    assert ("同事刚刚修改了这份草稿" if seen is None else "页面已过期") in text
    assert only_report(signed).text == "同事的稿" and "我的稿</textarea>" in text
    assert f'name="seen" value="{only_report(signed).version}"' in text


def test_a_file_is_removed_by_ticking_it(client: Client, signed: Assignment, officer: User) -> None:
    client.force_login(officer)
    client.post(url(signed), {"text": "稿", "button": "save", "seen": "", "uploads": [pdf()]})
    draft = only_report(signed)
    assert "移除已有材料" in client.get(url(signed)).content.decode()
    client.post(
        url(signed),
        {"text": "稿", "button": "save", "seen": draft.version,
         "remove": [row.pk for row in draft.evidence.all()]},
    )  # fmt: skip
    assert not draft.evidence.exists()


def test_a_returned_report_is_the_beginning_of_the_next(
    client: Client, reported: Assignment, verifier: User, officer: User, now: datetime
) -> None:
    actions.move(assignment=reported, verb="return", reason="缺县区名单", by=verifier, at=now)
    client.force_login(officer)
    text = client.get(url(reported)).content.decode()
    assert "复核乙于" in text
    assert "缺县区名单" in text
    assert "培育库已建成，入库企业三十家。</textarea>" in text


def test_after_sending_there_is_no_form(
    client: Client, reported: Assignment, officer: User
) -> None:
    client.force_login(officer)
    response = client.get(url(reported), follow=True)
    assert "目前不需要填写报告" in response.content.decode()
    assert draft_of(reported) is None


def test_while_somebody_freezes_it_the_text_stays_in_the_form(
    client: Client, signed: Assignment, officer: User, head: User, now: datetime,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    """The page was open; between its check and the saving the head asks for a freeze."""
    original = actions.save_draft

    def freeze_first(**values: object) -> actions.Saved:
        actions.move(assignment=fresh(signed), verb="ask_freeze", reason="等细则", by=head, at=now)
        return original(**values)  # type: ignore[arg-type]  # passed on as they came

    monkeypatch.setattr(actions, "save_draft", freeze_first)
    client.force_login(officer)
    response = client.post(url(signed), {"text": "写了很多", "button": "save", "seen": ""})
    assert response.status_code == 422
    assert "“提请冻结”，您的操作未执行" in response.content.decode()
    assert "写了很多</textarea>" in response.content.decode()


def test_evidence_is_for_the_unit_the_lead_and_the_office(
    client: Client, ledger: Ledger, science: Unit, market: Unit, officer: User, other_officer: User,
    head: User, coordinator: User, verifier: User, leader: User, auditor: User, outsider: User,
    administrator: User, now: datetime,
) -> None:  # fmt: skip
    def statuses(evidence: int) -> dict[str, int]:
        people = {"unit": officer, "other": other_officer, "coordinator": coordinator,
                  "verifier": verifier, "leader": leader, "auditor": auditor,
                  "outsider": outsider, "administrator": administrator}  # fmt: skip
        found = {}
        for name, user in people.items():
            client.force_login(user)
            found[name] = client.get(reverse("tasks:evidence", args=[evidence])).status_code
        return found

    task = ledger.publish(Order("甲", responsible=[science, market]))[0]
    mine = part(task, science)
    actions.move(assignment=mine, verb="sign", by=officer, at=now)
    client.force_login(officer)
    client.post(url(mine), {"text": "稿", "progress": 10, "button": "save", "uploads": [pdf()]})
    draft = only_report(mine)
    evidence = draft.evidence.get().pk
    inside = {"unit": 200, "other": 404, "outsider": 404, "administrator": 404}
    office = ("coordinator", "verifier", "leader", "auditor")
    assert statuses(evidence) == {**inside, **dict.fromkeys(office, 404)}, (
        "a draft is the unit's own"
    )

    actions.send(assignment=fresh(mine), draft=draft, by=head, at=now)
    assert statuses(evidence) == {**inside, **dict.fromkeys(office, 200)}

    part(task, market)
    task.assignments.filter(unit=market).update(kind="lead")
    assert statuses(evidence)["other"] == 200, "the lead reads the reports of its task"


def test_evidence_is_always_a_download(
    client: Client, reported: Assignment, verifier: User
) -> None:
    client.force_login(verifier)
    evidence = only_report(reported).evidence.get()
    response = client.get(reverse("tasks:evidence", args=[evidence.pk]))
    assert isinstance(response, FileResponse)
    assert response["Content-Disposition"].startswith("attachment")
    assert b"".join(response) == PDF


def test_the_task_page_shows_each_reader_what_they_may_read(
    client: Client, ledger: Ledger, science: Unit, market: Unit, officer: User, head: User,
    other_officer: User, verifier: User, now: datetime,
) -> None:  # fmt: skip
    task = ledger.publish(Order("甲", responsible=[science, market]))[0]
    mine = part(task, science)
    actions.move(assignment=mine, verb="sign", by=officer, at=now)
    actions.report(assignment=mine, text="本局情况", progress=10, seen=None, by=head, at=now)

    def text(user: User) -> str:
        client.force_login(user)
        return client.get(reverse("tasks:task", args=[task.pk])).content.decode()

    assert "本局情况" in text(officer)
    assert "本局情况" in text(verifier)
    shared = text(other_officer)
    assert "市科技局" in shared
    assert "本局情况" not in shared
    assert "报送" in shared, "that it was reported, all who share the task may know"
