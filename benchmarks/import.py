"""How long a gazette of 67,795 rows takes into the register, with every check; and django-import-export.

    script/bench import [--shared FOLDER] [--rows N]

Into a throw-away SQLite on the disk, then into a throw-away PostgreSQL. Limits: 20 s of the processor for the
whole file, 1 GB at the peak; and django-import-export, in its bulk mode and with the same reading and checks of
the same first N rows, takes twice as long at least. Seconds are of this process, which others on the machine do
not lengthen; the clock's stand beside. Exits 1 where a limit is missed.
"""

import argparse
import gzip
import io
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import date
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any

ROOT = Path(__file__).parents[1]
LIMIT_SECONDS, LIMIT_MEGABYTES, LEAST_RATIO = 20.0, 1024.0, 2.0
COMPARED = 10_000
"""Rows that both take: the other library's time grows as they do."""


def coordinator() -> Any:
    from zhicheng.foundation.accounts.models import Grant, User
    from zhicheng.foundation.accounts.rules import Role

    person, new = User.objects.get_or_create(username="office", defaults={"name": "统筹"})
    if new:
        Grant.objects.create(user=person, role=Role.COORDINATOR, valid_from=date(2020, 1, 1))
    return person


def text_of(shared: Path, rows: int | None = None) -> bytes:
    """The gazette, or its first rows, as JSON lines."""
    file = shared / "data" / "patents" / "gazette_2019_07.jsonl.gz"
    with gzip.open(file, "rb") as lines:
        return b"".join(islice(lines, rows))


def seconds(work: Callable[[], object]) -> tuple[float, float]:
    """Of the processor, and by the clock."""
    begun, clock = time.process_time(), time.perf_counter()
    work()
    return time.process_time() - begun, time.perf_counter() - clock


def brought(text: bytes, by: Any) -> Any:
    """An import of the file, that waits to be read."""
    from django.utils import timezone

    from zhicheng.register.imports import actions

    upload = actions.Upload("公报.json", io.BytesIO(text))
    return actions.upload(upload=upload, trial=False, by=by, at=timezone.now())


def ours(batch: Any) -> None:
    from zhicheng.register.imports.jobs import read_file

    read_file(batch.job, lambda done, total, message="": None)


def whole(shared: Path) -> bool:
    """All rows, each step its own transaction, as a worker takes them. True within the limits."""
    from zhicheng.foundation.audit.queries import verify
    from zhicheng.register.rights.models import Right

    batch = brought(text_of(shared), coordinator())
    worked, waited = seconds(lambda: ours(batch))
    batch.refresh_from_db()
    assert batch.state == "done"  # noqa: S101 - we measured the real thing
    assert batch.rows == Right.objects.count() + batch.left_out  # noqa: S101 - as above; nothing is there twice
    assert not list(verify())  # noqa: S101 - as above
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    print(
        f"{batch.rows} rows, {batch.added} rights: {worked:.1f} s of the processor (limit {LIMIT_SECONDS:.0f} s), "
        f"{waited:.1f} s by the clock; {peak:.0f} MB at the peak (limit {LIMIT_MEGABYTES:.0f} MB)"
    )
    return worked <= LIMIT_SECONDS and peak <= LIMIT_MEGABYTES


def compared(shared: Path, rows: int) -> bool:
    """The first rows, taken in by each, and taken back by a rollback. True where we are fast enough."""
    from benchmarks.support.peer import take_in
    from django.db import transaction

    from zhicheng.register.rights.models import Event, Right

    batch = brought(text_of(shared, rows), coordinator())
    spent, found = [], []
    for work in (ours, take_in):
        with transaction.atomic():
            spent.append(seconds(partial(work, batch)))
            found.append((Right.objects.count(), Event.objects.count()))
            transaction.set_rollback(True)
    assert found[0] == found[1], found  # noqa: S101 - both did the same
    (mine, my_clock), (theirs, their_clock) = spent
    print(
        f"{rows} rows: {mine:.1f} s of the processor, django-import-export {theirs:.1f} s: "
        f"{theirs / mine:.1f} times as long (at least {LEAST_RATIO:.0f}); "
        f"by the clock {my_clock:.1f} s and {their_clock:.1f} s"
    )
    return theirs >= LEAST_RATIO * mine


def main() -> int:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    beside = os.environ.get("ZHICHENG_SHARED", str(ROOT.parent / "shared"))
    parser.add_argument("--shared", type=Path, default=Path(beside))
    parser.add_argument("--rows", type=int, default=COMPARED)
    parser.add_argument("--compare", action="store_true", help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if not (arguments.shared / "data" / "patents").is_dir():
        print("no data: give the shared folder with --shared", file=sys.stderr)
        return 2
    if arguments.compare:
        _set_up()
        return 0 if compared(arguments.shared, arguments.rows) else 1
    with tempfile.TemporaryDirectory() as data:
        os.environ |= {
            "ZHICHENG_DATA": data,
            "ZHICHENG_SECRET_KEY": "benchmark-only-" * 4,
            "ZHICHENG_ENCRYPTION_KEY": "benchmark-only-too-" * 4,
            "DJANGO_SETTINGS_MODULE": "zhicheng.site.settings",
        }
        _set_up()
        from django.core.management import call_command
        from django.db import connection

        call_command("migrate", verbosity=0)
        print(connection.vendor)
        connection.close()
        # In a process of its own, so that what the other library takes is not in the peak.
        again = [sys.executable, "-m", "benchmarks.import", "--compare", *sys.argv[1:]]
        well = subprocess.run(again, check=False).returncode == 0  # noqa: S603 - ourselves
        return 0 if whole(arguments.shared) and well else 1


def _set_up() -> None:
    import django

    django.setup()


if __name__ == "__main__":
    sys.exit(main())
