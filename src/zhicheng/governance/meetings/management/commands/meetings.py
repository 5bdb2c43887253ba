"""``zhicheng meetings``: conferences and meetings on the command line, by the same actions as the pages."""

from argparse import ArgumentParser
from collections.abc import Iterable
from contextlib import ExitStack
from datetime import date, datetime
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.face.commands import found_or_refused
from zhicheng.foundation.files.actions import Upload
from zhicheng.foundation.files.queries import content
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.meetings import actions, queries
from zhicheng.governance.meetings.actions import Decided, Frame, Noted
from zhicheng.governance.meetings.models import AgendaItem, Conference, Meeting, Resolution, Seat
from zhicheng.governance.meetings.rules import MEETING, Presence, SeatKind

_VERBS = [edge.verb for edge in MEETING.transitions]


class Command(BaseCommand):
    help = "联席会议：成员和任期、会议、议题、出席、纪要、议定事项（与页面相同的办理和校验）。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("list", help="列出联席会议和会议")
        members = verbs.add_parser("members", help="列出某一天的在任成员")
        members.add_argument("conference", type=int)
        members.add_argument("--on", type=date.fromisoformat)
        minutes = verbs.add_parser("minutes", help="导出已印发的纪要")
        minutes.add_argument("meeting", type=int)
        minutes.add_argument("file", type=Path)
        for name, about, words in _ACTS:
            one = verbs.add_parser(name, help=words)
            one.add_argument("--by", required=True, help="办理人的用户名")
            if about:
                one.add_argument(about, type=int)
            for option, more in _OPTIONS[name].items():
                one.add_argument(f"--{option.replace('_', '-')}", **more)

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        if verb in ("list", "members", "minutes"):
            getattr(self, f"_{verb}")(options)
            return
        by = found_or_refused(User.objects.filter(username=options.pop("by")), "没有这个用户。")
        try:
            self._act(verb, options, by=by, at=timezone.now())
        except (ValidationError, Refused) as error:
            said = error.messages if isinstance(error, ValidationError) else [str(error)]
            raise CommandError("\n".join(said)) from error
        except PermissionDenied as error:
            raise CommandError(f"{by.name}不能办理这一事项。") from error
        self.stdout.write("已办理。")

    def _list(self, options: dict[str, Any]) -> None:
        for one in queries.conferences():
            self.stdout.write(f"{one.pk}\t{one.founded_on}\t{one.name}")
        for row in Meeting.objects.select_related("conference"):
            self.stdout.write(f"\t{row.pk}\t{row.held_on}\t{row.get_state_display()}\t{row.title}")

    def _members(self, options: dict[str, Any]) -> None:
        conference = found_or_refused(
            Conference.objects.filter(pk=options["conference"]), "没有这一联席会议。"
        )
        for seat in queries.members_on(conference, options["on"] or timezone.localdate()):
            self.stdout.write(f"{seat.pk}\t{seat.get_kind_display()}\t{seat}")

    def _minutes(self, options: dict[str, Any]) -> None:
        meeting = _meeting(options)
        if meeting.file is None:
            raise CommandError("这次会议的纪要还没有印发。")
        try:
            options["file"].write_bytes(content(meeting.file))
        except OSError as error:
            raise CommandError(f"文件写不进：{error.strerror}") from error
        self.stdout.write(meeting.file.sha256)

    def _act(self, verb: str, options: dict[str, Any], *, by: User, at: datetime) -> None:
        match verb:
            case "found":
                actions.found_conference(
                    **_given(options, "name", "founded_on", "document"), by=by, at=at
                )
            case "seat":
                actions.give_seat(**_seat(options), by=by, at=at)
            case "end-seat":
                seat = found_or_refused(Seat.objects.filter(pk=options["seat"]), "没有这一席位。")
                actions.end_seat(seat=seat, on=options["on"], by=by, at=at)
            case "drop-seat":
                seat = found_or_refused(Seat.objects.filter(pk=options["seat"]), "没有这一席位。")
                actions.drop_seat(seat=seat, reason=options["reason"], by=by, at=at)
            case "end":
                found = Conference.objects.filter(pk=options["conference"])
                actions.end_conference(
                    conference=found_or_refused(found, "没有这一联席会议。"),
                    **_given(options, "on", "reason"), by=by, at=at,
                )  # fmt: skip
            case "plan":
                found = Conference.objects.filter(pk=options["conference"])
                conference = found_or_refused(found, "没有这一联席会议。")
                made = actions.plan_meeting(
                    conference=conference, frame=_frame(options), by=by, at=at
                )
                self.stdout.write(str(made.pk))
            case "change":
                actions.change_frame(meeting=_meeting(options), frame=_frame(options), by=by, at=at)
            case "drop-item":
                rows = AgendaItem.objects.filter(pk=options["item"])
                actions.drop_item(item=found_or_refused(rows, "没有这一议题。"), by=by, at=at)
            case "drop-resolution":
                resolved = Resolution.objects.filter(pk=options["resolution"])
                actions.drop_resolution(
                    resolution=found_or_refused(resolved, "没有这一事项。"), by=by, at=at
                )
            case _:
                self._act_on(_meeting(options), verb, options, by=by, at=at)

    def _act_on(
        self, meeting: Meeting, verb: str, options: dict[str, Any], *, by: User, at: datetime
    ) -> None:
        match verb:
            case "item":
                _add_item(meeting, options, by=by, at=at)
            case "attendance":
                noted = dict(map(_noted, options["seat"]))
                actions.take_attendance(meeting=meeting, noted=noted, by=by, at=at)
            case "write":
                items = list(queries.agenda_of(meeting))
                outcomes = dict(zip(items, options["outcome"] or (), strict=False))
                summary = options["summary"]
                actions.write_minutes(
                    meeting=meeting, summary=summary, outcomes=outcomes, by=by, at=at
                )
            case "resolve":
                actions.add_resolution(meeting=meeting, decided=_decided(options), by=by, at=at)
            case "move":
                step, reason = options["step"], options["reason"]
                actions.move(meeting=meeting, verb=step, reason=reason, by=by, at=at)
            case _:
                actions.enter_in_ledger(meeting=meeting, by=by, at=at)


_DAY: dict[str, Any] = {"type": date.fromisoformat, "required": True}
_WORD: dict[str, Any] = {"required": True}
_FRAME = {"title": _WORD, "held_on": _DAY, "place": _WORD, "chair": _WORD}
# name, what it is about, help
_ACTS = (
    ("found", "", "设立联席会议"),
    ("seat", "conference", "登记席位"),
    ("end-seat", "seat", "结束任期"),
    ("drop-seat", "seat", "删去登记有误、还没有会议召开过的席位"),
    ("end", "conference", "结束联席会议"),
    ("plan", "conference", "筹备会议，输出会议的键"),
    ("change", "meeting", "修改会议安排"),
    ("item", "meeting", "列入议题"),
    ("drop-item", "item", "删去议题"),
    ("attendance", "meeting", "登记出席情况"),
    ("write", "meeting", "填写会议概况和各议题的审议结果"),
    ("resolve", "meeting", "记录议定事项"),
    ("drop-resolution", "resolution", "删去议定事项"),
    ("move", "meeting", "办理一步：" + "、".join(_VERBS)),
    ("enter", "meeting", "议定事项列入台账"),
)
_OPTIONS: dict[str, dict[str, dict[str, Any]]] = {
    "found": {"name": _WORD, "founded_on": _DAY, "document": _WORD},
    "seat": {
        "kind": {"choices": [k.value for k in SeatKind], "required": True},
        "unit": {"default": ""}, "office": _WORD, "person": _WORD, "user": {"default": ""},
        "valid_from": _DAY, "valid_to": {"type": date.fromisoformat},
    },
    "end-seat": {"on": _DAY},
    "drop-seat": {"reason": _WORD},
    "end": {"on": _DAY, "reason": _WORD},
    "plan": _FRAME,
    "change": _FRAME,
    "item": {"title": _WORD, "unit": {"default": ""}, "file": {"type": Path, "action": "append"}},
    "drop-item": {},
    "attendance": {
        "seat": {"action": "append", "required": True, "help": "席位的键=present|excused|absent|deputy:姓名"}
    },
    "write": {"summary": _WORD, "outcome": {"action": "append", "help": "按议题顺序各写一次"}},
    "resolve": {
        "text": _WORD, "lead": {"default": ""}, "unit": {"action": "append"},
        "due_on": {"type": date.fromisoformat},
    },
    "drop-resolution": {},
    "move": {"step": {"choices": _VERBS, "required": True}, "reason": {"default": ""}},
    "enter": {},
}  # fmt: skip


def _meeting(options: dict[str, Any]) -> Meeting:
    return found_or_refused(Meeting.objects.filter(pk=options["meeting"]), "没有这次会议。")


def _unit(name: str) -> Unit | None:
    """By its short name; none for an empty one."""
    found: Unit | None = None
    if name:
        found = found_or_refused(
            Unit.objects.filter(short_name=name), f"没有简称为“{name}”的单位。"
        )
    return found


def _given(options: dict[str, Any], *names: str) -> dict[str, Any]:
    return {name: options[name] for name in names}


def _frame(options: dict[str, Any]) -> Frame:
    return Frame(**_given(options, *_FRAME))


def _seat(options: dict[str, Any]) -> dict[str, Any]:
    found = Conference.objects.filter(pk=options["conference"])
    user = options["user"]
    return {
        **_given(options, "office", "person", "valid_from", "valid_to"),
        "conference": found_or_refused(found, "没有这一联席会议。"),
        "kind": SeatKind(options["kind"]),
        "unit": _unit(options["unit"]),
        "user": found_or_refused(User.objects.filter(username=user), "没有这个用户。")
        if user
        else None,
    }


def _noted(written: str) -> tuple[Seat, Noted]:
    """``12=present``, ``13=deputy:李四``."""
    key, _sign, said = written.partition("=")
    presence, _colon, deputy = said.partition(":")
    if not key.isdecimal() or presence not in set(Presence):
        raise CommandError(f"“{written}”写法有误，应为 席位的键=present 等。")
    return found_or_refused(Seat.objects.filter(pk=int(key)), "没有这一席位。"), Noted(
        Presence(presence), deputy
    )


def _decided(options: dict[str, Any]) -> Decided:
    units: Iterable[Unit | None] = map(_unit, options["unit"] or ())
    known = tuple(unit for unit in units if unit is not None)
    return Decided(options["text"], _unit(options["lead"]), known, options["due_on"])


def _add_item(meeting: Meeting, options: dict[str, Any], *, by: User, at: datetime) -> None:
    with ExitStack() as stack:
        try:
            uploads = [
                Upload(path.name, stack.enter_context(path.open("rb")))
                for path in options["file"] or ()
            ]
        except OSError as error:
            raise CommandError(f"文件打不开：{error.filename}") from error
        actions.add_item(
            meeting=meeting, title=options["title"], unit=_unit(options["unit"]), uploads=uploads,
            by=by, at=at,
        )  # fmt: skip
