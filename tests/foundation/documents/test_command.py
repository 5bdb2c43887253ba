"""The command."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from tests.foundation.documents.kinds import KIND, known, other, whole

from zhicheng.foundation.documents import queries

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kind() -> Iterator[None]:
    with known():
        yield


def test_the_command(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    file = tmp_path / "函.docx"
    call_command("templates", "list")
    assert "tests.letter\t函\t系统自带" in capsys.readouterr().out
    call_command("templates", "built-in", "tests.letter", str(file))
    assert file.read_bytes() == whole()
    file.write_bytes(other())
    call_command("templates", "replace", "tests.letter", str(file))
    assert queries.chosen(KIND) is not None
    with pytest.raises(CommandError, match="完全相同"):
        call_command("templates", "replace", "tests.letter", str(file))
    call_command("templates", "restore", "tests.letter")
    assert queries.chosen(KIND) is None
    with pytest.raises(CommandError, match="没有这种文书"):
        call_command("templates", "restore", "tests.none")
    with pytest.raises(CommandError, match="打不开"):
        call_command("templates", "replace", "tests.letter", str(tmp_path / "none.docx"))
