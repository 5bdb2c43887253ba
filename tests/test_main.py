"""The command line as a whole: ``python -m zhicheng``."""

import os
import subprocess
import sys


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


def test_unsafe_settings_are_refused_in_one_sentence() -> None:
    done = run("check", ZHICHENG_PRODUCTION="1", ZHICHENG_SECRET_KEY="short")
    assert done.returncode == 1
    assert done.stdout == ""
    assert done.stderr.startswith("error: ZHICHENG_SECRET_KEY")
    assert len(done.stderr.splitlines()) == 1
