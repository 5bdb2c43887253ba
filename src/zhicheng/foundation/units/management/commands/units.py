"""``zhicheng units``: units and the reforms of institutions on the command line, as the pages do them."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.contrib.auth import get_user_model
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from zhicheng.foundation.face.commands import found_or_refused
from zhicheng.foundation.units import actions, queries
from zhicheng.foundation.units.models import Unit
from zhicheng.foundation.units.rules import SUCCEEDED, ReformKind


class Command(BaseCommand):
    help = "单位：list 列出；rename 更名；succeed 并入其他单位或撤销，在办事项转由承接单位办理。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("list", help="列出单位和沿革")
        rename = verbs.add_parser("rename", help="更名")
        rename.add_argument("--name", required=True, help="新名称")
        rename.add_argument("--short-name", required=True, help="新简称")
        succeed = verbs.add_parser("succeed", help="并入其他单位或撤销")
        succeed.add_argument("--successor", required=True, help="承接单位的简称")
        succeed.add_argument("--kind", choices=[k.value for k in SUCCEEDED], default=SUCCEEDED[0])
        for one in (rename, succeed):
            one.add_argument("unit", help="单位的简称")
            one.add_argument("--on", required=True, type=date.fromisoformat, help="施行日期")
            one.add_argument("--document", required=True, help="依据")
            one.add_argument("--by", required=True, help="办理人的用户名")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        if verb == "list":
            self._list()
            return
        people = get_user_model().objects.filter(username=options["by"])
        given = {
            "unit": _unit(options["unit"]), "on": options["on"], "document": options["document"],
            "by": found_or_refused(people, "没有这个用户。"), "at": timezone.now(),
        }  # fmt: skip
        try:
            if verb == "rename":
                names = {name: options[name] for name in ("name", "short_name")}
                actions.rename(**given, **names)
            else:
                heir, kind = _unit(options["successor"]), ReformKind(options["kind"])
                for went in actions.succeed(**given, successor=heir, kind=kind):
                    self.stdout.write(f"{went.title}：{went.count}")
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error
        except PermissionDenied as error:
            raise CommandError("该用户不能办理这一事项。") from error
        self.stdout.write("已办理。")

    def _list(self) -> None:
        for unit in queries.units():
            self.stdout.write(
                f"{unit.short_name}\t{unit.name}\t{'在用' if unit.active else '已撤销'}"
            )
            for row in unit.reforms.select_related("successor"):
                heir = f"：{row.successor.name}" if row.successor else ""
                self.stdout.write(f"\t{row.on}\t{row.name} {row.get_kind_display()}{heir}")


def _unit(short_name: str) -> Unit:
    return found_or_refused(Unit.objects.filter(short_name=short_name), f"没有“{short_name}”。")
