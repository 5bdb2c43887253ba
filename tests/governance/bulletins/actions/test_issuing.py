"""Issuing freezes: content, file, hash; and afterwards nothing changes any more."""

import shutil
from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from tests.factories import fresh
from tests.governance.bulletins.conftest import Gathered

from zhicheng.engines import libreoffice
from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.documents.packing import parts
from zhicheng.foundation.files.queries import content as bytes_of
from zhicheng.foundation.files.queries import is_whole
from zhicheng.foundation.jobs.models import Job
from zhicheng.foundation.jobs.worker import work_once
from zhicheng.foundation.notices.models import Notice
from zhicheng.governance.bulletins import actions, queries
from zhicheng.governance.bulletins.guard import GUARD
from zhicheng.governance.bulletins.models import Issue, Paper, Report
from zhicheng.governance.bulletins.rules import hash_of

HAS_OFFICE = shutil.which("soffice") is not None


def test_content_and_file_are_kept_under_their_hashes(issued: Issue, head: User) -> None:
    assert hash_of(issued.content) == issued.sha256
    (paper,) = issued.papers.all()
    assert is_whole(paper.file)
    assert paper.name.endswith(".docx")
    report = fresh(issued.report)
    assert (report.state, report.issued_on is None) == ("issued", False)
    frozen = queries.frozen_content(issued)
    assert frozen == queries.content_of(report)
    assert frozen.head["issued_on"]
    entry = Entry.objects.get(verb="bulletins.issue")
    assert entry.after["content_sha256"] == issued.sha256
    assert entry.after["file_sha256"] == paper.file.sha256


def test_who_reads_is_told(
    head: User, leader: User, composed: Report, coordinator: User, now: datetime
) -> None:
    actions.issue(report=composed, signed_off="同意", by=coordinator, at=now)
    told = Notice.objects.filter(text__contains="已印发").values_list("to", flat=True)
    assert {head.pk, leader.pk} <= set(told)
    assert coordinator.pk not in told


def test_rendering_again_gives_the_same_parts(issued: Issue) -> None:
    (paper,) = issued.papers.all()
    again = queries.rendered(issued.template, queries.frozen_content(issued))
    assert parts(again) == parts(bytes_of(paper.file))
    assert queries.disagreements(issued) == []


def test_a_paper_whose_data_are_not_gathered_is_not_issued(
    drafted: Report, coordinator: User, now: datetime
) -> None:
    with pytest.raises(Refused, match="不能“印发”"):
        actions.issue(report=drafted, signed_off="同意", by=coordinator, at=now)


def test_somebody_signs_it_off(composed: Report, coordinator: User, now: datetime) -> None:
    with pytest.raises(Refused, match="理由"):
        actions.issue(report=composed, signed_off=" ", by=coordinator, at=now)


def test_a_text_that_names_what_is_no_more_is_not_issued(
    composed: Report, coordinator: User, now: datetime
) -> None:
    composed.problems = "{{ target.999 }}"
    composed.save()
    with pytest.raises(ValidationError, match=r"target\.999"):
        actions.issue(report=composed, signed_off="同意", by=coordinator, at=now)
    assert fresh(composed).state == "composed"


def test_of_two_who_issue_one_is_told(composed: Report, coordinator: User, now: datetime) -> None:
    other = fresh(composed)
    actions.issue(report=composed, signed_off="同意", by=coordinator, at=now)
    with pytest.raises(Refused):
        actions.issue(report=other, signed_off="同意", by=coordinator, at=now)
    assert Issue.objects.count() == 1


def test_an_issued_paper_is_taken_back_with_a_reason(
    issued: Issue, coordinator: User, now: datetime
) -> None:
    report = fresh(issued.report)
    with pytest.raises(Refused, match="理由"):
        actions.withdraw(report=report, reason="", by=coordinator, at=now)
    actions.withdraw(report=report, reason="数据有误", by=coordinator, at=now)
    assert fresh(report).state == "withdrawn"
    assert queries.disagreements(issued) == []


def test_an_edition_of_what_was_taken_back_meanwhile(
    issued: Issue, coordinator: User, now: datetime, gathered: Gathered
) -> None:
    old = fresh(issued.report)
    new = actions.draft_again(report=old, why="更正", by=coordinator, at=now)
    actions.withdraw(report=old, reason="数据有误", by=coordinator, at=now)
    actions.issue(report=gathered(new), signed_off="同意", by=coordinator, at=now)
    assert fresh(old).state == "withdrawn"


def test_a_draft_is_given_up(composed: Report, coordinator: User, now: datetime) -> None:
    actions.abandon(report=composed, by=coordinator, at=now)
    assert fresh(composed).state == "abandoned"
    with pytest.raises(Refused):
        actions.abandon(report=composed, by=coordinator, at=now)


def printing() -> Job | None:
    """Do the job that makes the PDF."""
    job = Job.objects.filter(kind=actions.PRINT).first()
    return None if job is None else fresh(work_once("test", only=job) or job)


@pytest.mark.skipif(not HAS_OFFICE, reason="LibreOffice is not installed")
def test_the_pdf_is_made_and_kept_too(issued: Issue, now: datetime) -> None:
    job = printing()
    assert job and job.state == "done"
    assert [p.format for p in issued.papers.all()] == ["docx", "pdf"]
    pdf = issued.papers.get(format="pdf")
    assert bytes_of(pdf.file).startswith(b"%PDF-")
    content = queries.frozen_content(issued)
    actions.add_pdf(issued=issued, data=bytes_of(pdf.file), content=content, at=now)
    assert issued.papers.count() == 2


def test_without_libreoffice_no_pdf_is_promised(
    composed: Report, coordinator: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    issued = actions.issue(report=composed, signed_off="同意", by=coordinator, at=now)
    assert printing() is None
    assert [p.format for p in issued.papers.all()] == ["docx"]


def test_a_conversion_that_fails_is_said_and_harms_nothing(
    composed: Report, coordinator: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(libreoffice, "program", lambda: "/bin/false")
    issued = actions.issue(report=composed, signed_off="同意", by=coordinator, at=now)
    job = printing()
    assert job and job.state == "failed"
    assert "Word 文档不受影响" in job.error
    assert queries.disagreements(issued) == []


def test_a_number_without_a_source_is_not_issued(
    composed: Report, coordinator: User, now: datetime
) -> None:
    texts = {**queries.texts_of(composed), "highlights": "拥有量达到987654件"}
    actions.edit(report=composed, title="题", texts=texts, by=coordinator, at=now)
    with pytest.raises(ValidationError, match="工作亮点 第1行第6个字“987654件”"):
        actions.issue(report=composed, signed_off="同意", by=coordinator, at=now)
    assert fresh(composed).state == "composed"
    texts["highlights"] += "（来源：市统计公报）"
    actions.edit(report=composed, title="题", texts=texts, by=coordinator, at=now)
    assert actions.issue(report=composed, signed_off="同意", by=coordinator, at=now)


def test_a_public_edition_is_made_once_and_kept(
    issued: Issue, coordinator: User, head: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    report = fresh(issued.report)
    with pytest.raises(PermissionDenied):
        actions.add_public(report=report, by=head, at=now)
    paper = actions.add_public(report=report, by=coordinator, at=now)
    assert paper == actions.add_public(report=report, by=coordinator, at=now)
    assert paper.name.endswith("（公开版）.docx")
    assert Entry.objects.get(verb="bulletins.add_public").after["file_sha256"] == paper.file.sha256
    document = parts(bytes_of(paper.file))["word/document.xml"].decode()
    for inside in ("建立培育库", "督办和通报", "期内请示和协调事项", "附表"):
        assert inside not in document
    assert "重点任务进展" in document
    assert queries.disagreements(issued) == []
    monkeypatch.setattr("zhicheng.governance.bulletins.queries.papers.public_edition", None)
    assert queries.disagreements(issued) == [], "made from what was kept, whatever is covered later"
    actions.withdraw(report=report, reason="有误", by=coordinator, at=now)
    with pytest.raises(ValidationError, match="仍有效"):
        actions.add_public(report=report, by=coordinator, at=now)


def test_a_public_edition_of_an_earlier_version_is_made_again_from_the_whole(
    issued: Issue, coordinator: User, now: datetime
) -> None:
    made = actions.add_public(report=fresh(issued.report), by=coordinator, at=now)
    GUARD.remove(connection)
    Paper.objects.filter(pk=made.pk).update(content="")
    assert queries.disagreements(issued) == []
