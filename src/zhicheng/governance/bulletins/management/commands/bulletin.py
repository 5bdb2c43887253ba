"""``zhicheng bulletin``: papers on the command line, by the same actions as their pages."""

import argparse
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.face.commands import found_or_refused
from zhicheng.foundation.files.models import path_of
from zhicheng.foundation.jobs.worker import name_of_worker, work_once
from zhicheng.governance.bulletins import actions, queries
from zhicheng.governance.bulletins.actions import Period
from zhicheng.governance.bulletins.models import Format, Issue, Report
from zhicheng.governance.bulletins.rules import KIND_NAMES, PARTS, STATE_NAMES, Kind, State
from zhicheng.governance.plans.models import Plan

_VERBS = (
    "list",
    "draft",
    "again",
    "gather",
    "write",
    "issue",
    "withdraw",
    "abandon",
    "export",
    "check",
)


class Command(BaseCommand):
    help = "简报和报告：起草、汇总数据、编写文字、印发、撤回、导出留存文件、核对留存稿。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("list", help="列出全部简报和报告")
        draft = verbs.add_parser("draft", help="起草并汇总数据")
        draft.add_argument("kind", choices=[kind.value for kind in Kind], help="季度简报或年度报告")
        draft.add_argument("year", type=int, help="年份")
        draft.add_argument("--quarter", type=int, choices=(1, 2, 3, 4), help="季度")
        draft.add_argument("--plan", type=int, help="方案的键；不写的为全市")
        again = _of_one(verbs, "again", "以新一版替代已印发的一期")
        again.add_argument("--why", required=True, help="替代理由")
        _of_one(verbs, "gather", "按今天重新汇总数据")
        write = _of_one(verbs, "write", "编写一个部分的文字")
        write.add_argument("part", choices=list(PARTS), help="部分")
        write.add_argument("file", type=Path, help="UTF-8 文本文件")
        issue = _of_one(verbs, "issue", "印发")
        issue.add_argument("--signed-off", required=True, help="审签意见")
        withdraw = _of_one(verbs, "withdraw", "撤回")
        withdraw.add_argument("--reason", required=True, help="理由")
        _of_one(verbs, "abandon", "放弃草稿")
        for verb in ("draft", "again", "gather", "write", "issue", "withdraw", "abandon"):
            verbs.choices[verb].add_argument("--by", required=True, help="办理人的用户名")
        export = _of_one(verbs, "export", "导出留存文件，与留存内容逐字节一致")
        export.add_argument("file", type=Path, help="写到哪个文件")
        export.add_argument("--format", choices=Format.values, default=Format.DOCX, help="格式")
        verbs.add_parser("check", help="核对全部留存稿：校验值，以及重新生成的文档是否一致")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        steps: dict[str, Callable[[dict[str, Any]], None]] = {
            name: getattr(self, f"_{name}") for name in _VERBS
        }
        try:
            steps[verb](options)
        except ValidationError as error:
            raise CommandError("".join(error.messages)) from error
        except Refused as error:
            raise CommandError(str(error)) from error
        except PermissionDenied as error:
            raise CommandError("这个用户不能办理简报和报告。") from error

    def _list(self, options: dict[str, Any]) -> None:
        for row in Report.objects.defer("content"):
            kind, state = KIND_NAMES[Kind(row.kind)], STATE_NAMES[State(row.state)]
            self.stdout.write(f"{row.pk}\t{kind}\t{state}\t{row.title}")

    def _draft(self, options: dict[str, Any]) -> None:
        plan = None
        if options["plan"] is not None:
            plan = found_or_refused(Plan.objects.filter(pk=options["plan"]), "没有这个方案。")
        period = Period(Kind(options["kind"]), options["year"], options["quarter"], plan)
        row = actions.draft(period=period, by=_by(options), at=timezone.now())
        self._gathered(row)

    def _again(self, options: dict[str, Any]) -> None:
        self._gathered(
            actions.draft_again(
                report=_one(options), why=options["why"], by=_by(options), at=timezone.now()
            )
        )

    def _gather(self, options: dict[str, Any]) -> None:
        row = _one(options)
        actions.gather(report=row, by=_by(options), at=timezone.now())
        self._gathered(row)

    def _gathered(self, row: Report) -> None:
        """Do the job at once, unless a worker of the city was quicker."""
        work_once(name_of_worker(), only=row.job)
        row.refresh_from_db()
        if row.problem:
            raise CommandError(row.problem)
        self.stdout.write(f"{row.pk}\t{STATE_NAMES[State(row.state)]}\t{row.title}")

    def _write(self, options: dict[str, Any]) -> None:
        row = _one(options)
        try:
            said = options["file"].read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError) as error:
            raise CommandError(f"无法读取 {options['file']}，须为 UTF-8 文本文件。") from error
        texts = {**queries.texts_of(row), options["part"]: said}
        actions.edit(report=row, title=row.title, texts=texts, by=_by(options), at=timezone.now())
        self.stdout.write("文字已保存。")

    def _issue(self, options: dict[str, Any]) -> None:
        issued = actions.issue(
            report=_one(options), signed_off=options["signed_off"], by=_by(options),
            at=timezone.now(),
        )  # fmt: skip
        paper = issued.papers.select_related("file").get(format=Format.DOCX)
        self.stdout.write(f"{paper.name}\t{paper.file.sha256}")

    def _withdraw(self, options: dict[str, Any]) -> None:
        row = _one(options)
        actions.withdraw(report=row, reason=options["reason"], by=_by(options), at=timezone.now())
        self.stdout.write("已撤回。")

    def _abandon(self, options: dict[str, Any]) -> None:
        actions.abandon(report=_one(options), by=_by(options), at=timezone.now())
        self.stdout.write("已放弃。")

    def _export(self, options: dict[str, Any]) -> None:
        rows = queries.issue_of(_one(options))
        paper = rows and rows.papers.filter(format=options["format"]).first()
        if not paper:
            raise CommandError("没有这份文件：尚未印发，或者没有生成这种格式。")
        try:
            shutil.copyfile(path_of(paper.file.sha256), options["file"])
        except OSError as error:
            raise CommandError(f"无法写入 {options['file']}：{error.strerror}") from error
        self.stdout.write(paper.file.sha256)

    def _check(self, options: dict[str, Any]) -> None:
        rows = list(Issue.objects.select_related("report", "template__file"))
        wrong = {row: found for row in rows if (found := queries.disagreements(row))}
        for row, found in wrong.items():
            self.stdout.write(f"{row.report}：{'、'.join(found)} 不一致")
        if wrong:
            raise CommandError(f"{len(wrong)} 份留存稿与留存内容不一致。")
        self.stdout.write(f"{len(rows)} 份留存稿均一致。")


def _of_one(verbs: Any, name: str, words: str) -> argparse.ArgumentParser:
    parser: argparse.ArgumentParser = verbs.add_parser(name, help=words)
    parser.add_argument("key", type=int, help="简报或报告的键，见 list")
    return parser


def _one(options: dict[str, Any]) -> Report:
    return found_or_refused(
        Report.objects.select_related("plan").filter(pk=options["key"]), "没有这份简报或报告。"
    )


def _by(options: dict[str, Any]) -> User:
    return found_or_refused(User.objects.filter(username=options["by"]), "没有这个用户。")
