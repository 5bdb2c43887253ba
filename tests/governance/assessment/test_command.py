"""``zhicheng assessment``."""

import io
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection

from zhicheng.governance.assessment.guard import GUARD
from zhicheng.governance.assessment.models import Scheme, Snapshot
from zhicheng.governance.assessment.queries import hash_of


def run(*words: str) -> str:
    out = io.StringIO()
    call_command("assessment", *words, stdout=out)
    return out.getvalue()


def test_what_was_frozen_is_listed_exported_and_checked(frozen: Scheme, tmp_path: Path) -> None:
    assert f"{frozen.pk}\t{frozen.year}\tfrozen" in run("list")
    file = tmp_path / "结果.json"
    assert run("export", str(frozen.pk), str(file)).strip() == hash_of(file.read_text("utf-8"))
    assert "1 份定稿结果均一致" in run("check")


def test_a_result_that_is_not_frozen_is_not_exported(scheme: Scheme, tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="还没有定稿"):
        run("export", str(scheme.pk), str(tmp_path / "结果.json"))


def test_a_changed_result_is_found(frozen: Scheme) -> None:
    GUARD.remove(connection)
    Snapshot.objects.update(content=Snapshot.objects.get().content.replace("召集人", "某人"))
    GUARD.install(connection)
    with pytest.raises(CommandError, match="1 份"):
        run("check")
