"""A real ``script/server`` for the time of a measurement."""

import os
import signal
import socket
import subprocess
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError

SERVER = Path(__file__).resolve().parents[2] / "script" / "server"


@contextmanager
def served(data: str) -> Iterator[str]:
    """Serve the city in the folder ``data``; gives the address once the login page comes.

    Raises SystemExit when the server ends instead.
    """
    port = _free_port()
    address = f"http://127.0.0.1:{port}"
    surroundings = {**os.environ, "ZHICHENG_DATA": data, "PORT": str(port)}
    server = subprocess.Popen(  # noqa: S603 - our own script
        [SERVER], env=surroundings, stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        _wait_for(f"{address}/account/login/", server)
        yield address
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=30)


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    while server.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310 - http on this machine
                return
        except URLError:
            time.sleep(0.05)
    raise SystemExit(f"script/server ended with status {server.returncode}")
