"""How long until the first page, when ``script/server`` is started again. Floor: 5 s.

Prints seconds, side by side with the time that importing Django alone takes on the same machine.
"""

import subprocess
import sys
import tempfile
import time

from benchmarks.support.serving import served

FLOOR_SECONDS = 5.0


def seconds_to_first_page(data: str) -> float:
    """Start the server on ``data``, fetch the login page, stop it."""
    begun = time.perf_counter()
    with served(data):
        return time.perf_counter() - begun


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
