"""How fast the pages of a large ledger are: 1,000 tasks in 40 units, each with 24 months of reports.

    script/bench ledger               on SQLite, then on PostgreSQL
    script/bench ledger here          on the database of ZHICHENG_DATABASE_URL, else on SQLite alone

Eight users open the ledger and the first page in turn, while a colleague saves a draft every second.
Floors: with a second's thought between pages 95 of 100 pages within 100 ms; without, at least 60 pages a
second together; and a page asks the database as often with 1,000 tasks as with ten. Prints all three, with
the load of the machine before, and exits 1 when one is missed.
"""

import json
import os
import subprocess
import sys
import tempfile
from pathlib import Path

from benchmarks.support.crowded_city import PAGES
from benchmarks.support.load import look
from benchmarks.support.serving import served

ROOT = Path(__file__).resolve().parents[1]
SLOWEST, FEWEST = 0.1, 60.0
WITH_POSTGRES = """
. script/lib/common.sh
. script/lib/postgres.sh
with_postgres "$PYTHON" -m benchmarks.ledger here
"""


def measured(name: str) -> bool:
    """Build the city on the database of the environment, serve it, look at it. True when both floors hold."""
    with tempfile.TemporaryDirectory() as data, served(data) as address:
        city = json.loads(_run(data, "crowded_city").communicate()[0])
        constant = [_same(name, page, asked) for page, asked in city["questions"].items()]
        return _look(name, address, city["cookies"], data) and all(constant)


def _same(name: str, page: str, asked: list[int]) -> bool:
    few, many = asked
    print(f"{name}: {page} asks the database {few} times with few tasks, {many} with 1,000")
    return few == many


def _run(data: str, module: str, *words: str) -> subprocess.Popen[str]:
    """A module of ``benchmarks.support`` with the surroundings of the city in the folder ``data``."""
    secrets = {
        f"ZHICHENG_{name.upper()}_KEY_FILE": f"{data}/{name}-key"
        for name in ("secret", "encryption")
    }
    return subprocess.Popen(  # noqa: S603 - our own command
        [sys.executable, "-m", f"benchmarks.support.{module}", *words],
        cwd=ROOT,
        env={**os.environ, "ZHICHENG_DATA": data, **secrets},
        stdout=subprocess.PIPE,
        text=True,
    )


def _await_word(process: subprocess.Popen[str]) -> None:
    if process.stdout:
        process.stdout.readline()


def _look(name: str, address: str, cookies: list[str], data: str) -> bool:
    load = os.getloadavg()[0]
    look(address, PAGES, cookies, pause=0, lasting=5)  # warm
    colleague = _run(data, "colleague", "60")
    _await_word(colleague)
    thinking = look(address, PAGES, cookies, pause=1, lasting=40)
    closed = look(address, PAGES, cookies, pause=0, lasting=15)
    drafts = int(colleague.communicate()[0])
    slow = thinking.percentile(0.95)
    print(
        f"{name}: 8 users thinking 1 s: p50 {thinking.percentile(0.5) * 1000:.0f} ms, p95 "
        f"{slow * 1000:.0f} ms (floor {SLOWEST * 1000:.0f} ms); "
        f"closed loop {closed.pages_per_second:.0f} pages/s (floor {FEWEST:.0f}), the users themselves "
        f"{closed.own:.0%} of a processor; {drafts} drafts saved meanwhile; load {load:.1f} before"
    )
    return slow <= SLOWEST and closed.pages_per_second >= FEWEST


def main() -> int:
    if sys.argv[1:] == ["here"]:
        postgres = "ZHICHENG_DATABASE_URL" in os.environ
        return 0 if measured("PostgreSQL" if postgres else "SQLite") else 1
    held = measured("SQLite")
    again = subprocess.run(["bash", "-c", WITH_POSTGRES], cwd=ROOT, check=False)  # noqa: S603, S607 - as above
    return 0 if held and again.returncode == 0 else 1


if __name__ == "__main__":
    sys.exit(main())
