"""What this room puts into the sample city: the work on the sample plan, done by its own actions.

Some parts are closed with evidence, some wait to be verified, some came back, one is frozen; what the
plan dates in the past is overdue by itself.
"""

import io
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta
from decimal import Decimal
from itertools import cycle

from django.utils import timezone

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.queries import holders
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.calendars.hours import in_office_hours
from zhicheng.governance.tasks import actions
from zhicheng.governance.tasks.models import Assignment, Step, Task
from zhicheng.governance.tasks.rules import BLUE_YELLOW_RED, FINAL, Kind, Stage

_WORDS = (
    "已成立工作专班，制定实施细则，明确了时间表和责任人。",
    "已完成前期摸底，形成清单，正在会同有关单位逐项落实。",
    "已按方案要求完成各项工作，成果已投入使用，后续转入常态化管理。",
)

_A_DAY = timedelta(1)


@dataclass(frozen=True, slots=True)
class _Team:
    """Who works on a part, and the moments at which they do."""

    part: Assignment
    officer: User
    head: User
    verifier: User
    leader: User
    coordinator: User
    begun: datetime
    now: datetime

    def at(self, share: float) -> datetime:
        """A moment between the publication and now, in office hours."""
        moment = in_office_hours(self.begun + (self.now - self.begun) * share)
        return max(min(moment, self.now), self.begun)

    def move(self, verb: str, by: User, share: float, reason: str = "") -> None:
        actions.move(assignment=self.part, verb=verb, by=by, at=self.at(share), reason=reason)


def create(*, at: datetime) -> None:
    """Work on what was published, unless somebody has already; nothing where nothing is published."""
    if Step.objects.filter(verb="sign").exists():
        return
    teams = list(_teams(at))
    whole = _whole_task(teams)
    stories = cycle(_STORIES)
    for team in teams:
        story = _closed if team.part.task_id == whole else next(stories)
        story(team)
    _break_down(at)
    _keep_time(teams, at)


def _keep_time(teams: list[_Team], at: datetime) -> None:
    """Milestones of one's own, one of them missed and one met; a rule for the lights that begins with the
    next year; and what the daily clock does of a morning."""
    today = timezone.localdate(at)
    open_teams = [t for t in teams if t.part.stage == Stage.IN_PROGRESS and t.part.due_on > today]
    for team, days in zip(open_teams, (-10, -5, 40), strict=False):
        begun = team.at(0.2)
        due_on = max(timezone.localdate(begun), today + timedelta(days))
        row = actions.add_milestone(
            task=team.part.task, title="形成阶段性成果", due_on=min(due_on, team.part.due_on),
            expected=40, by=team.coordinator, at=begun,
        )  # fmt: skip
        if days == -5:
            actions.mark_milestone(
                milestone=row, reason="现场查看，初稿已经形成并征求了成员单位意见。",
                by=team.verifier, at=team.at(0.95),
            )  # fmt: skip
    for team in teams[:1]:
        next_year = replace(
            BLUE_YELLOW_RED,
            valid_from=date(today.year + 1, 1, 1),
            source="示例市知识产权工作联席会议办公室督办规则（示例）",
        )
        actions.set_lights(table=next_year, by=team.coordinator, at=at)
    for weeks in range(16, -1, -1):
        morning = min(in_office_hours(at - timedelta(weeks=weeks)), at)
        actions.open_occurrences(on=timezone.localdate(morning), at=morning)
    actions.remind(on=today, at=at)


def _break_down(at: datetime) -> None:
    """The first task that counties carry under a lead at work is broken down for them: one has closed its
    share, one works on it, the others have yet to sign."""
    coordinator = holders(Role.COORDINATOR, on=timezone.localdate(at)).first()
    led = Assignment.objects.filter(kind=Kind.LEAD).exclude(stage__in=FINAL)
    counties = Assignment.objects.filter(kind=Kind.COUNTY).exclude(stage__in=FINAL)
    task = (
        Task.objects.filter(pk__in=led.values("task"))
        .filter(pk__in=counties.values("task"))
        .first()
    )
    if coordinator is None or task is None:
        return
    units = [part.unit for part in counties.filter(task=task).select_related("unit")]
    breakdown = actions.Breakdown(
        title=f"{task.title}（分县区）",
        due_on=task.due_on,
        shares=dict.fromkeys(units, Decimal(5)),
        amount=Decimal(5 * len(units)),
        measure="个",
    )
    moment = max(in_office_hours(task.opened_at + (at - task.opened_at) * 0.3), task.opened_at)
    made = actions.break_down(task=task, breakdown=breakdown, by=coordinator, at=moment)
    keys = {sub.pk for sub in made}
    staffed = (team for team in _teams(at, below=True) if team.part.task_id in keys)
    for team, story in zip(staffed, (_closed, _begun), strict=False):
        story(team)


def _teams(at: datetime, *, below: bool = False) -> Iterator[_Team]:
    """The parts of units that have an officer and a head, the earliest due first.

    below: of sub-tasks, which the officers of counties work on as well.
    """
    today = timezone.localdate(at)
    verifier = holders(Role.VERIFIER, on=today).first()
    leader = holders(Role.LEADER, on=today).first()
    coordinator = holders(Role.COORDINATOR, on=today).first()
    rows = Assignment.objects.select_related("unit__area", "task").order_by("due_on", "pk")
    for part in rows:
        officer = holders(Role.UNIT_OFFICER, on=today, unit=part.unit_id).first()
        if officer is None and below:
            officer = holders(Role.COUNTY_OFFICER, on=today, area=part.unit.area_id).first()
        head = holders(Role.UNIT_HEAD, on=today, unit=part.unit_id).first()
        if officer and head and verifier and leader and coordinator:
            yield _Team(part, officer, head, verifier, leader, coordinator, part.task.opened_at, at)


def _whole_task(teams: list[_Team]) -> int | None:
    """A task of which every unit has people, to be closed as a whole."""
    staffed = {team.part.pk for team in teams}
    candidates = Task.objects.filter(assignments__in=staffed).distinct().order_by("due_on", "pk")
    for task in candidates:
        if staffed.issuperset(task.assignments.values_list("pk", flat=True)):
            return task.pk
    return None


def _signed(team: _Team) -> None:
    """In time: on the second day, or earlier where the plan has just been published."""
    team.move("sign", team.officer, min(0.1, timedelta(2) / max(team.now - team.begun, _A_DAY)))


def _signed_late(team: _Team) -> None:
    """Where the plan was published some months ago, after the days for signing."""
    team.move("sign", team.officer, 0.1)


def _begun(team: _Team) -> None:
    _signed(team)
    _draft(team, 30, 0.3)


def _handed_up(team: _Team) -> None:
    _signed(team)
    _draft(team, 70, 0.5, hand_up=True)


def _reported(team: _Team, progress: int = 100) -> None:
    _signed(team)
    draft = _draft(team, progress, 0.4, hand_up=True)
    actions.send(assignment=team.part, draft=draft.draft, by=team.head, at=team.at(0.5))


def _returned(team: _Team) -> None:
    _reported(team, 60)
    reason = "请补充分县区的完成数据，并附实施细则的正式文本。"
    team.move("return", team.verifier, 0.6, reason)


def _verified(team: _Team) -> None:
    _reported(team)
    team.move("verify", team.verifier, 0.7)


def _closed(team: _Team) -> None:
    _verified(team)
    team.move("close", team.verifier, 0.8)


def _frozen(team: _Team) -> None:
    _begun(team)
    team.move("ask_freeze", team.head, 0.6, "上级配套细则尚未出台，待出台后继续推进。")
    team.move("approve_freeze", team.leader, 0.7)


def _asked(team: _Team) -> None:
    _begun(team)
    team.move("ask_freeze", team.head, 0.9, "承办机构正在调整，申请暂缓一个季度。")


def _assigned(team: _Team) -> None:
    """Nobody has signed yet."""


def _draft(team: _Team, progress: int, share: float, *, hand_up: bool = False) -> actions.Saved:
    text = _WORDS[min(progress * len(_WORDS) // 101, len(_WORDS) - 1)]
    proof = f"{team.part.unit.name}\n{team.part.task.title}\n{text}\n（示例材料）\n".encode()
    return actions.save_draft(
        assignment=team.part,
        text=text,
        progress=progress,
        seen=None,
        uploads=[actions.Upload("办理情况说明.txt", io.BytesIO(proof))],
        hand_up=hand_up,
        by=team.officer,
        at=team.at(share),
    )


_STORIES: tuple[Callable[[_Team], None], ...] = (
    _returned,
    _begun,
    _closed,
    _reported,
    _handed_up,
    _signed_late,
    _frozen,
    _verified,
    _closed,
    _reported,
    _assigned,
    _begun,
    _asked,
    _closed,
)
