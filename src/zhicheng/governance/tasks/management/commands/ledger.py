"""``zhicheng ledger export FILE``, ``zhicheng ledger check`` and ``zhicheng ledger retime``."""

import shutil
from argparse import ArgumentParser
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.db.models import QuerySet
from django.utils import timezone

from zhicheng.foundation.audit.permissions import SYSTEM
from zhicheng.foundation.face.export import workbook
from zhicheng.foundation.face.records import Shown
from zhicheng.governance.tasks.actions import retime_all
from zhicheng.governance.tasks.models import Assignment, Task
from zhicheng.governance.tasks.queries import (
    disagreeing,
    lamp_of,
    misdated,
    mistimed,
    unsettled,
    with_light,
)
from zhicheng.governance.tasks.rules import (
    KIND_NAMES,
    STAGE_NAMES,
    Kind,
    Stage,
)

_HEADS = (
    "方案", "编号", "章", "节", "任务", "单位", "分工", "完成时限", "状态", "时限", "复核进度%",
)  # fmt: skip


class Command(BaseCommand):
    help = (
        "任务台账：export 导出为 .xlsx（每个单位的每项分工一行）；"
        "check 核对任务的状态、时限与各单位分工、节点、规则和日历是否一致；"
        "retime 重新计算由此得出的日期。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        export = verbs.add_parser("export", help="导出台账")
        export.add_argument("file", type=Path, help=".xlsx 文件名")
        export.add_argument("--plan", type=int, help="只导出这个方案（编号）")
        verbs.add_parser("check", help="核对台账")
        verbs.add_parser("retime", help="重新计算签收期限、进度滞后日等时限日期")

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] == "export":
            self._export(options["file"], options["plan"])
        elif options["verb"] == "retime":
            self.stdout.write(f"已重新计算：{retime_all(by=SYSTEM, at=timezone.now())} 行有变动。")
        else:
            self._check()

    def _export(self, file: Path, plan: int | None) -> None:
        rows = Assignment.objects.select_related("task__plan", "unit")
        if plan is not None:
            rows = rows.filter(task__plan=plan)
        with workbook("任务台账", _HEADS, _lines(rows)) as book:
            try:
                with file.open("wb") as target:
                    shutil.copyfileobj(book, target)
            except OSError as error:
                raise CommandError(f"无法写入 {file}：{error.strerror}") from error
        self.stdout.write(f"已导出 {rows.count()} 行：{file}")

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
        below = list(unsettled())
        for task in below:
            self.stderr.write(f"{task.number}：与上级分工（{task.origin}）的状态、时限或归属不符")
        if found or dated or timed or below:
            raise CommandError(
                f"台账不一致：{len(found)} 项任务，{len(below)} 项子任务，{len(dated)} 项分工，{len(timed)} 处日期"
                "（日期可用 ledger retime 重新计算）。"
            )
        self.stdout.write(f"台账一致：共 {Task.objects.count()} 项任务。")


def _named(row: Task | Assignment, name: str) -> str:
    """What a column is called."""
    field = row._meta.get_field(name)
    return str(getattr(field, "verbose_name", name))


def _lines(rows: QuerySet[Assignment]) -> Iterator[list[Shown]]:
    today = timezone.localdate()
    ordered = with_light(rows, today).order_by(
        "task__plan_id", "task__position", "task__number", "position", "pk"
    )
    for part in ordered.iterator(chunk_size=2000):
        task, stage = part.task, Stage(part.stage)
        light = lamp_of(part, today).name
        yield [
            task.plan.title, task.number, task.chapter, task.section, task.title,
            part.unit.name, KIND_NAMES[Kind(part.kind)], task.due_on, STAGE_NAMES[stage], light,
            part.progress,
        ]  # fmt: skip
