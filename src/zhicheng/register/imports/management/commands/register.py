"""``zhicheng register import FILE --by NAME [--dry-run] [--policy …]``: the same actions as the pages, by hand."""

import hashlib
import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.files.rules import RefusedFile
from zhicheng.foundation.jobs.worker import name_of_worker, work_once
from zhicheng.register.imports import actions, queries
from zhicheng.register.imports.models import Batch, BatchState
from zhicheng.register.imports.rules import OUTCOME_NAMES, Outcome, Policy

_PAUSE_SECONDS = 0.2


class Command(BaseCommand):
    help = "导入专利数据文件；中断以后再次运行同一命令，从中断处继续。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        importing = verbs.add_parser("import", help="导入一份专利数据文件")
        importing.add_argument("file", type=Path, help="公报或者检索系统导出的文件")
        importing.add_argument("--by", required=True, metavar="用户名", help="以谁的名义导入")
        importing.add_argument("--dry-run", action="store_true", help="只试导入，不改动权利库")
        importing.add_argument(
            "--policy", choices=[one.value for one in Policy], default=Policy.UPDATE.value,
            help="已由其他来源登记的权利：补充（update）、跳过（skip）、停止（stop）",
        )  # fmt: skip
        importing.add_argument("--report", action="store_true", help="逐行列出导入报告")

    def handle(self, *args: Any, **options: Any) -> None:
        by = User.objects.filter(username=options["by"]).first()
        if by is None:
            raise CommandError(f"没有用户“{options['by']}”。")
        try:
            batch = _batch(options["file"], options["dry_run"], Policy(options["policy"]), by)
        except PermissionDenied as refused:
            raise CommandError(f"用户“{by}”没有导入专利数据的权限。") from refused
        except (ValidationError, RefusedFile) as refused:
            words = getattr(refused, "messages", [str(refused)])
            raise CommandError("\n".join(words)) from refused
        except OSError as error:
            raise CommandError(f"无法打开 {options['file']}，请检查路径。") from error
        _work(batch)
        self._tell(batch, report=options["report"])

    def _tell(self, batch: Batch, *, report: bool) -> None:
        """What came of it. Raises CommandError where it did not come to its end."""
        if report:
            for one in queries.remarks_of(batch).iterator():
                outcome = OUTCOME_NAMES[Outcome(one.outcome)]
                self.stdout.write("\t".join((one.place, str(outcome), one.said, one.raw)))
        way = "试导入" if batch.trial else "导入"
        self.stdout.write(
            f"{way}第 {batch.pk} 号：已读 {batch.rows} 行，新登记权利 {batch.added} 项，"
            f"已登记权利 {batch.known} 项，新登记事件 {batch.events} 个，未导入 {batch.left_out} 行。"
        )
        if batch.problem:
            raise CommandError(batch.problem)


def _batch(file: Path, trial: bool, policy: Policy, by: User) -> Batch:
    """The import of this file that was begun in the same way and is not over, or a new one."""
    require("imports.keep", by)
    with file.open("rb") as stream:
        sha256 = hashlib.file_digest(stream, "sha256").hexdigest()
        stream.seek(0)
        begun = queries.going_on(sha256, trial=trial, policy=policy)
        if begun is not None:
            return begun
        upload = actions.Upload(file.name, stream)
        return actions.upload(upload=upload, trial=trial, policy=policy, by=by, at=timezone.now())


def _work(batch: Batch) -> None:
    """Have it read, by this process or by a worker that is running, whichever comes first. What was killed waits
    until its lease is over."""
    worker = name_of_worker()
    while batch.state == BatchState.READING and batch.job is not None:
        if work_once(worker, only=batch.job) is None:
            time.sleep(_PAUSE_SECONDS)
        batch.refresh_from_db()
        if batch.job.state == "failed":
            raise CommandError(batch.problem or batch.job.error)
