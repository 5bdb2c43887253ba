"""``zhicheng clock --on DAY``: do the daily work of a day by hand."""

from argparse import ArgumentParser
from datetime import date
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from zhicheng.foundation.jobs.clock import run_day
from zhicheng.foundation.jobs.models import Job
from zhicheng.foundation.jobs.rules import State


class Command(BaseCommand):
    help = "每日工作（提醒、催办等）：补办某一天的。已办过的不会重办，当天及以前的才能办。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--on", metavar="日期", help="哪一天（如 2026-03-02），不写为今天")

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.now()
        on = _day(options["on"]) if options["on"] else timezone.localtime(at).date()
        failed = 0
        try:
            for daily, job, worked in run_day(on=on, at=at):
                self.stdout.write(f"{on} {daily.title}：{_outcome(job, worked)}")
                failed += job.state == State.FAILED or bool(job.error)
        except ValueError as refusal:
            raise CommandError(str(refusal)) from refusal
        if failed:
            raise CommandError(f"有 {failed} 项未办成，原因见上。")


def _day(words: str) -> date:
    try:
        return date.fromisoformat(words)
    except ValueError:
        raise CommandError(f"“{words}”不是日期，写法如 2026-03-02。") from None


def _outcome(job: Job, worked: bool) -> str:
    if job.state == State.DONE:
        return "已办理" if worked else "此前已办理，未重办"
    return job.error or "另一程序正在办理"
