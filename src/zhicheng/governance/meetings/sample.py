"""What this room puts into the sample city: a conference with its members, and meetings in every state."""

import io
from datetime import date, datetime, timedelta

from django.utils import timezone

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.queries import holders
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.files.actions import Upload
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.meetings import actions
from zhicheng.governance.meetings.actions import Decided, Frame, Noted
from zhicheng.governance.meetings.models import Conference, Meeting
from zhicheng.governance.meetings.queries import presence_of, tasks_of
from zhicheng.governance.meetings.rules import Presence, SeatKind
from zhicheng.governance.tasks import actions as ledger

_FOUNDED = date(2025, 3, 10)
_CHANGED = date(2026, 2, 28)
_MEMBERS = ("市市场监管局", "市科技局", "市财政局", "市工业和信息化局", "市版权局")


def create(*, at: datetime) -> None:
    """Found the conference, give the seats, hold meetings, unless somebody has."""
    today = timezone.localdate(at)
    by = holders(Role.COORDINATOR, on=today).first()
    leader = holders(Role.LEADER, on=today).first()
    if Conference.objects.exists() or by is None or leader is None:
        return
    conference = actions.found_conference(
        name="示例市知识产权工作联席会议", founded_on=_FOUNDED,
        document="示例市人民政府办公室关于建立知识产权工作联席会议制度的通知（示政办〔2025〕9号）",
        by=by, at=at,
    )  # fmt: skip
    _seats(conference, leader, by, at)
    for age, stop in (
        (110, "enter"),
        (45, "confirm"),
        (6, "submit"),
        (2, "hold"),
        (-9, "invite"),
        (-30, "plan"),
    ):
        begun = at - timedelta(age)
        _meeting(conference, timezone.localdate(begun), stop, by, leader, begun)


def _seats(conference: Conference, leader: User, by: User, at: datetime) -> None:
    def give(kind: SeatKind, unit: Unit | None, office: str, person: str, **more: object) -> None:
        values = {"valid_from": _FOUNDED, **more}
        actions.give_seat(
            conference=conference, kind=kind, unit=unit, office=office, person=person, by=by, at=at,
            **values,  # type: ignore[arg-type]  # days and an account
        )  # fmt: skip

    give(SeatKind.CONVENER, None, "市长", "示例·市长", user=leader)
    give(SeatKind.VICE, None, "副市长", "示例·副市长")
    units = {unit.short_name: unit for unit in Unit.objects.filter(short_name__in=_MEMBERS)}
    for name in _MEMBERS:
        unit = units[name]
        head = holders(Role.UNIT_HEAD, on=timezone.localdate(at), unit=unit.pk).first()
        if name == "市科技局":  # who was in office before is remembered
            give(SeatKind.MEMBER, unit, "局长", "示例·前任科技局长", valid_to=_CHANGED)
            give(
                SeatKind.MEMBER, unit, "局长", "示例·科技局长",
                valid_from=_CHANGED + timedelta(1), user=head,
            )  # fmt: skip
        else:
            give(SeatKind.MEMBER, unit, "局长", f"示例·{name}局长", user=head)
        give(SeatKind.LIAISON, unit, "科长", f"示例·{name}联络员")


def _meeting(
    conference: Conference, day: date, stop: str, by: User, leader: User, at: datetime
) -> None:
    """A meeting that has come as far as ``stop``; ``enter`` is past the end of its own way, into the ledger."""
    title = f"示例市知识产权工作联席会议{day.year}年{day.month}月会议"
    frame = Frame(title, day, "市政府第二会议室", "示例·市长")
    before = min(at, at - timedelta(7))
    meeting = actions.plan_meeting(conference=conference, frame=frame, by=by, at=before)
    science = Unit.objects.get(short_name="市科技局")
    paper = Upload("任务推进情况.txt", io.BytesIO(f"{title}：任务推进情况\n".encode()))
    actions.add_item(
        meeting=meeting, title="听取重点任务推进情况汇报", unit=science, uploads=[paper], by=by,
        at=before,
    )  # fmt: skip
    actions.add_item(
        meeting=meeting, title="研究知识产权质押融资风险补偿办法", unit=None, by=by, at=before
    )
    if stop != "plan":
        actions.move(meeting=meeting, verb="invite", by=by, at=before)
    if stop in ("hold", "submit", "confirm", "enter"):
        _hold(meeting, by, at)
    if stop in ("submit", "confirm", "enter"):
        _record(meeting, by, at)
        actions.move(meeting=meeting, verb="submit", by=by, at=at)
    if stop in ("confirm", "enter"):
        actions.move(meeting=meeting, verb="confirm", by=leader, at=at + timedelta(1))
    if stop == "enter":
        actions.enter_in_ledger(meeting=meeting, by=by, at=at + timedelta(2))
        _take_up(meeting, at + timedelta(3))


def _hold(meeting: Meeting, by: User, at: datetime) -> None:
    seats = [seat for seat, _row in presence_of(meeting)]
    noted = {seat: Noted(Presence.PRESENT) for seat in seats}
    noted[seats[-1]] = Noted(Presence.EXCUSED)
    noted[seats[-2]] = Noted(Presence.DEPUTY, "示例·副局长")
    actions.take_attendance(meeting=meeting, noted=noted, by=by, at=at)
    actions.move(meeting=meeting, verb="hold", by=by, at=at)


def _record(meeting: Meeting, by: User, at: datetime) -> None:
    outcomes = dict.fromkeys(meeting.agenda.all(), "会议原则同意，请有关单位按议定事项落实。")
    actions.write_minutes(
        meeting=meeting, summary="会议听取了重点任务推进情况，研究了下一步工作。", outcomes=outcomes,
        by=by, at=at,
    )  # fmt: skip
    finance, science = (Unit.objects.get(short_name=n) for n in ("市财政局", "市科技局"))
    due_on = meeting.held_on + timedelta(120)
    for decided in (
        Decided("制定知识产权质押融资风险补偿办法。", finance, (science,), due_on),
        Decided("开展高价值专利培育中心中期评估。", science, (), due_on),
        Decided("会议同意将联席会议联络员会议改为每季度一次。"),
    ):
        actions.add_resolution(meeting=meeting, decided=decided, by=by, at=at)


def _take_up(meeting: Meeting, at: datetime) -> None:
    """The units sign for what was resolved; those that have nobody yet leave it open."""
    for task in tasks_of(meeting).values():
        for part in task.assignments.select_related("unit"):
            officer = holders(
                Role.UNIT_OFFICER, on=timezone.localdate(at), unit=part.unit_id
            ).first()
            if officer is not None:
                ledger.move(assignment=part, verb="sign", by=officer, at=at)
