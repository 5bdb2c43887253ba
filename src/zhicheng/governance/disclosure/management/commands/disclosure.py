"""``zhicheng disclosure``: what the pages do – list, open, withdraw – and all open data into a folder."""

from argparse import ArgumentParser
from datetime import date
from pathlib import Path
from typing import Any, TypeVar

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Model
from django.utils import timezone

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import User
from zhicheng.governance.bulletins.models import Report
from zhicheng.governance.disclosure import actions
from zhicheng.governance.disclosure.files import FORMATS, dictionary, file_of
from zhicheng.governance.disclosure.models import Opening
from zhicheng.governance.disclosure.queries import DATASETS, plans_seen, reports_seen
from zhicheng.governance.plans.models import Plan

Row = TypeVar("Row", bound=Model)


class Command(BaseCommand):
    help = (
        "公开：list 列出已公开的方案；open 公开；withdraw 撤回；export 导出全部开放数据和数据字典。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("list", help="列出已公开的方案")
        opening = verbs.add_parser("open", help="向社会公开一个方案或一份报告")
        _add_subject(opening)
        opening.add_argument("--from", dest="opens_on", type=date.fromisoformat, help="公开日期")
        opening.add_argument("--note", default="", help="公开说明")
        opening.add_argument("--checked", action="store_true", help="已核对不含个人信息")
        withdrawal = verbs.add_parser("withdraw", help="撤回公开")
        _add_subject(withdrawal)
        withdrawal.add_argument("--reason", required=True, help="撤回理由")
        export = verbs.add_parser("export", help="导出开放数据")
        export.add_argument("folder", type=Path, help="文件夹；没有的会建立")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        deeds = {
            "list": self._list, "open": self._open, "withdraw": self._withdraw,
            "export": self._export,
        }  # fmt: skip
        try:
            deeds[verb](options)
        except ValidationError as error:
            raise CommandError("".join(error.messages)) from error
        except Refused as error:
            raise CommandError(str(error)) from error
        except PermissionDenied as error:
            raise CommandError(f"{options['by']}不能办理公开。") from error

    def _list(self, options: dict[str, Any]) -> None:
        today = timezone.localdate()
        for seen in plans_seen(today):
            self.stdout.write(f"plan {seen.plan.pk}\t{seen.opening.opens_on}\t{seen.plan.title}")
        for each in reports_seen(today):
            row = each.report
            self.stdout.write(f"report {row.pk}\t{each.opening.opens_on}\t{row.title}")

    def _open(self, options: dict[str, Any]) -> None:
        terms = actions.Terms(
            options["opens_on"] or timezone.localdate(), options["note"], options["checked"]
        )
        by, at = _person(options["by"]), timezone.now()
        if options["kind"] == "plan":
            plan = _row(Plan, options["key"])
            found = actions.open_plan(plan=plan, terms=terms, by=by, at=at)
        else:
            report = _row(Report, options["key"])
            found = actions.open_report(report=report, terms=terms, by=by, at=at)
        self.stdout.write(f"已公开：{found.title}")

    def _withdraw(self, options: dict[str, Any]) -> None:
        of = {f"{options['kind']}__pk": options["key"]}
        opening = Opening.objects.select_related("plan", "report").filter(**of).first()
        if opening is None:
            raise CommandError("没有公开过。")
        actions.withdraw(
            opening=opening, reason=options["reason"], by=_person(options["by"]), at=timezone.now()
        )
        self.stdout.write(f"已撤回公开：{opening.title}")

    def _export(self, options: dict[str, Any]) -> None:
        folder: Path = options["folder"]
        try:
            folder.mkdir(parents=True, exist_ok=True)
            (folder / "dictionary.json").write_bytes(dictionary(DATASETS))
            for found in DATASETS:
                for form in FORMATS:
                    content = file_of(found, form, timezone.localdate())
                    (folder / f"{found.key}.{form}").write_bytes(content)
        except OSError as error:
            raise CommandError(f"无法写入 {folder}：{error.strerror}") from error
        self.stdout.write(f"已导出 {len(DATASETS)} 个数据集：{folder}")


def _add_subject(parser: ArgumentParser) -> None:
    parser.add_argument("kind", choices=("plan", "report"), help="plan 方案，report 报告")
    parser.add_argument("key", type=int, help="编号（页面地址中的数字）")
    parser.add_argument("--by", required=True, help="办理人的用户名")


def _row(model: type[Row], key: int) -> Row:
    found = model._default_manager.filter(pk=key).first()
    if found is None:
        raise CommandError("没有这个方案或报告。")
    return found


def _person(name: str) -> User:
    found = User.objects.filter(username=name).first()
    if found is None:
        raise CommandError("没有这个用户。")
    return found
