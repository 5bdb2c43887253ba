"""Workers as processes."""

from collections.abc import Callable, Iterator
from pathlib import Path
from subprocess import Popen

import pytest
from tests.foundation.jobs.processes import worker_process


@pytest.fixture
def start_worker(tmp_path: Path) -> Iterator[Callable[..., Popen[bytes]]]:
    """Start real worker processes; those that still run are ended afterwards."""
    running: list[Popen[bytes]] = []

    def start(**variables: str) -> Popen[bytes]:
        running.append(worker_process(tmp_path, **variables))
        return running[-1]

    yield start
    for process in running:
        process.kill()
        process.wait()
