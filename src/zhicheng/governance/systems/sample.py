"""What this room puts into the sample city: the systems of the sample plan, in every state, made by its
own actions."""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from django.db.models import F
from django.utils import timezone

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.queries import holders
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.systems import actions
from zhicheng.governance.systems.models import Step, System


@dataclass(frozen=True, slots=True)
class _Team:
    """Who builds a system, and when."""

    system: System
    officer: User
    head: User
    begun: datetime
    now: datetime

    def at(self, share: float) -> datetime:
        """A moment between the publication and now."""
        return self.begun + (self.now - self.begun) * share

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

    def milestone(self, name: str, days: int, *, reached: bool = False) -> None:
        """So many days from now, kept within the plan's period."""
        version = self.system.item.version
        day = timezone.localdate(self.now) + timedelta(days)
        due_on = _within(day, version.period_start, version.period_end)
        saved = actions.save_milestone(
            system=self.system, name=name, due_on=due_on, by=self.head, at=self.at(0.2)
        )
        if reached:
            today = timezone.localdate(self.now)
            actions.reach(milestone=saved, done_on=min(due_on, today), by=self.officer, at=self.now)


def create(*, at: datetime) -> None:
    """Give the systems of the sample plan to units and build them, unless somebody has already."""
    if Step.objects.exclude(verb="open").exists():
        return
    coordinator = holders(Role.COORDINATOR, on=timezone.localdate(at)).first()
    if coordinator is None:
        return
    # The last one stays without a unit: that is the coordinator's to settle.
    systems = System.objects.select_related("owner", "item__version").order_by("position", "pk")
    for system, unit in list(zip(systems, _staffed(at), strict=False))[:-1]:
        if system.owner is None:
            moment = system.opened_at + timedelta(hours=1)
            actions.assign(system=system, owner=unit, by=coordinator, at=moment)
    for number, team in enumerate(_teams(at)):
        _STORIES[number % len(_STORIES)](team)


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
    team.milestone("完成需求调研", -40, reached=True)
    team.milestone("完成主体开发", -5)
    team.milestone("通过验收", 120)
    team.note("需求调研已经完成，正在进行主体功能开发，接口标准还在与有关单位对接。", 0.6)


def _trial(team: _Team) -> None:
    team.move("begin", 0.1)
    team.milestone("完成开发", -30, reached=True)
    team.milestone("正式上线", 60)
    team.move("try_out", 0.7)
    team.note("已在两个部门试用，收集意见二十余条，正在逐条完善。", 0.8)


def _running(team: _Team) -> None:
    _trial(team)
    actions.save_link(
        system=team.system, link="/plans/", no_link="", by=team.officer, at=team.at(0.85)
    )
    team.move("launch", 0.9)


def _waiting(team: _Team) -> None:
    team.milestone("启动建设", 45)


def _on_a_closed_network(team: _Team) -> None:
    _trial(team)
    actions.save_link(
        system=team.system, link="", no_link="在政务内网运行，没有可以公开访问的地址。",
        by=team.officer, at=team.at(0.85),
    )  # fmt: skip
    team.move("launch", 0.95)


_STORIES: tuple[Callable[[_Team], None], ...] = (
    _building,
    _running,
    _waiting,
    _trial,
    _on_a_closed_network,
)
