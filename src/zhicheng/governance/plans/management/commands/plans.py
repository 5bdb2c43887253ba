"""``zhicheng plans import FILE --by NAME [--publish]``: the same actions as the pages, by hand."""

import time
from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.files.rules import RefusedFile
from zhicheng.foundation.jobs.worker import name_of_worker, work_once
from zhicheng.governance.plans.actions.importing import upload
from zhicheng.governance.plans.actions.publishing import StillOpen, publish
from zhicheng.governance.plans.actions.settling import adopt_suggestions
from zhicheng.governance.plans.models import Plan, Version, VersionState

_PAUSE_SECONDS = 0.2


class Command(BaseCommand):
    help = "导入方案文件；加 --publish 则采纳全部建议并发布。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        importing = verbs.add_parser("import", help="导入一份方案文件")
        importing.add_argument("file", type=Path, help="方案文件")
        importing.add_argument("--by", required=True, metavar="用户名", help="以谁的名义导入")
        importing.add_argument("--plan", type=int, metavar="编号", help="作为该方案的修订稿")
        importing.add_argument("--publish", action="store_true", help="采纳全部建议并发布")

    def handle(self, *args: Any, **options: Any) -> None:
        by = _user(options["by"])
        plan = _plan(options["plan"])
        try:
            version = _read(_upload(options["file"], plan, by))
            self.stdout.write(
                f"《{version.title}》第{version.number}版：{version.items.count()} 个条目，"
                f"{version.doubts.count()} 处疑点。"
            )
            if options["publish"]:
                adopt_suggestions(version=version, by=by, at=timezone.now())
                done = publish(version=version, by=by, at=timezone.now())
                self.stdout.write(f"已发布，共 {len(done.tasks)} 项任务。")
        except StillOpen as refused:
            raise CommandError("\n".join(["尚不能发布：", *refused.messages])) from refused
        except (ValidationError, PermissionDenied, RefusedFile) as refused:
            words = getattr(refused, "messages", [str(refused)])
            raise CommandError("\n".join(words)) from refused


def _user(name: str) -> User:
    found = User.objects.filter(username=name).first()
    if found is None:
        raise CommandError(f"没有用户“{name}”。")
    return found


def _plan(key: int | None) -> Plan | None:
    if key is None:
        return None
    found = Plan.objects.filter(pk=key).first()
    if found is None:
        raise CommandError(f"没有编号为 {key} 的方案。")
    return found


def _upload(file: Path, plan: Plan | None, by: User) -> Version:
    try:
        with file.open("rb") as stream:
            return upload(stream=stream, name=file.name, plan=plan, by=by, at=timezone.now())
    except OSError as error:
        raise CommandError(f"无法打开 {file}，请检查路径。") from error


def _read(version: Version) -> Version:
    """Have it read, by this process or by a worker that is running, whichever comes first."""
    worker = name_of_worker()
    while version.state == VersionState.READING:
        if work_once(worker) is None:
            time.sleep(_PAUSE_SECONDS)
        version.refresh_from_db()
        if version.job is not None and version.job.state == "failed" and version.state == "reading":
            raise CommandError(version.job.error)
    if version.state == VersionState.UNREADABLE:
        raise CommandError(version.problem)
    return version
