"""What this room puts into the sample city: the systems of the sample plan, in every state, made by its
own actions."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F, QuerySet
from django.utils import timezone

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.queries import holders
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.calendars.hours import in_office_hours
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.plans.models import Item, ItemKind
from zhicheng.governance.plans.queries import units_of_task
from zhicheng.governance.systems import actions
from zhicheng.governance.systems.models import Milestone, Step, System


@dataclass(frozen=True, slots=True)
class _Team:
    """Who builds a system, and when."""

    system: System
    officer: User
    head: User
    begun: datetime
    now: datetime

    def at(self, share: float) -> datetime:
        """A moment between the publication and now, in office hours."""
        moment = in_office_hours(self.begun + (self.now - self.begun) * share)
        return min(moment, self.now)

    def move(self, verb: str, share: float) -> None:
        actions.move(system=self.system, verb=verb, by=self.head, at=self.at(share))

    def note(self, text: str, share: float) -> None:
        proof = io.BytesIO(f"{self.system.name}\n{text}\n（示例材料）\n".encode())
        actions.note(
            system=self.system,
            text=text,
            uploads=[actions.Upload("建设情况.txt", proof)],
            by=self.officer,
            at=self.at(share),
        )

    def milestone(self, name: str, days: int) -> Milestone:
        """So many days from now, kept within the plan's period."""
        return self._plan(name, timezone.localdate(self.now) + timedelta(days))

    def reached(self, name: str, share: float) -> None:
        """A milestone that was reached on its day, and said to be so then."""
        day = timezone.localdate(self.at(share))
        saved = self._plan(name, day)
        done_on = min(saved.due_on, day)
        actions.reach(milestone=saved, done_on=done_on, by=self.officer, at=self.at(share))

    def _plan(self, name: str, day: date) -> Milestone:
        version, at = self.system.item.version, self.at(0.2)
        due_on = _within(day, version.period_start, version.period_end)
        return actions.save_milestone(
            system=self.system, name=name, due_on=max(due_on, timezone.localdate(at)),
            by=self.head, at=at,
        )  # fmt: skip


def create(*, at: datetime) -> None:
    """Give the systems of the sample plan to units and build them, unless somebody has already."""
    if Step.objects.exclude(verb="open").exists():
        return
    coordinator = holders(Role.COORDINATOR, on=timezone.localdate(at)).first()
    if coordinator is None:
        return
    # The last one stays without a unit: that is the coordinator's to settle.
    systems = System.objects.select_related("owner", "item__version").order_by("position", "pk")
    staffed = _staffed(at)
    for system, unit in list(zip(systems, staffed, strict=False))[:-1]:
        if system.owner is None:
            owner = next((own for own in _named_for(system) if own in staffed), unit)
            moment = system.opened_at + timedelta(hours=1)
            actions.assign(system=system, owner=owner, by=coordinator, at=moment)
    for number, team in enumerate(_teams(at)):
        _STORIES[number % len(_STORIES)](team)


def _named_for(system: System) -> list[Unit]:
    """The units of the task in whose sentence the plan orders the system, those that lead first."""
    listed, version = system.item, system.item.version
    tasks: QuerySet[Item] = version.items.filter(
        kind=ItemKind.TASK, span_start__lte=listed.span_start, span_end__gte=listed.span_end
    )
    task = tasks.first()
    if task is None:
        return []
    found = units_of_task(version, task)
    keys = [*found.lead, *found.responsible]
    units = Unit.objects.in_bulk(keys)
    return [units[key] for key in keys]


def _staffed(at: datetime) -> list[Unit]:
    """A hundred times round the units that have an officer and a head."""
    on = timezone.localdate(at)
    heads = holders(Role.UNIT_HEAD, on=on).values("grants__unit")
    officers = holders(Role.UNIT_OFFICER, on=on).values("grants__unit")
    units = Unit.objects.filter(pk__in=heads).filter(pk__in=officers)
    return list(units.order_by(F("order"), "pk")) * 100


def _teams(at: datetime) -> Iterator[_Team]:
    on = timezone.localdate(at)
    rows = System.objects.select_related("owner__area", "item__version").exclude(owner=None)
    for system in rows.order_by("position", "pk"):
        officer = holders(Role.UNIT_OFFICER, on=on, unit=system.owner_id).first()
        head = holders(Role.UNIT_HEAD, on=on, unit=system.owner_id).first()
        if officer and head:
            yield _Team(system, officer, head, system.opened_at + timedelta(days=1), at)


def _within(day: date, start: date | None, end: date | None) -> date:
    day = max(day, start) if start else day
    return min(day, end) if end else day


def _building(team: _Team) -> None:
    team.move("begin", 0.2)
    team.reached("完成需求调研", 0.5)
    team.milestone("完成主体开发", -5)
    team.milestone("通过验收", 120)
    team.note("需求调研已经完成，正在进行主体功能开发，接口标准还在与有关单位对接。", 0.6)


def _tried_out(team: _Team) -> None:
    team.move("begin", 0.1)
    team.reached("完成开发", 0.6)
    team.move("try_out", 0.7)
    team.note("已在两个部门试用，收集意见二十余条，正在逐条完善。", 0.8)


def _trial(team: _Team) -> None:
    _tried_out(team)
    team.milestone("正式上线", 60)


def _launched(team: _Team) -> None:
    team.move("launch", 0.9)
    team.reached("正式上线", 0.9)


def _running(team: _Team) -> None:
    _tried_out(team)
    actions.save_link(
        system=team.system, link="https://platform.shili.example/", no_link="",
        by=team.officer, at=team.at(0.85),
    )  # fmt: skip
    _launched(team)


def _waiting(team: _Team) -> None:
    team.milestone("成立建设专班", 45)


def _on_a_closed_network(team: _Team) -> None:
    _tried_out(team)
    actions.save_link(
        system=team.system, link="", no_link="在政务内网运行，没有可以公开访问的地址。",
        by=team.officer, at=team.at(0.85),
    )  # fmt: skip
    _launched(team)


_STORIES: tuple[Callable[[_Team], None], ...] = (
    _building,
    _running,
    _waiting,
    _trial,
    _on_a_closed_network,
)
