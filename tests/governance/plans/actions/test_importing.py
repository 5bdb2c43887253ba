"""A document comes in, is read by a worker, and becomes a draft; or says why it cannot."""

import io
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import QuerySet
from tests.factories import reason_of
from tests.governance.plans.conftest import AMENDED, PLAN, Uploader

from zhicheng.engines.plans import Document
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.audit.personal import opened
from zhicheng.foundation.files.models import StoredFile
from zhicheng.foundation.files.queries import content
from zhicheng.foundation.files.rules import RefusedFile
from zhicheng.foundation.jobs.models import Job
from zhicheng.foundation.jobs.worker import work_once
from zhicheng.foundation.notices.models import Notice
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.plans.actions import settling
from zhicheng.governance.plans.actions.importing import (
    abandon,
    mark_unreadable,
    store_reading,
    upload,
)
from zhicheng.governance.plans.actions.publishing import publish
from zhicheng.governance.plans.models import Plan, Version

BROKEN = "%PDF-1.4 这不是一份完整的文件"


def _upload(text: str, by: User, at: datetime, name: str = "方案.txt", **more: Any) -> Version:
    return upload(stream=io.BytesIO(text.encode()), name=name, by=by, at=at, **more)


def _job(version: Version) -> QuerySet[Job]:
    assert version.job_id is not None
    return Job.objects.filter(pk=version.job_id)


def test_an_upload_is_kept_and_queued_before_anything_is_read(
    coordinator: User, now: datetime
) -> None:
    version = _upload(PLAN, coordinator, now)
    assert (version.state, version.number, version.file_name) == ("reading", 1, "方案.txt")
    assert content(version.file).decode() == PLAN
    assert version.job is not None
    assert version.job.payload == {"version": version.pk}
    row = Entry.objects.get(verb="plans.upload", actor=str(coordinator.pk))
    assert "方案.txt" not in str(row.after), "a file's name may name people: it stands sealed"
    assert opened(row.after)["file"] == "方案.txt"


def test_a_files_name_is_kept_clean(coordinator: User, now: datetime) -> None:
    version = _upload(PLAN, coordinator, now, name="C:\\桌面\\方\u202e案?.txt")
    assert version.file_name == "方案_.txt"


def test_a_reading_becomes_a_draft_with_its_items_doubts_and_names(
    draft: Version, coordinator: User
) -> None:
    assert draft.title == "示例市知识产权强市建设工作方案(2026-2028年)"
    assert draft.plan.title == draft.title
    assert str(draft.plan.period_end) == "2028-12-31"
    tasks = draft.items.filter(kind="task")
    assert [task.values["title"] for task in tasks] == [
        "培育高价值专利",
        "规范专利申请",
        "推进质押融资",
        "加强组织领导",
    ]
    for item in draft.items.all():
        assert draft.text[item.span_start : item.span_end] == item.sentence
        assert item.state == "proposed"
    assert Notice.objects.get(to=coordinator).url == f"/plans/versions/{draft.pk}/"


def test_names_of_units_are_understood_suggested_or_left_unknown(draft: Version) -> None:
    found = {
        row.name: (row.settled, row.basis, [unit.short_name for unit in row.units.all()])
        for row in draft.unit_names.all()
    }
    assert found["市科技局"] == (True, "exact", ["市科技局"])
    assert found["市市场监督管理局"] == (False, "variant", ["市市场监管局"])
    assert found["各区县政府"] == (False, "group", ["东湖区", "西山县"])
    assert found["市商务局市"] == (False, "near", ["市商务局"])
    assert found["市金融办"] == (False, "unknown", [])


def test_an_amendment_takes_over_what_was_decided_of_tasks_it_leaves_alone(
    draft: Version,
    settle: Callable[[Version], None],
    upload: Uploader,
    coordinator: User,
    now: datetime,
    units: dict[str, Unit],
) -> None:
    first, second = draft.items.filter(kind="task")[:2]
    for task in (first, second):
        settling.set_due(item=task, on=date(2027, 6, 30), by=coordinator, at=now)
    settle(draft)
    publish(version=draft, by=coordinator, at=now)
    amendment = upload(AMENDED, plan=draft.plan)
    tasks = {task.values["title"]: task for task in amendment.items.filter(kind="task")}
    days = {title: task.values.get("due_on") for title, task in tasks.items()}
    assert days == {
        "培育高价值专利": None,  # reworded: to be decided anew
        "规范专利申请": "2027-06-30",
        "发展专利保险": None,
        "加强组织领导": "2028-12-31",
    }
    office = units["联席会议办公室"].pk
    assert tasks["加强组织领导"].values["assigned"] == {"lead": [], "responsible": [office]}
    assert tasks["加强组织领导"].values["due_source"] == "inferred"
    assert amendment.bare_list == "each"
    assert {task.state for task in tasks.values()} == {"proposed"}


def test_only_the_coordinating_office_imports(verifier: User, now: datetime) -> None:
    with pytest.raises(PermissionDenied):
        _upload(PLAN, verifier, now)
    assert not Plan.objects.exists()


def test_an_unsuitable_file_leaves_nothing_behind(coordinator: User, now: datetime) -> None:
    with pytest.raises(RefusedFile, match="空的"):
        _upload("", coordinator, now)
    with pytest.raises(RefusedFile, match="不能接收"):
        upload(
            stream=io.BytesIO(b"\x89PNG\r\n\x1a\n" + b"0" * 40),
            name="图.png",
            by=coordinator,
            at=now,
        )
    assert not Plan.objects.exists()
    assert not Job.objects.exists()


def test_the_same_document_is_imported_once(
    draft: Version, coordinator: User, now: datetime
) -> None:
    with pytest.raises(ValidationError, match="已经导入过：《示例市知识产权强市建设工作方案"):
        _upload(PLAN, coordinator, now, name="副本.txt")
    abandon(version=draft, reason="传错了", by=coordinator, at=now)
    assert _upload(PLAN, coordinator, now).state == "reading"


def test_a_plan_has_one_draft_at_a_time(draft: Version, coordinator: User, now: datetime) -> None:
    with pytest.raises(ValidationError, match="已有一份修订稿"):
        _upload(PLAN + "补充。", coordinator, now, plan=draft.plan)


def test_a_file_that_cannot_be_read_says_so_and_is_kept(
    upload: Uploader, coordinator: User
) -> None:
    version = upload(BROKEN, name="方案.pdf")
    assert version.state == "unreadable"
    assert version.problem
    assert version.job is not None
    assert (version.job.state, version.job.attempts) == ("failed", 1)
    assert version.job.error == version.problem
    assert content(version.file)
    assert version.problem in Notice.objects.get(to=coordinator).text


def test_reading_twice_changes_nothing(draft: Version, now: datetime) -> None:
    before = list(draft.items.values_list("pk", "values"))
    _job(draft).update(state="queued")
    assert work_once("again") is not None
    assert list(draft.items.values_list("pk", "values")) == before
    assert not store_reading(version=draft.pk, text="", reading={}, at=now)
    assert not mark_unreadable(version=draft.pk, problem="", at=now)


def test_a_job_taken_up_again_after_an_unreadable_file_fails_the_same_way(upload: Uploader) -> None:
    version = upload(BROKEN, name="方案.pdf")
    _job(version).update(state="queued")
    work_once("again")
    job = _job(version).get()
    assert (job.state, job.error) == ("failed", version.problem)


def test_a_reader_that_breaks_leaves_the_version_waiting_and_nothing_half_done(
    coordinator: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Broken:
        def to_dict(self) -> dict[str, Any]:
            return {"tasks": [{"title": "正文里没有的任务", "outline": "一"}]}

    def read(_document: Document) -> Broken:
        return Broken()

    version = _upload(PLAN, coordinator, now)
    monkeypatch.setattr("zhicheng.engines.plans.read", read)
    work_once("test")
    version.refresh_from_db()
    assert version.state == "reading"
    assert not version.items.exists()
    assert _job(version).get().state == "queued"


def test_a_file_that_cannot_be_read_is_given_up_and_kept(
    upload: Uploader, coordinator: User, now: datetime
) -> None:
    version = upload(BROKEN, name="方案.pdf")
    abandon(version=version, reason="传错了文件", by=coordinator, at=now)
    version.refresh_from_db()
    assert (version.state, bool(version.problem), bool(content(version.file))) == (
        "abandoned",
        True,
        True,
    )
    with pytest.raises(ValidationError, match="已放弃"):
        abandon(version=version, reason="再放弃一次", by=coordinator, at=now)


def test_a_draft_is_given_up_with_a_reason_and_kept(
    draft: Version, coordinator: User, verifier: User, now: datetime
) -> None:
    with pytest.raises(PermissionDenied):
        abandon(version=draft, reason="不需要", by=verifier, at=now)
    with pytest.raises(ValidationError, match="理由"):
        abandon(version=draft, reason=" ", by=coordinator, at=now)
    abandon(version=draft, reason="文件有误", by=coordinator, at=now)
    draft.refresh_from_db()
    assert draft.state == "abandoned"
    assert draft.items.exists()
    assert reason_of(Entry.objects.get(verb="plans.abandon")) == "文件有误"
    with pytest.raises(ValidationError, match="不能放弃"):
        abandon(version=draft, reason="再来", by=coordinator, at=now)


def test_a_path_in_the_name_is_cut_off(coordinator: User, now: datetime, tmp_path: Path) -> None:
    version = _upload(PLAN, coordinator, now, name="C:\\桌面\\../方案.txt")
    assert version.file_name == "方案.txt"
    assert StoredFile.objects.count() == 1
