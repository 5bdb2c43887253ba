"""A file from its upload to the register: tried, imported, killed in the middle, imported again."""

import io
from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from tests.factories import fresh
from tests.programs import Program
from tests.register.gazette import EARLY, GOOD, MANGLED, NUMBERLESS, bring_gazette, gazette

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.audit.queries import verify
from zhicheng.foundation.jobs.registry import LeaseLost
from zhicheng.foundation.jobs.worker import work_once
from zhicheng.register.imports import actions, jobs
from zhicheng.register.imports.models import Batch
from zhicheng.register.parties.models import Party, Writing
from zhicheng.register.rights.models import Event, Holder, Right


def counted(batch: Batch) -> tuple[int, int, int, int, int]:
    found = fresh(batch)
    return found.rows, found.added, found.known, found.events, found.left_out


def test_a_trial_says_what_would_become_of_each_row_and_changes_nothing(
    coordinator: User, now: datetime
) -> None:
    batch = bring_gazette(coordinator, now)
    assert str(batch) == "公报.csv"
    assert work_once("test", at=now)
    assert (fresh(batch).state, counted(batch)) == ("done", (4, 2, 0, 4, 2))
    assert not Right.objects.exists()
    assert not Writing.objects.exists()
    assert not Entry.objects.filter(verb="rights.load").exists()
    remarks = [(one.outcome, one.place) for one in batch.remarks.all()]
    assert remarks == [("doubt", "第3行"), ("left_out", "第4行"), ("left_out", "第5行")]
    doubt, early, _numberless = batch.remarks.all()
    assert doubt.raw == "2.02E+12"
    assert "早于申请日" in str(early)


def test_what_was_tried_is_imported_and_again_adds_nothing(
    coordinator: User, now: datetime
) -> None:
    trial = bring_gazette(coordinator, now)
    with pytest.raises(ValidationError, match="试导入完成"):
        actions.import_for_good(batch=trial, by=coordinator, at=now)
    work_once("test", at=now)
    first, again = (
        actions.import_for_good(batch=fresh(trial), by=coordinator, at=now) for _ in range(2)
    )
    while work_once("test", at=now):
        pass
    assert counted(first) == (4, 2, 0, 4, 2)
    assert counted(again) == (4, 0, 2, 0, 2)
    right = Right.objects.get(publication="CN109996307")
    assert (right.source, right.place) == (first.source, "第2行")
    assert right.source.file == trial.file
    assert Right.objects.get(publication="CN209000001").number == ""
    assert (Event.objects.count(), Holder.objects.count(), Party.objects.count()) == (4, 3, 2)
    with pytest.raises(ValidationError):
        actions.import_for_good(batch=fresh(first), by=coordinator, at=now)
    assert list(verify()) == []


def test_killed_in_the_middle_it_goes_on_where_it_stopped(
    coordinator: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(jobs, "STEP", 1)
    batch = actions.upload(
        upload=gazette(GOOD, MANGLED, EARLY), trial=False, by=coordinator, at=now
    )
    steps = iter(range(10))

    def killed(done: int, total: int, message: str = "") -> None:
        if next(steps) == 1:
            raise LeaseLost  # the second step is rolled back

    assert batch.job
    with pytest.raises(LeaseLost):
        jobs.read_file(batch.job, killed)
    assert counted(batch) == (1, 1, 0, 2, 0)
    done = jobs.read_file(batch.job, lambda done, total, message="": None)
    assert done == {"batch": batch.pk, "rows": 3, "left_out": 1}
    assert counted(batch) == (3, 2, 0, 4, 1)
    assert jobs.read_file(batch.job, killed) == done  # a third time nothing is left to do
    assert Right.objects.count() == 2


def test_what_is_no_table_says_why(coordinator: User, now: datetime) -> None:
    by: dict[str, Any] = {"trial": True, "by": coordinator, "at": now}
    letter = actions.Upload("来信.csv", io.BytesIO("此致，敬礼。".encode()))
    batch = actions.upload(upload=letter, **by)
    work_once("test", at=now)
    found = fresh(batch)
    assert (found.state, "看不出" in found.problem) == ("failed", True)
    assert found.job and found.job.error == found.problem
    with pytest.raises(ValidationError):
        actions.upload(upload=actions.Upload("图.png", io.BytesIO(b"\x89PNG\r\n\x1a\n")), **by)


def test_an_outsider_and_an_officer_import_nothing(
    coordinator: User, outsider: User, officer: User, client: Client, now: datetime
) -> None:
    batch = bring_gazette(coordinator, now)
    for who in (outsider, officer):
        with pytest.raises(PermissionDenied):
            actions.undo(batch=batch, reason="误", by=who, at=now)
        with pytest.raises(PermissionDenied):
            actions.upload(upload=gazette(GOOD), trial=True, by=who, at=now)
        with pytest.raises(PermissionDenied):
            actions.import_for_good(batch=batch, by=who, at=now)
        client.force_login(who)
        for route, keys in (
            ("list", []),
            ("upload", []),
            ("batch", [batch.pk]),
            ("import", [batch.pk]),
            ("undo", [batch.pk]),
            ("to_mend", [batch.pk]),
        ):
            assert client.get(reverse(f"imports:{route}", args=keys)).status_code == 403
        assert Program(who).get(f"/imports/{batch.pk}").status_code == 404
    assert Batch.objects.count() == 1


def test_the_pages_from_upload_to_report(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    assert "先试导入" in client.get("/imports/").content.decode()
    file = io.BytesIO(gazette(GOOD, NUMBERLESS).stream.read())
    file.name = "公报.csv"
    page = client.post("/imports/add/", {"upload": file})["Location"]
    assert "正在导入" in client.get(page).content.decode()
    assert "HX-Refresh" not in client.get(f"{page}progress/")
    work_once("test", at=timezone.now())
    assert client.get(f"{page}progress/")["HX-Refresh"] == "true"
    shown = client.get(page).content.decode()
    assert "第3行" in shown
    assert "第3行" not in client.get(f"{page}?outcome=doubt").content.decode()
    assert client.get(f"{page}?export=xlsx").status_code == 200
    assert client.get(f"{page}import/").status_code == 200
    assert client.post(f"{page}import/", {"version": 0, "policy": "?"}).status_code == 422
    final = client.post(f"{page}import/", {"version": 0, "policy": "skip"})["Location"]
    assert client.post(f"{final}import/", {"version": 0, "policy": "skip"}).status_code == 422
    work_once("test", at=timezone.now())
    assert Right.objects.count() == 1
    assert "跳过，原有权利不作任何补充" in client.get(final).content.decode()
    assert client.get(f"{final}undo/").status_code == 200
    assert client.post(f"{final}undo/", {"version": 0, "reason": ""}).status_code == 422
    assert client.post(f"{final}undo/", {"version": 0, "reason": "列错位"})["Location"] == final
    assert "已撤销这次导入" in client.get(final).content.decode()
    assert "示例方法" not in client.get("/rights/").content.decode()
    right = client.get(f"/rights/{Right.objects.get().pk}/").content.decode()
    assert "不再列入权利清单" in right
    Batch.objects.update(job=None)
    assert client.get(final).status_code == 200
    assert "公报.csv" in client.get("/imports/").content.decode()
    assert client.post("/imports/add/", {"upload": ""}).status_code == 422


def test_a_program_reads_the_report(coordinator: User, now: datetime) -> None:
    batch = bring_gazette(coordinator, now)
    work_once("test", at=now)
    program = Program(coordinator)
    found = program.get(f"/imports/{batch.pk}").json()
    assert (found["rows"], found["left_out"], found["trial"]) == (4, 2, True)
    assert len(program.get(f"/imports/{batch.pk}/remarks").json()["items"]) == 3
    done = program.post("/actions/imports/import_for_good", {"batch": batch.pk})
    assert done.status_code == 201, done.content.decode()


def test_rows_left_out_are_mended_and_brought_again(
    coordinator: User, client: Client, now: datetime
) -> None:
    batch = bring_gazette(coordinator, now)
    work_once("test", at=now)
    client.force_login(coordinator)
    answer = client.get(f"/imports/{batch.pk}/to-mend/")
    content = io.BytesIO(b"".join(answer.streaming_content))  # type: ignore[attr-defined]  # a FileResponse
    book = load_workbook(content)
    sheet = book.worksheets[0]
    heads, early, numberless = ([cell.value for cell in row] for row in sheet.iter_rows())
    assert early[0] == "CN209000002U"
    assert "早于申请日" in str(early[-1])
    assert numberless[:-1] == [None] * 8
    sheet["D2"] = None  # the filing day that cannot be
    sheet.delete_rows(3)
    mended = io.BytesIO()
    book.save(mended)
    mended.seek(0)
    again = actions.upload(
        upload=actions.Upload("更正.xlsx", mended), trial=False, by=coordinator, at=now
    )
    work_once("test", at=now)
    assert counted(again) == (1, 1, 0, 1, 0)
    assert heads[-1] == "说明"
