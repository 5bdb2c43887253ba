"""Worker processes of their own, and waiting for what they do."""

import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import sleep

from django.db import connection

ROOT = Path(__file__).resolve().parents[3]


def until(happened: Callable[[], bool]) -> None:
    for _ in range(600):
        if happened():
            return
        sleep(0.05)
    raise AssertionError("it did not happen within half a minute")


def address_of_the_database() -> str:
    database = connection.settings_dict
    if connection.vendor == "sqlite":
        return f"sqlite:///{database['NAME']}"
    login = f"{database['USER']}:{database['PASSWORD']}".rstrip(":")
    return f"postgres://{login}@{database['HOST']}:{database['PORT']}/{database['NAME']}"


def worker_process(data: Path, **variables: str) -> subprocess.Popen[bytes]:
    """Start a real worker on the database of the test, with the practice app."""
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "tests.foundation.jobs.practice.settings",
        "ZHICHENG_DATABASE_URL": address_of_the_database(),
        "ZHICHENG_DATA": str(data),
        **variables,
    }
    command = [sys.executable, "-m", "zhicheng", "worker", "--lease", "2"]
    return subprocess.Popen(command, cwd=ROOT, env=environment)
