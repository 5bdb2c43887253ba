"""``zhicheng ledger export FILE``, ``import FILE``, ``import-sheet FILE``, ``check`` and ``retime``."""

import shutil
from argparse import ArgumentParser
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, BinaryIO

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.permissions import SYSTEM
from zhicheng.foundation.face.export import workbook
from zhicheng.foundation.files.rules import RefusedFile
from zhicheng.foundation.upkeep.actions import export_city, import_city
from zhicheng.foundation.upkeep.moving.parcel import Cover, RefusedParcel
from zhicheng.governance.plans.actions.publishing import StillOpen, publish
from zhicheng.governance.plans.actions.settling import adopt_suggestions
from zhicheng.governance.plans.actions.sheets import Line, import_sheet, look_at_sheet
from zhicheng.governance.plans.models import Version
from zhicheng.governance.plans.rules.dates import Period
from zhicheng.governance.tasks.actions import retime_all
from zhicheng.governance.tasks.models import Assignment, Task
from zhicheng.governance.tasks.queries import (
    COVER_HEADS,
    COVER_TITLE,
    all_parts,
    cover_lines,
    disagreeing,
    laid_early,
    misdated,
    mistimed,
    unsettled,
)
from zhicheng.governance.tasks.rules import STAGE_NAMES, Stage


class Command(BaseCommand):
    help = (
        "任务台账：export 导出全部台账（.xlsx 首页为每个单位的每项分工一行，或 .json），import 导入到空的系统；"
        "import-sheet 导入用表格记的台账；"
        "check 核对任务的状态、时限与各单位分工、节点、规则和日历是否一致；"
        "retime 重新计算由此得出的日期。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        export = verbs.add_parser("export", help="导出台账")
        export.add_argument("file", type=Path, help=".xlsx 或 .json 文件名")
        export.add_argument(
            "--plan", type=int, help="只导出这个方案（编号）的任务表（.xlsx），不能再导入"
        )
        back = verbs.add_parser("import", help="把 export 导出的全部台账导入空的系统")
        back.add_argument("file", type=Path, help="export 导出的 .xlsx 或 .json")
        back.add_argument("--dry-run", action="store_true", help="只试导入，不保留")
        sheet = verbs.add_parser(
            "import-sheet",
            help="导入用表格记的台账（序号、任务、牵头单位、责任单位、完成时限、进展情况）",
        )
        sheet.add_argument("file", type=Path, help=".xlsx 表格，读第一张工作表")
        sheet.add_argument(
            "--by", metavar="用户名", help="以哪位统筹人员的名义导入（不写则只试读）"
        )
        sheet.add_argument("--title", default="", help="方案名称，不写用文件名")
        sheet.add_argument(
            "--publish", action="store_true", help="没有待定事项时随即公布，列入台账"
        )
        verbs.add_parser("check", help="核对台账")
        verbs.add_parser("retime", help="重新计算签收期限、进度滞后日等时限日期")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] == "export":
            self._export(options["file"], options["plan"])
        elif options["verb"] == "import":
            self._import(options["file"], options["dry_run"])
        elif options["verb"] == "import-sheet":
            self._import_sheet(options)
        elif options["verb"] == "retime":
            self.stdout.write(f"已重新计算：{retime_all(by=SYSTEM, at=timezone.now())} 行有变动。")
        else:
            self._check()

    def _export(self, file: Path, plan: int | None) -> None:
        rows = all_parts()
        if plan is None:
            self._export_all(file, rows)
            return
        rows = rows.filter(task__plan=plan)
        with workbook(str(COVER_TITLE), COVER_HEADS, cover_lines(rows)) as book:
            try:
                with file.open("wb") as target:
                    shutil.copyfileobj(book, target)
            except OSError as error:
                raise CommandError(f"无法写入 {file}：{error.strerror}") from error
        self.stdout.write(f"已导出 {rows.count()} 行：{file}")

    def _export_all(self, file: Path, rows: QuerySet[Assignment]) -> None:
        cover = Cover(COVER_TITLE, COVER_HEADS, lambda: cover_lines(rows))
        try:
            moved = export_city(file=file, cover=cover, by=SYSTEM, at=timezone.now())
        except RefusedParcel as refusal:
            raise CommandError(str(refusal)) from refusal
        self.stdout.write(
            f"已导出 {rows.count()} 行分工：{file}。"
            f"全部台账共 {moved.rows} 条记录、{moved.files} 个文件，可以用 ledger import 导入空的系统。"
        )
        if moved.gone:
            self.stderr.write(
                f"注意：{moved.gone} 个文件的内容已缺失，没有导出（详见 zhicheng doctor）。"
            )
        self.stdout.write(
            "文件含有人员姓名，不含密码、动态口令和审计链；审计链请用 zhicheng backup 保存。"
        )

    def _import(self, file: Path, dry_run: bool) -> None:
        try:
            moved = import_city(file=file, dry_run=dry_run, by=SYSTEM, at=timezone.now())
        except RefusedParcel as refusal:
            raise CommandError(str(refusal)) from refusal
        done = "试导入无误，没有保留" if dry_run else "已导入"
        self.stdout.write(f"{done}：{moved.rows} 条记录、{moved.files} 个文件。")
        if not dry_run:
            self.stdout.write(
                "人员的密码不随台账转移：请先用 zhicheng changepassword 用户名 为系统管理员设置密码，"
                "其余人员由系统管理员发给一次性链接。请运行 zhicheng ledger check 核对台账。"
            )

    def _import_sheet(self, options: Mapping[str, Any]) -> None:
        try:
            with options["file"].open("rb") as stream:
                begun_now = Period(start=None, end=None, brought_in=timezone.localdate())
                _sheet, lines = look_at_sheet(stream, period=begun_now)
                self._tell_lines(lines)
                if options["by"]:
                    stream.seek(0)
                    self._take_sheet(stream, options)
                else:
                    self.stdout.write("以上为试读，没有导入。确认后加上 --by 用户名 导入。")
        except OSError as error:
            raise CommandError(f"{options['file']} 打不开：{error.strerror}") from error
        except (RefusedFile, PermissionDenied) as refusal:
            raise CommandError(str(refusal)) from refusal
        except ValidationError as refusal:
            raise CommandError("\n".join(refusal.messages)) from refusal

    def _tell_lines(self, lines: Sequence[Line]) -> None:
        for line in lines:
            done = f"采纳：{line.title}" if line.taken else "未采纳"
            self.stdout.write(f"第 {line.line} 行 {done}" + "".join(f"；{r}" for r in line.remarks))
        taken = sum(line.taken for line in lines)
        self.stdout.write(f"共 {len(lines)} 行：采纳 {taken} 行，未采纳 {len(lines) - taken} 行。")

    def _take_sheet(self, stream: BinaryIO, options: Mapping[str, Any]) -> None:
        by, at = _person(options["by"]), timezone.now()
        version = import_sheet(
            stream=stream, name=options["file"].name, title=options["title"], by=by, at=at
        )
        self.stdout.write(f"已导入为《{version.title}》，待审核：{_address(version)}")
        if not options["publish"]:
            return
        try:
            with transaction.atomic():
                adopt_suggestions(version=version, by=by, at=at)
                publish(version=version, by=by, at=at)
        except StillOpen as still:
            for message in still.messages:
                self.stderr.write(message)
            raise CommandError("还有以上事项待定，没有公布；请在审核页面处理后公布。") from still
        self.stdout.write("已公布，任务已列入台账。")

    def _check(self) -> None:
        found = list(disagreeing(Task.objects.all()))
        for task, stage in found:
            said = STAGE_NAMES[Stage(task.stage)]
            self.stderr.write(f"{task.number}：记为“{said}”，按分工应为“{STAGE_NAMES[stage]}”")
        dated = list(misdated())
        for part in dated:
            self.stderr.write(
                f"{part.task.number}（{part.unit}）：分工记为{part.due_on}完成，任务为{part.task.due_on}"
            )
        timed = list(mistimed(Task.objects.all()))
        for task, row, values in timed:
            whose = row.unit if row else "任务"
            names = "、".join(_named(row or task, name) for name in values)
            self.stderr.write(f"{task.number}（{whose}）：{names}与节点、规则、日历不符")
        early = list(laid_early(Task.objects.all()))
        for milestone, _due in early:
            self.stderr.write(
                f"{milestone.task.number}：节点“{milestone.title}”（{milestone.due_on}）与方案起始日期不符"
            )
        below = list(unsettled())
        for task in below:
            self.stderr.write(f"{task.number}：与上级分工（{task.origin}）的状态、时限或归属不符")
        if found or dated or timed or early or below:
            raise CommandError(
                f"台账不一致：{len(found)} 项任务，{len(below)} 项子任务，{len(dated)} 项分工，"
                f"{len(timed) + len(early)} 处日期"
                "（日期可用 ledger retime 重新计算）。"
            )
        self.stdout.write(f"台账一致：共 {Task.objects.count()} 项任务。")


def _person(username: str) -> User:
    try:
        return User.objects.get(username=username)
    except User.DoesNotExist:
        raise CommandError(f"没有用户“{username}”。") from None


def _address(version: Version) -> str:
    return reverse("plans:version", args=[version.pk])


def _named(row: Task | Assignment, name: str) -> str:
    """What a column is called."""
    field = row._meta.get_field(name)
    return str(getattr(field, "verbose_name", name))
