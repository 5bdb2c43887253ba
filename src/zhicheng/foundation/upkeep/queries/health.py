"""Looking at an installation: ``zhicheng doctor``."""

import os
import shutil
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import Error, connection
from django.db.migrations.loader import MigrationLoader
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.audit.queries import end, verify
from zhicheng.foundation.files.models import StoredFile, path_of
from zhicheng.foundation.files.queries import bytes_are_whole
from zhicheng.foundation.jobs.models import Job
from zhicheng.foundation.jobs.rules import State as JobState
from zhicheng.foundation.upkeep.rules.health import (
    Finding,
    State,
    judge_chain,
    judge_clock,
    judge_disk,
    judge_files,
    judge_folder,
    judge_jobs,
    judge_migrations,
)

Check = Callable[[datetime, bool], Finding]
_SILENT = timedelta(minutes=5)
_LATE = timedelta(minutes=10)
_WEEK = timedelta(days=7)
_MOST_FAULTS = 100

TITLES = {
    "database": gettext_lazy("数据库"),
    "migrations": gettext_lazy("数据库版本"),
    "files": gettext_lazy("存储文件"),
    "audit": gettext_lazy("审计链"),
    "clock": gettext_lazy("时钟"),
    "disk": gettext_lazy("磁盘空间"),
    "folder": gettext_lazy("数据目录"),
    "jobs": gettext_lazy("后台任务"),
}


def look(*, at: datetime, quick: bool) -> Iterator[Finding]:
    """Every check, one after the other; one that the database does not answer is bad, and the next is made.

    at: now. quick: leave out what takes time with the amount of data: reading every page of the database
    and every stored file, and the audit chain.
    """
    for name, check in _CHECKS.items():
        try:
            yield check(at, quick)
        except Error as error:
            yield Finding(
                name,
                TITLES[name],
                State.BAD,
                _("数据库不能使用：%(error)s") % {"error": str(error).strip()},
                _("检查 ZHICHENG_DATABASE_URL 和数据库服务；新建的数据库先运行 zhicheng prepare。"),
            )


def _database(at: datetime, quick: bool) -> Finding:
    with connection.cursor() as cursor:
        if connection.vendor == "sqlite" and not quick:
            cursor.execute("PRAGMA integrity_check(5)")
            said = [str(row[0]) for row in cursor.fetchall()]
        else:
            cursor.execute("SELECT 1")
            said = ["ok"]
    if said != ["ok"]:
        return Finding(
            "database",
            TITLES["database"],
            State.BAD,
            _("数据文件损坏：%(said)s") % {"said": "；".join(said)},
            _("停止服务，另存数据目录，从最近的备份恢复（zhicheng restore）。"),
        )
    return Finding("database", TITLES["database"], State.OK, connection.display_name)


def _migrations(at: datetime, quick: bool) -> Finding:
    loader = MigrationLoader(connection)
    here, applied = set(loader.disk_migrations or ()), set(loader.applied_migrations or ())
    ours = {app for app, _name in here}
    missing = [".".join(one) for one in sorted(here - applied)]
    unknown = [".".join(one) for one in sorted(applied - here) if one[0] in ours]
    return judge_migrations(TITLES["migrations"], missing, unknown)


def _files(at: datetime, quick: bool) -> Finding:
    """Every row's bytes; with ``quick`` only whether they are there and as many."""
    rows = StoredFile.objects.order_by("sha256").values_list("sha256", "size")
    count, spoilt = 0, []
    for sha256, size in rows.iterator(chunk_size=2000):
        count += 1
        if not (_has_size(path_of(sha256), size) if quick else bytes_are_whole(sha256)):
            spoilt.append(sha256)
    return judge_files(TITLES["files"], count, spoilt)


def _has_size(path: Path, size: int) -> bool:
    return path.is_file() and path.stat().st_size == size


def _audit(at: datetime, quick: bool) -> Finding:
    """The whole chain; with ``quick`` its last thousand rows."""
    after = max(0, end().seq - 1000) if quick else 0
    faults = [
        str(fault.message)
        for fault, _n in zip(verify(after=after), range(_MOST_FAULTS), strict=False)
    ]
    return judge_chain(TITLES["audit"], end().seq, faults)


def _clock(at: datetime, quick: bool) -> Finding:
    last = Entry.objects.order_by("-seq").values_list("at", flat=True).first()
    return judge_clock(TITLES["clock"], timezone.localtime(at), _moment_of_database(at), last)


def _moment_of_database(at: datetime) -> datetime:
    """The clock of the database's server, where that may be another machine."""
    if connection.vendor != "postgresql":
        return at
    with connection.cursor() as cursor:
        cursor.execute("SELECT clock_timestamp()")
        moment: datetime = cursor.fetchone()[0]
    return moment


def _disk(at: datetime, quick: bool) -> Finding:
    usage = shutil.disk_usage(_nearest(_home()))
    return judge_disk(TITLES["disk"], usage.free, usage.total)


def _folder(at: datetime, quick: bool) -> Finding:
    home = _home()
    places = [place for place in (home, Path(settings.FILES_ROOT)) if place.exists()] or [home]
    closed = [str(place) for place in places if not os.access(place, os.R_OK | os.W_OK | os.X_OK)]
    secrets = [home / name for name in ("encryption-key", "secret-key")]
    seen = [
        str(place) for place in (home, *secrets) if place.exists() and place.stat().st_mode & 0o077
    ]
    return judge_folder(TITLES["folder"], closed, seen)


def _jobs(at: datetime, quick: bool) -> Finding:
    jobs = Job.objects
    return judge_jobs(
        TITLES["jobs"],
        stuck=jobs.filter(state=JobState.RUNNING, lease_until__lt=at - _SILENT).count(),
        late=jobs.filter(state=JobState.QUEUED, run_after__lt=at - _LATE).count(),
        failed=jobs.filter(state=JobState.FAILED, finished_at__gt=at - _WEEK).count(),
    )


def _home() -> Path:
    return Path(settings.FILES_ROOT).parent


def _nearest(folder: Path) -> Path:
    """The folder, or the nearest one above it that is there."""
    return next(place for place in (folder, *folder.absolute().parents) if place.exists())


_CHECKS: dict[str, Check] = {
    "database": _database,
    "migrations": _migrations,
    "files": _files,
    "audit": _audit,
    "clock": _clock,
    "disk": _disk,
    "folder": _folder,
    "jobs": _jobs,
}
