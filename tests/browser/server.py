"""A real ``script/server`` process with a city of its own, as browser tests need it."""

import fcntl
import os
import shutil
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.error import URLError

ROOT = Path(__file__).resolve().parents[2]
START_SECONDS = 240


@dataclass(frozen=True)
class Server:
    """A running city. ``data``: its folder; ``environment``: what its commands need to find it."""

    url: str
    data: Path
    process: subprocess.Popen[str]
    environment: dict[str, str]

    def command(self, *words: str) -> str:
        """Run ``zhicheng …`` on this city's data; returns what it says."""
        done = subprocess.run(
            [ROOT / "script" / "zhicheng", *words],
            env=self.environment,
            capture_output=True,
            text=True,
            check=True,
        )
        return done.stdout

    def worker(self) -> int:
        """The process that does the jobs; it is started after the first page, and again when it is killed."""
        until = time.monotonic() + START_SECONDS
        while not (found := self._children("zhicheng worker")):
            assert time.monotonic() < until, "no worker was started"
            time.sleep(0.1)
        return found[0]

    def processes(self) -> list[int]:
        """Every process of this server, the script first."""
        return [self.process.pid, *self._children("")]

    def _children(self, words: str) -> list[int]:
        found = subprocess.run(
            ["pgrep", "-s", str(self.process.pid), "-f", words or "."],
            capture_output=True,
            text=True,
            check=False,
        )
        return [int(pid) for pid in found.stdout.split() if int(pid) != self.process.pid]

    def kill(self, known: list[int] | None = None) -> None:
        """What a power cut does: all processes at once, without a word.

        known: ``processes``, asked before, for a cut that must not wait for the answer.
        """
        for pid in known or self.processes():
            os.kill(pid, signal.SIGKILL)
        self.process.wait()


@contextmanager
def serving(data: Path, *words: str, **variables: str) -> Iterator[Server]:
    """Start ``script/server`` on ``data`` and a free port; end it, with all its processes, afterwards."""
    port = free_port()
    environment = {
        # Neither the developer's city nor the settings of the unit tests.
        **{n: v for n, v in os.environ.items() if not n.startswith(("ZHICHENG_", "DJANGO_"))},
        "ZHICHENG_DATA": str(data),
        "PORT": str(port),
        **variables,
    }
    log = data.with_suffix(".log")
    with log.open("w") as output:
        process = subprocess.Popen(
            [ROOT / "script" / "server", *words],
            env=environment,
            stdout=output,
            stderr=output,
            text=True,
            start_new_session=True,
            preexec_fn=_as_at_a_terminal,
        )
    server = Server(f"http://127.0.0.1:{port}", data, process, environment)
    try:
        _wait(server, log)
        yield server
    finally:
        _end(server)


def new_city(folder: Path, data: Path) -> Path:
    """A city in which nobody has done anything yet, in ``data``: a copy of the one that is made once, in
    ``folder``, for all test processes."""
    made = folder / "prepared" / "data"
    with (folder / "prepared.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            making = folder / "making" / "data"
            making.parent.mkdir(exist_ok=True)
            with serving(making):
                pass
            making.parent.rename(made.parent)
    return Path(shutil.copytree(made, data))


def _as_at_a_terminal() -> None:
    """Ctrl-C is heard, also where these tests run in the background, whose programs are told to ignore it."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


def _wait(server: Server, log: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while time.monotonic() < until:  # the address is our own, so its scheme is no danger (S310)
        if server.process.poll() is not None:
            raise AssertionError(f"script/server ended:\n{log.read_text()}")
        try:
            with urllib.request.urlopen(f"{server.url}/account/login/", timeout=5):  # noqa: S310 - see above
                return
        except URLError:
            time.sleep(0.1)
    raise AssertionError(f"script/server gave no page:\n{log.read_text()}")


def _end(server: Server) -> None:
    if server.process.poll() is None:
        server.process.terminate()
        try:
            server.process.wait(timeout=20)
        except subprocess.TimeoutExpired:
            server.kill()


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
