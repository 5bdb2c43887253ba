"""``zhicheng workplans``: yearly plans of units on the command line, by the same actions as the pages."""

from argparse import ArgumentParser
from datetime import date, datetime
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.face.commands import found_or_refused
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.targets.rules import tidy
from zhicheng.governance.tasks.rules import STAGE_NAMES
from zhicheng.governance.workplans import actions, queries
from zhicheng.governance.workplans.models import Item, Workplan
from zhicheng.governance.workplans.rules import OWN_NAMES, WORKPLAN, OwnState

_DAY: dict[str, Any] = {"type": date.fromisoformat, "required": True}
_WORD: dict[str, Any] = {"required": True}
_STEPS = [edge.verb for edge in WORKPLAN.transitions]
# name → help, what it is about, its options
_ACTS: dict[str, tuple[str, str, dict[str, dict[str, Any]]]] = {
    "draw": ("按台账编制", "", {"unit": _WORD, "year": {"type": int, "required": True}}),
    "add": (
        "增加自定事项", "workplan", {"title": _WORD, "due_on": _DAY, "measures": {"default": ""}}
    ),
    "arrange": ("填写工作安排", "item", {"measures": _WORD}),
    "drop": ("删去事项", "item", {}),
    "move": (
        "办理一步", "workplan",
        {"step": {"choices": _STEPS, "required": True}, "reason": {"default": ""}},
    ),
    "report": (
        "填报自定事项的进展", "item",
        {"on": _DAY, "state": {"choices": [s.value for s in OwnState], "required": True}, "text": _WORD},
    ),
}  # fmt: skip


class Command(BaseCommand):
    help = "年度计划：按台账编制、修改、报送、审定、填报（与页面相同的办理和校验）；show 列出某一天的进展。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("list", help="列出年度计划")
        items = verbs.add_parser("items", help="列出计划现有的事项；正在调整的，列出调整稿")
        items.add_argument("workplan", type=int)
        show = verbs.add_parser("show", help="列出某一天的进展")
        show.add_argument("workplan", type=int)
        show.add_argument("--on", type=date.fromisoformat)
        for name, (words, about, options) in _ACTS.items():
            one = verbs.add_parser(name, help=words)
            one.add_argument("--by", required=True, help="办理人的用户名")
            if about:
                one.add_argument(about, type=int)
            for option, more in options.items():
                one.add_argument(f"--{option.replace('_', '-')}", **more)

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        if verb in ("list", "items", "show"):
            getattr(self, f"_{verb}")(options)
            return
        by = found_or_refused(User.objects.filter(username=options.pop("by")), "没有这个用户。")
        given = {name: options[name] for name in _ACTS[verb][2]}
        try:
            self._act(verb, options, given, by, timezone.now())
        except (ValidationError, Refused) as error:
            said = error.messages if isinstance(error, ValidationError) else [str(error)]
            raise CommandError("\n".join(said)) from error
        except PermissionDenied as error:
            raise CommandError(f"{by.name}不能办理这一事项。") from error
        self.stdout.write("已办理。")

    def _list(self, options: dict[str, Any]) -> None:
        for one in Workplan.objects.select_related("unit"):
            self.stdout.write(f"{one.pk}\t{one.year}\t{one.unit}\t{one.get_state_display()}")

    def _items(self, options: dict[str, Any]) -> None:
        for one in queries.items_of(_workplan(options)):
            self.stdout.write(f"{one.pk}\t{one.due_on}\t{one.title}\t{one.measures}")

    def _show(self, options: dict[str, Any]) -> None:
        workplan = _workplan(options)
        for one in queries.standings(workplan, options["on"] or timezone.localdate()):
            words = "尚无进展"
            if one.stage is not None:
                words = str(STAGE_NAMES[one.stage])
            elif one.own is not None:
                words = str(OWN_NAMES[one.own])
            elif one.measured is not None and one.measured.value is not None:
                words = f"年内数值 {tidy(one.measured.value)}"
            late = "（逾期）" if one.late else ""
            self.stdout.write(f"{one.item.pk}\t{one.due_on}\t{words}{late}\t{one.item.title}")

    def _act(
        self, verb: str, options: dict[str, Any], given: dict[str, Any], by: User, at: datetime
    ) -> None:
        match verb:
            case "draw":
                name = given.pop("unit")
                unit = found_or_refused(Unit.objects.filter(short_name=name), f"没有“{name}”。")
                self.stdout.write(str(actions.draw(unit=unit, by=by, at=at, **given).pk))
            case "add":
                actions.add_item(workplan=_workplan(options), by=by, at=at, **given)
            case "move":
                step = given.pop("step")
                actions.move(workplan=_workplan(options), verb=step, by=by, at=at, **given)
            case "arrange":
                actions.arrange(item=_item(options), by=by, at=at, **given)
            case "drop":
                actions.drop_item(item=_item(options), by=by, at=at)
            case _:
                given["state"] = OwnState(given["state"])
                actions.report(item=_item(options), by=by, at=at, **given)


def _workplan(options: dict[str, Any]) -> Workplan:
    return found_or_refused(Workplan.objects.filter(pk=options["workplan"]), "没有这份计划。")


def _item(options: dict[str, Any]) -> Item:
    return found_or_refused(
        Item.objects.filter(dropped_in=None, pk=options["item"]), "没有这一事项。"
    )
