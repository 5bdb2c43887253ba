"""How long until the first page, when ``script/server`` is started again. Floor: 5 s.

Prints seconds, side by side with the time that importing Django alone takes on the same machine.
"""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from pathlib import Path
from urllib.error import URLError

ROOT = Path(__file__).resolve().parents[1]
SERVER = ROOT / "script" / "server"
FLOOR_SECONDS = 5.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def seconds_to_first_page(data: str) -> float:
    """Start the server on ``data``, fetch the login page, stop it."""
    port = free_port()
    surroundings = {**os.environ, "ZHICHENG_DATA": data, "PORT": str(port)}
    begun = time.perf_counter()
    server = subprocess.Popen(  # noqa: S603 - our own script
        [SERVER], env=surroundings, stdout=subprocess.DEVNULL, start_new_session=True
    )
    try:
        wait_for(f"http://127.0.0.1:{port}/account/login/", server)
        return time.perf_counter() - begun
    finally:
        os.killpg(server.pid, signal.SIGTERM)
        server.wait(timeout=30)


def wait_for(url: str, server: subprocess.Popen[bytes]) -> None:
    while server.poll() is None:
        try:
            with urllib.request.urlopen(url, timeout=5):  # noqa: S310 - http on this machine
                return
        except URLError:
            time.sleep(0.05)
    raise SystemExit(f"script/server ended with status {server.returncode}")


def main() -> int:
    with tempfile.TemporaryDirectory() as data:
        seconds_to_first_page(data)
        again = seconds_to_first_page(data)
    begun = time.perf_counter()
    subprocess.run([sys.executable, "-c", "import django.core.handlers.wsgi"], check=True)
    alone = time.perf_counter() - begun
    print(
        f"second start to first page: {again:.2f} s (floor {FLOOR_SECONDS} s; Django alone {alone:.2f} s)"
    )
    return 0 if again <= FLOOR_SECONDS else 1


if __name__ == "__main__":
    sys.exit(main())
