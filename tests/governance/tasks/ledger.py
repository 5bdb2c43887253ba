"""A published plan with tasks, for the stories of the ledger; the work in it is done by real actions.

ledger = Ledger(coordinator, at=now)
task = ledger.publish(Order("建立专利培育库", lead=[science]))[0]
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db.models import QuerySet
from django.utils import timezone

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.memory import forget_all
from zhicheng.foundation.files.models import StoredFile
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.plans.models import Item, ItemKind, ItemState, Plan, Version, VersionState
from zhicheng.governance.plans.publication import ItemOrder, Publication, TaskOrder
from zhicheng.governance.tasks import actions
from zhicheng.governance.tasks.models import Assignment, Task
from zhicheng.governance.tasks.queries import counts_for, misdated

PDF = b"%PDF-1.4\n1 0 obj <<>> endobj\ntrailer <<>>\n%%EOF\n"


@dataclass(frozen=True)
class Order:
    """A task as a plan orders it; ``days``: from the moment of publication to its due date."""

    title: str = "建立高价值专利培育库"
    lead: Sequence[Unit] = ()
    responsible: Sequence[Unit] = ()
    days: int = 200
    chapter: str = "二、重点任务"
    section: str = "（一）提升创造质量"
    body: str = "遴选重点企业，建立并动态更新高价值专利培育库。"
    key: UUID = field(default_factory=uuid4)


@dataclass(frozen=True)
class Extra:
    """A phase or recurring duty of a plan."""

    text: str
    values: Mapping[str, Any] = field(default_factory=dict)
    units: Sequence[Unit] = ()
    key: UUID = field(default_factory=uuid4)


def phase(name: str, end: date) -> Extra:
    return Extra(f"{name}阶段。", {"name": name, "end": end.isoformat()})


def duty(text: str, when: str, *units: Unit) -> Extra:
    return Extra(text, {"text": text, "when": when}, units)


class Ledger:
    """One plan and its versions."""

    def __init__(
        self, by: User, at: datetime, title: str = "示例市知识产权强市建设工作方案"
    ) -> None:
        self.by, self.at = by, at
        self.plan = Plan.objects.create(title=title, created_by=by, created_at=at)
        self.number = 0

    def publish(
        self,
        *orders: Order,
        phases: Sequence["Extra"] = (),
        duties: Sequence["Extra"] = (),
        period_end: date | None = None,
        period_start: date | None = None,
    ) -> list[Task]:
        """Publish the next version; returns its tasks in order."""
        publication = self.ordered(
            *orders, phases=phases, duties=duties, period_end=period_end, period_start=period_start
        )
        for follower in actions.FOLLOWERS:
            follower(publication, by=self.by, at=self.at)
        assert not misdated().exists(), (
            "every part is due when its task is, also after an amendment"
        )
        counts_for(self.by, timezone.localdate(self.at))  # kept from here on, in every story
        by_key = {task.key: task for task in Task.objects.filter(plan=self.plan)}
        return [by_key[order.key] for order in orders]

    def ordered(
        self,
        *orders: Order,
        phases: Sequence["Extra"] = (),
        duties: Sequence["Extra"] = (),
        period_end: date | None = None,
        period_start: date | None = None,
    ) -> Publication:
        """The next version in force, before the ledger follows it."""
        self.number += 1
        version = self._version(period_start)
        told = tuple(self._task_order(version, n, order) for n, order in enumerate(orders))
        more_phases = tuple(_item_order(version, extra, ItemKind.PHASE) for extra in phases)
        more_duties = tuple(_item_order(version, extra, ItemKind.DUTY) for extra in duties)
        self._put_in_force(version)
        return Publication(
            self.plan.pk, version.pk, self.number, told, phases=more_phases, duties=more_duties,
            period_end=period_end, period_start=period_start,
        )  # fmt: skip

    def due(self, order: Order) -> date:
        return self.at.date() + timedelta(order.days)

    def _version(self, period_start: date | None = None) -> Version:
        file, _new = StoredFile.objects.get_or_create(
            sha256="0" * 64, defaults={"sm3": "0" * 64, "size": 1, "media_type": "text/plain"}
        )
        return Version.objects.create(
            plan=self.plan, number=self.number, state=VersionState.DRAFT, file=file,
            file_name="方案.txt", created_by=self.by, created_at=self.at,
            period_start=period_start,
        )  # fmt: skip

    def _put_in_force(self, version: Version) -> None:
        running = Version.objects.filter(plan=self.plan, state=VersionState.PUBLISHED)
        running.update(state=VersionState.SUPERSEDED)
        version.state = VersionState.PUBLISHED
        version.published_by, version.published_at = self.by, self.at
        version.save()

    def _task_order(self, version: Version, position: int, order: Order) -> TaskOrder:
        item = Item.objects.create(
            version=version, key=order.key, kind=ItemKind.TASK, state=ItemState.ACCEPTED,
            position=position, path=f"二/（一）/{position + 1}", span_start=position * 10,
            span_end=position * 10 + 9, sentence=order.body,
        )  # fmt: skip
        return TaskOrder(
            item=item.pk, key=order.key, position=position, path=item.path,
            chapter=order.chapter, section=order.section, title=order.title, body=order.body,
            lead=_keys(order.lead), responsible=_keys(order.responsible),
            due_on=self.due(order), due_source="inferred",
        )  # fmt: skip


def _item_order(version: Version, extra: Extra, kind: ItemKind) -> ItemOrder:
    position = 1000 + version.items.count()
    item = Item.objects.create(
        version=version, key=extra.key, kind=kind, state=ItemState.ACCEPTED, position=position,
        path="三", span_start=position * 10, span_end=position * 10 + 9, sentence=extra.text,
        values=dict(extra.values),
    )  # fmt: skip
    return ItemOrder(
        item=item.pk, key=extra.key, position=position, path="三", chapter="三、保障措施",
        sentence=extra.text, values=extra.values, units=_keys(extra.units),
    )  # fmt: skip


def _keys(units: Iterable[Unit]) -> tuple[int, ...]:
    return tuple(unit.pk for unit in units)


def write_past(rows: QuerySet[Any], **values: Any) -> None:
    """Write without an action, as a repair of the database by hand would; nothing kept is believed after it."""
    rows.update(**values)
    forget_all()


def part(task: Task, unit: Unit) -> Assignment:
    """A unit's part in a task, as the database has it now."""
    return Assignment.objects.select_related("unit", "task").get(task=task, unit=unit)
