"""Taking files in, reading them back, handing them out."""

import hashlib
import os
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, cast

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import IntegrityError, transaction
from django.http import Http404
from tests.foundation.files import makers

from zhicheng.foundation.files.actions import store, sweep
from zhicheng.foundation.files.models import StoredFile, path_of
from zhicheng.foundation.files.queries import content, is_whole
from zhicheng.foundation.files.rules import EVIDENCE, PLANS, RefusedFile
from zhicheng.foundation.files.views import download
from zhicheng.foundation.jobs.registry import dailies

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _own_folder(settings: object, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path / "files"  # type: ignore[attr-defined]  # pytest-django's wrapper


def keep(data: bytes = makers.PDF, name: str = "方案.pdf") -> StoredFile:
    return store(BytesIO(data), name=name, allowed=PLANS | EVIDENCE)


def leftovers() -> list[Path]:
    return [p for p in Path(settings.FILES_ROOT).rglob("*") if p.is_file()]


def test_a_file_is_kept_under_both_hashes() -> None:
    file = keep()
    assert file.sha256 == hashlib.sha256(makers.PDF).hexdigest()
    assert file.sm3 == hashlib.new("sm3", makers.PDF).hexdigest()
    assert (file.size, file.media_type) == (len(makers.PDF), "application/pdf")
    assert str(file) == file.sha256[:12]
    assert leftovers() == [path_of(file.sha256)]
    assert content(file) == makers.PDF
    assert is_whole(file)


def test_sm3_is_that_of_the_standard() -> None:
    # GB/T 32905, example 1 (R §10)
    file = store(BytesIO(b"abc"), name="abc.txt", allowed=EVIDENCE)
    assert file.sm3 == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_the_same_content_is_kept_once() -> None:
    assert keep().pk == keep(name="另一个名称.pdf").pk
    assert len(leftovers()) == 1


def test_an_upload_of_django_can_be_stored() -> None:
    upload = SimpleUploadedFile("方案.docx", makers.docx())
    stream = cast("BinaryIO", upload)
    assert store(stream, name=str(upload.name), allowed=PLANS).size == len(makers.docx())


@pytest.mark.parametrize(
    ("data", "name", "says"),
    [
        (b"", "方案.pdf", "空的"),
        (makers.PDF * 40_000, "方案.pdf", "超过 1 MB"),
        (b"MZ\x00", "方案.pdf", "不能接收"),
        (makers.PDF, "方案.docx", "不以 .docx|不以 .pdf"),
        (makers.locked(makers.docx()), "方案.docx", "密码"),
    ],
)
def test_what_is_refused_leaves_nothing_behind(data: bytes, name: str, says: str) -> None:
    with pytest.raises(RefusedFile, match=says):
        store(BytesIO(data), name=name, allowed=PLANS, largest=1024 * 1024)
    assert leftovers() == []
    assert not StoredFile.objects.exists()


def test_a_row_never_points_to_nothing() -> None:
    with pytest.raises(RuntimeError), transaction.atomic():
        keep()
        raise RuntimeError
    assert not StoredFile.objects.exists()
    assert len(leftovers()) == 1  # bytes without a row harm nobody; the other way round would
    assert is_whole(keep())


def test_damage_on_the_disk_is_seen() -> None:
    file = keep()
    path_of(file.sha256).write_bytes(b"%PDF-something else")
    assert not is_whole(file)
    path_of(file.sha256).unlink()
    assert not is_whole(file)
    with pytest.raises(FileNotFoundError):
        content(file)
    with pytest.raises(Http404):
        download(file, "方案.pdf")


def test_the_database_knows_no_empty_file() -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        StoredFile.objects.create(sha256="0" * 64, sm3="0" * 64, size=0, media_type="x")


def test_a_file_leaves_as_a_download() -> None:
    response = download(keep(), "2026年\r\nX: y/工作方案.pdf")
    assert response["Content-Type"] == "application/pdf"
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''")
    assert "%0D" not in response["Content-Disposition"]
    assert "sandbox" in response["Content-Security-Policy"]
    assert response["Cache-Control"] == "private, no-store"
    assert b"".join(response.streaming_content) == makers.PDF  # type: ignore[arg-type]  # bytes, sync


def test_a_page_never_leaves_as_a_page() -> None:
    page = store(BytesIO(b"<!doctype html><script>1</script>"), name="x.html", allowed=PLANS)
    assert download(page, "x.html")["Content-Type"] == "application/octet-stream"


def test_what_killed_uploads_left_is_swept_after_a_day(now: datetime) -> None:
    keep()
    old, new = (Path(settings.FILES_ROOT) / f"incoming-{name}" for name in ("old", "new"))
    for left, hours in ((old, 25), (new, 1)):
        left.write_bytes(b"half of a file")
        moment = (now - timedelta(hours=hours)).timestamp()
        os.utime(left, (moment, moment))
    assert sweep(at=now) == 1
    assert (old.exists(), new.exists()) == (False, True)
    assert len(leftovers()) == 2, "what was kept stays"


def test_the_sweep_is_work_of_every_day() -> None:
    assert "files.sweep" in [daily.name for daily in dailies()]
