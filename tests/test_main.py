"""The command line as a whole: ``python -m zhicheng``."""

import os
import subprocess
import sys
from pathlib import Path


def run(*words: str, **variables: str) -> subprocess.CompletedProcess[str]:
    """Run the command line with these settings alone."""
    kept = {n: v for n, v in os.environ.items() if not n.startswith(("ZHICHENG_", "DJANGO_"))}
    return subprocess.run(
        [sys.executable, "-m", "zhicheng", *words],
        env={**kept, **variables},
        capture_output=True,
        text=True,
        check=False,
    )


def test_a_database_that_cannot_be_used_is_said_to_be(tmp_path: Path) -> None:
    unreachable = "postgres://a:b@127.0.0.1:1/x"
    for variables in (
        {"ZHICHENG_DATA": str(tmp_path), "ZHICHENG_DATABASE_URL": unreachable},
        {"ZHICHENG_DATA": str(tmp_path)},
    ):
        done = run("audit", "verify", **variables)
        assert done.returncode == 1
        assert done.stderr.startswith("error: 数据库不能使用")
        assert "Traceback" not in done.stderr
    done = run("audit", "verify", ZHICHENG_DATA=str(tmp_path), ZHICHENG_DATABASE_URL="bogus")
    assert done.returncode == 1
    assert "error: ZHICHENG_DATABASE_URL" in done.stderr


def test_the_key_beside_the_data_is_not_replaced_by_another(tmp_path: Path) -> None:
    (tmp_path / "encryption-key").write_text("k" * 64)
    done = run("prepare", ZHICHENG_DATA=str(tmp_path))
    assert done.returncode == 1
    assert done.stderr.startswith("error: ZHICHENG_ENCRYPTION_KEY is not set")
    assert [one.name for one in tmp_path.iterdir()] == ["encryption-key"], "nothing was begun"


def test_unsafe_settings_are_refused_in_one_sentence(tmp_path: Path) -> None:
    done = run(
        "check", ZHICHENG_DATA=str(tmp_path), ZHICHENG_PRODUCTION="1", ZHICHENG_SECRET_KEY="short"
    )
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("error: ZHICHENG_SECRET_KEY")
    assert len(done.stderr.splitlines()) == 1
