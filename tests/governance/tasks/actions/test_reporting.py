"""Drafts that survive, files that are kept, and a report that is frozen when it is sent."""

import io
from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from tests.factories import fresh, stand_in
from tests.governance.tasks.ledger import PDF

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.queries import history
from zhicheng.foundation.notices.queries import notices_of
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.tasks import actions
from zhicheng.governance.tasks.models import Assignment, Report, Task
from zhicheng.governance.tasks.rules import ReportState, Stage


def upload(name: str = "名单.pdf", content: bytes = PDF) -> actions.Upload:
    return actions.Upload(name, io.BytesIO(content))


def draft(assignment: Assignment, by: User, at: datetime, **values: object) -> actions.Saved:
    given: dict[str, object] = {"text": "已起草", "progress": 40, "seen": None, **values}
    return actions.save_draft(assignment=assignment, by=by, at=at, **given)  # type: ignore[arg-type]  # from **values


def test_the_first_draft_begins_the_work(signed: Assignment, officer: User, now: datetime) -> None:
    saved = draft(signed, officer, now, text="", progress=None)
    assert (saved.draft.state, saved.refused) == (ReportState.DRAFT, ())
    assert fresh(signed).stage == Stage.IN_PROGRESS


def test_before_signing_nothing_can_be_written(
    mine: Assignment, officer: User, now: datetime
) -> None:
    with pytest.raises(Refused, match="当前状态为“待签收”，不能填写办理情况"):
        draft(mine, officer, now)
    assert not Report.objects.exists()


def test_a_draft_is_changed_and_proved_by_hash_in_the_chain(
    signed: Assignment, officer: User, now: datetime
) -> None:
    first = draft(signed, officer, now, text="第一稿").draft
    second = draft(signed, officer, now, text="第二稿", seen=first.version).draft
    assert (second.pk, second.text, second.version) == (first.pk, "第二稿", first.version + 1)
    row = history(second).latest("seq")
    assert row.before["version"] == first.version
    assert row.before["text_sha256"] != row.after["text_sha256"]
    assert "第二稿" not in str(row.after)


def test_saving_the_same_again_changes_nothing(
    signed: Assignment, officer: User, now: datetime
) -> None:
    first = draft(signed, officer, now).draft
    rows = history(first).count()
    again = draft(signed, officer, now, seen=first.version).draft
    assert again.version == first.version
    assert history(first).count() == rows


def test_a_button_pressed_twice_saves_once(
    signed: Assignment, officer: User, head: User, now: datetime
) -> None:
    first = draft(signed, officer, now, text="第一稿").draft
    seen = first.version
    saved = draft(signed, officer, now, text="第二稿", seen=seen, uploads=[upload()], hand_up=True)
    notices = notices_of(head).count()
    again = draft(signed, officer, now, text="第二稿", seen=seen, uploads=[upload()], hand_up=True)
    assert again.draft.version == saved.draft.version
    assert again.draft.handed_up
    assert notices_of(head).count() == notices
    with pytest.raises(actions.Overtaken):
        draft(signed, head, now, text="第二稿", seen=seen)
    with pytest.raises(actions.Overtaken):
        draft(signed, officer, now, text="第二稿", seen=seen, uploads=[upload(content=PDF + b"%")])


def test_of_two_who_edit_one_draft_the_second_is_told(
    signed: Assignment, officer: User, head: User, now: datetime
) -> None:
    first = draft(signed, officer, now).draft
    draft(signed, officer, now, text="又一稿", seen=first.version)
    for seen in (first.version, None):
        with pytest.raises(actions.Overtaken, match="您填写的内容没有丢失"):
            draft(signed, head, now, text="局长稿", seen=seen)
    assert fresh(first).text == "又一稿"


def test_good_files_are_kept_when_another_is_refused(
    signed: Assignment, officer: User, head: User, now: datetime
) -> None:
    saved = draft(
        signed, officer, now, uploads=[upload(), upload("病毒.exe", b"MZ\x00\x00")], hand_up=True
    )
    assert [row.name for row in saved.draft.evidence.all()] == ["名单.pdf"]
    assert saved.refused[0].startswith("病毒.exe：不能接收这种文件")
    assert not saved.draft.handed_up, "with a file missing it is not handed up"
    assert not notices_of(head).filter(text__contains="已拟好").exists()


def test_a_report_with_a_refused_file_is_saved_and_not_sent(
    signed: Assignment, head: User, now: datetime
) -> None:
    saved = actions.report(
        assignment=signed, text="完成", progress=100, seen=None, by=head, at=now,
        uploads=[upload("空.pdf", b"")],
    )  # fmt: skip
    assert saved.refused == ("空.pdf：文件是空的，请检查后重新选择。",)
    assert fresh(saved.draft).state == ReportState.DRAFT


def test_the_same_content_twice_is_one_file(
    signed: Assignment, officer: User, now: datetime
) -> None:
    saved = draft(signed, officer, now, uploads=[upload("甲.pdf"), upload("乙.pdf")])
    assert [row.name for row in saved.draft.evidence.all()] == ["甲.pdf"]


def test_handing_up_tells_the_head_once_it_is_complete(
    signed: Assignment, officer: User, head: User, now: datetime
) -> None:
    with pytest.raises(Refused, match="请先填写办理情况和完成进度"):
        draft(signed, officer, now, progress=None, hand_up=True)
    saved = draft(signed, officer, now, hand_up=True)
    assert saved.draft.handed_up
    assert "报告已拟好，请审核报送" in notices_of(head)[0].text
    changed = draft(signed, officer, now, text="改", seen=saved.draft.version)
    assert not changed.draft.handed_up, "what has changed must be handed up anew"


def test_the_officer_drafts_and_the_head_sends(
    signed: Assignment, officer: User, head: User, verifier: User, now: datetime
) -> None:
    saved = draft(signed, officer, now, hand_up=True).draft
    with pytest.raises(PermissionDenied):
        actions.send(assignment=signed, draft=saved, by=officer, at=now)
    step = actions.send(assignment=signed, draft=saved, by=head, at=now)
    sent = fresh(saved)
    assert (sent.state, sent.sent_by, sent.sent_at, sent.drafted_by) == ("sent", head, now, officer)
    assert step.report == sent
    assert "报送" in notices_of(verifier)[0].text


def test_a_deputy_of_the_absent_head_sends(
    signed: Assignment, officer: User, head: User, now: datetime
) -> None:
    saved = draft(signed, officer, now).draft
    stand_in(officer, head, on=now.date())
    step = actions.send(assignment=signed, draft=saved, by=officer, at=now)
    assert (step.by, step.deputy_for) == (officer, head)


def test_the_head_sends_only_what_the_head_has_read(
    signed: Assignment, officer: User, head: User, now: datetime
) -> None:
    read = draft(signed, officer, now).draft
    draft(signed, officer, now, text="又改了", seen=read.version)
    with pytest.raises(actions.Overtaken):
        actions.send(assignment=signed, draft=read, by=head, at=now)
    assert fresh(signed).stage == Stage.IN_PROGRESS


def test_a_new_file_is_a_change_too(
    signed: Assignment, officer: User, head: User, now: datetime
) -> None:
    read = draft(signed, officer, now).draft
    draft(signed, officer, now, seen=read.version, uploads=[upload()])
    with pytest.raises(actions.Overtaken):
        actions.send(assignment=signed, draft=read, by=head, at=now)


def test_an_incomplete_report_is_not_sent(signed: Assignment, head: User, now: datetime) -> None:
    for text, progress in (("  ", 100), ("完成", None)):
        with pytest.raises(Refused, match="请先填写"):
            actions.report(
                assignment=signed, text=text, progress=progress, seen=None, by=head, at=now
            )
    assert not Report.objects.exists()


def test_a_sent_report_may_not_change(reported: Assignment, officer: User, now: datetime) -> None:
    with pytest.raises(Refused, match="当前状态为“待复核”"):
        draft(reported, officer, now)


def test_a_draft_that_comes_after_the_sending_is_told(
    signed: Assignment, officer: User, head: User, now: datetime
) -> None:
    saved = draft(signed, officer, now).draft
    as_the_officer_saw_it = fresh(signed)
    actions.send(assignment=signed, draft=saved, by=head, at=now)
    with pytest.raises(actions.Overtaken, match="“报送”，您的操作未执行"):
        draft(as_the_officer_saw_it, officer, now, text="又一稿", seen=saved.version)
    assert signed.reports.count() == 1


def test_a_file_is_taken_off_a_draft(signed: Assignment, officer: User, now: datetime) -> None:
    saved = draft(signed, officer, now, uploads=[upload()]).draft
    evidence = saved.evidence.get()
    again = draft(signed, officer, now, seen=saved.version, remove=[evidence.pk]).draft
    assert not again.evidence.exists()
    assert again.version == saved.version + 1
    assert history(saved).latest("seq").before["files"] == [evidence.file.sha256]


def test_files_of_other_reports_cannot_be_taken_off(
    reported: Assignment, verifier: User, officer: User, now: datetime
) -> None:
    sent = reported.reports.get()
    actions.move(assignment=reported, verb="return", reason="补充", by=verifier, at=now)
    draft(reported, officer, now, remove=[row.pk for row in sent.evidence.all()])
    assert sent.evidence.count() == 1


def test_after_a_return_the_next_draft_begins_with_the_same_files(
    reported: Assignment, verifier: User, officer: User, head: User, now: datetime
) -> None:
    actions.move(assignment=reported, verb="return", reason="补充", by=verifier, at=now)
    saved = draft(reported, officer, now, text="补充后")
    assert [row.name for row in saved.draft.evidence.all()] == ["名单.pdf"]
    actions.send(assignment=reported, draft=saved.draft, by=head, at=now)
    assert [r.state for r in reported.reports.all()] == [ReportState.RETURNED, ReportState.SENT]


def test_a_recalled_report_stays_as_it_was_and_a_new_draft_goes_on(
    reported: Assignment, head: User, officer: User, now: datetime
) -> None:
    actions.move(assignment=reported, verb="recall", by=head, at=now)
    assert reported.reports.get().state == ReportState.RECALLED
    saved = draft(reported, officer, now, text="更正")
    assert saved.draft.evidence.count() == 1


def test_a_stranger_does_not_draft(signed: Assignment, other_officer: User, now: datetime) -> None:
    with pytest.raises(PermissionDenied):
        draft(signed, other_officer, now)


def test_a_files_name_is_kept_clean(signed: Assignment, officer: User, now: datetime) -> None:
    upload = actions.Upload("C:\\桌面\\名\u202e单?.pdf", io.BytesIO(PDF))
    saved = actions.save_draft(
        assignment=signed, text="", progress=None, seen=None, uploads=[upload], by=officer, at=now
    )
    assert saved.draft.evidence.get().name == "名单_.pdf"


def test_another_parts_draft_is_not_sent(
    signed: Assignment, task: Task, market: Unit, officer: User, other_officer: User,
    coordinator: User, head: User, now: datetime,
) -> None:  # fmt: skip
    theirs = actions.assign(task=task, unit=market, lead=False, by=coordinator, at=now)
    actions.move(assignment=theirs, verb="sign", by=other_officer, at=now)
    foreign = draft(fresh(theirs), other_officer, now, progress=100).draft
    draft(signed, officer, now, progress=100)
    with pytest.raises(ValidationError, match="不属于"):
        actions.send(assignment=fresh(signed), draft=foreign, by=head, at=now)
    assert fresh(foreign).state == ReportState.DRAFT
    assert fresh(signed).stage == fresh(theirs).stage == Stage.IN_PROGRESS
