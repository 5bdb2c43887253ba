"""A published plan that orders systems, for the stories of the build list.

buildlist = BuildList(coordinator, at=now)
system = buildlist.publish(Listed("公共服务平台"))[0]
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID, uuid4

from django.db.models import QuerySet

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.files.models import StoredFile
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.plans.models import Item, ItemKind, ItemState, Plan, Version, VersionState
from zhicheng.governance.plans.publication import ItemOrder, Publication
from zhicheng.governance.systems import actions
from zhicheng.governance.systems.models import System

PERIOD = (date(2020, 1, 1), date(2035, 12, 31))


@dataclass(frozen=True)
class Listed:
    """A system as a plan lists it."""

    name: str = "知识产权公共服务平台"
    units: Sequence[Unit] = ()
    key: UUID = field(default_factory=uuid4)


class BuildList:
    """One plan and its versions."""

    def __init__(self, by: User, at: datetime) -> None:
        self.by, self.at = by, at
        self.plan = Plan.objects.create(title="示例市建设方案", created_by=by, created_at=at)
        self.number = 0

    def publish(
        self, *listed: Listed, period: tuple[date | None, date | None] = PERIOD
    ) -> list[System]:
        """Publish the next version; returns its systems in order."""
        self.number += 1
        Version.objects.filter(plan=self.plan).update(state=VersionState.SUPERSEDED)
        version = self._version(period)
        orders = tuple(_order(version, n, one) for n, one in enumerate(listed))
        version.state = VersionState.PUBLISHED
        version.published_by, version.published_at = self.by, self.at
        version.save()
        publication = Publication(
            self.plan.pk, version.pk, self.number, tasks=(), systems=orders,
            period_start=period[0], period_end=period[1],
        )  # fmt: skip
        actions.keep_list(publication, by=self.by, at=self.at)
        found = {system.key: system for system in _systems().filter(plan=self.plan)}
        return [found[one.key] for one in listed]

    def _version(self, period: tuple[date | None, date | None]) -> Version:
        file, _new = StoredFile.objects.get_or_create(
            sha256="0" * 64, defaults={"sm3": "0" * 64, "size": 1, "media_type": "text/plain"}
        )
        return Version.objects.create(
            plan=self.plan, number=self.number, state=VersionState.DRAFT, file=file,
            file_name="方案.txt", created_by=self.by, created_at=self.at,
            period_start=period[0], period_end=period[1],
        )  # fmt: skip


def _order(version: Version, position: int, listed: Listed) -> ItemOrder:
    item = Item.objects.create(
        version=version, key=listed.key, kind=ItemKind.SYSTEM, state=ItemState.ACCEPTED,
        position=position, path=f"三/{position + 1}", span_start=position * 10,
        span_end=position * 10 + 9, sentence=f"建设{listed.name}。", values={"name": listed.name},
    )  # fmt: skip
    return ItemOrder(
        item=item.pk, key=listed.key, position=position, path=item.path, chapter="三、平台建设",
        sentence=item.sentence, values=item.values, units=tuple(u.pk for u in listed.units),
    )  # fmt: skip


def _systems() -> QuerySet[System]:
    return System.objects.select_related("owner__area", "item__version")


def fresh_system(system: System) -> System:
    """The system as the database has it now, with what the actions look at."""
    return _systems().get(pk=system.pk)
