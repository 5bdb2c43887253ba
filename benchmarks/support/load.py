"""Users who look at pages of a running server, each over a connection of its own."""

import http.client
import statistics
import threading
import time
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import urlsplit


@dataclass(frozen=True)
class Load:
    """What users met: seconds a page, and pages a second of them all together.

    own: share of one processor that these users took themselves.
    """

    seconds: tuple[float, ...]
    pages_per_second: float
    own: float

    def percentile(self, share: float) -> float:
        """Seconds within which ``share`` (0..1) of the pages came."""
        return statistics.quantiles(self.seconds, n=1000, method="inclusive")[int(share * 1000) - 1]


def look(
    address: str, paths: Sequence[str], cookies: Sequence[str], *, pause: float, lasting: float
) -> Load:
    """Each cookie is a user who fetches the paths in turn, waiting ``pause`` seconds between pages.

    Lasts ``lasting`` seconds. Raises RuntimeError when a page is not a page (any status but 200).
    """
    spent: list[float] = []
    faults: list[str] = []
    end, own = time.perf_counter() + lasting, time.process_time()
    users = [
        threading.Thread(
            target=_user,
            args=(
                address,
                [paths[(n + turn) % len(paths)] for turn in range(len(paths))],
                cookie,
                pause,
            ),
            kwargs={
                "first": pause * n / len(cookies),
                "end": end,
                "spent": spent,
                "faults": faults,
            },
        )
        for n, cookie in enumerate(cookies)
    ]
    for user in users:
        user.start()
    for user in users:
        user.join()
    if faults:
        raise RuntimeError(faults[0])
    return Load(tuple(spent), len(spent) / lasting, (time.process_time() - own) / lasting)


def _user(
    address: str,
    paths: Sequence[str],
    cookie: str,
    pause: float,
    *,
    first: float,
    end: float,
    spent: list[float],
    faults: list[str],
) -> None:
    time.sleep(first)
    line = http.client.HTTPConnection(urlsplit(address).netloc, timeout=60)
    turn = 0
    while time.perf_counter() < end and not faults:
        begun = time.perf_counter()
        line.request("GET", paths[turn % len(paths)], headers={"Cookie": f"sessionid={cookie}"})
        answer = line.getresponse()
        answer.read()
        if answer.status != 200:
            faults.append(f"{paths[turn % len(paths)]}: {answer.status}")
        spent.append(time.perf_counter() - begun)
        turn += 1
        time.sleep(pause)
