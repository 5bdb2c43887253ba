"""What this room puts into the sample city: a plan of our own writing, published, and the plan of another
city beside which it can be laid."""

import io
from datetime import datetime, timedelta

from django.utils import timezone

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.queries import holders
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.calendars.hours import in_office_hours
from zhicheng.foundation.jobs.rules import Pace
from zhicheng.foundation.jobs.worker import name_of_worker, work_once
from zhicheng.governance.plans.actions.importing import upload
from zhicheng.governance.plans.actions.publishing import publish
from zhicheng.governance.plans.actions.reviewing import accept_many
from zhicheng.governance.plans.actions.settling import adopt_suggestions
from zhicheng.governance.plans.models import Version
from zhicheng.governance.plans.queries import unit_facts
from zhicheng.governance.plans.rules import names
from zhicheng.governance.plans.sample import neighbour
from zhicheng.governance.plans.sample.document import CITY, write

FILE_NAME = "示例市知识产权强市建设工作方案.docx"


_IN_FORCE_FOR = timedelta(days=120)
"""So long before the sample is made was its plan published: there has been time to work on it."""
_COMPARED_FOR = timedelta(days=20)
"""So long before was another city's plan brought in."""

_PACE = Pace(lease=timedelta(minutes=2), heartbeat=timedelta(minutes=1))
"""Whoever makes the sample works alone, and may hold SQLite's only write lock meanwhile: a heart that beats while
the plan is read would wait for it."""


def create(*, at: datetime) -> None:
    """Import the sample plan as the coordinator and publish it, through the room's own actions; read another
    city's and leave it unpublished, since its tasks and targets are not this city's.

    Nothing where the city has a plan already. The plan names the units that the city has.

    Raises StillOpen when that leaves a task without any.
    """
    by = holders(Role.COORDINATOR, on=timezone.localdate(at)).first()
    if by is None or Version.objects.exists():
        return
    directory = names.Directory(unit_facts(), CITY, {})

    def known(name: str) -> bool:
        found = names.suggest(name, directory)
        return bool(found.units) and found.basis != names.NEAR

    begun = in_office_hours(at - _IN_FORCE_FOR)
    version = _read(write(known), FILE_NAME, by=by, at=begun, now=at)
    adopt_suggestions(version=version, by=by, at=begun)
    publish(version=version, by=by, at=begun)
    lately = in_office_hours(at - _COMPARED_FOR)
    other = _read(neighbour.TEXT.encode(), neighbour.FILE_NAME, by=by, at=lately, now=at)
    accept_many(version=other, items=other.items.all(), by=by, at=lately)


def _read(content: bytes, name: str, *, by: User, at: datetime, now: datetime) -> Version:
    """A document brought in and read."""
    version = upload(stream=io.BytesIO(content), name=name, by=by, at=at)
    worker = name_of_worker()
    while work_once(worker, at=now, pace=_PACE):
        pass
    version.refresh_from_db()
    return version
