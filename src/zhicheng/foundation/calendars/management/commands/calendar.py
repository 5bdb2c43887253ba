"""``zhicheng calendar load FILE``: load a year's days off; ``published``: take over what the library has."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from zhicheng.foundation.audit.permissions import SYSTEM
from zhicheng.foundation.calendars.actions import load_file, load_published
from zhicheng.foundation.calendars.models import LoadedYear


class Command(BaseCommand):
    help = "工作日历：load 从文件载入放假调休安排（JSON 或 .ics）；published 载入软件自带的已发布年份。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="命令")
        load = verbs.add_parser("load", help="从文件载入")
        load.add_argument("file", type=Path, metavar="文件")
        verbs.add_parser("published", help="载入软件自带的已发布年份")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path | None = options.get("file")
        rows = _load(file) if file else load_published(by=SYSTEM, at=timezone.now())
        for row in rows:
            count = row.calendar_year().count()
            days = f"放假 {len(row.off)} 天，调休上班 {len(row.work)} 天，工作日 {count} 天"
            self.stdout.write(f"已载入{row}：{days}。依据：{row.source}")
        if not rows:
            self.stdout.write("没有需要载入的年份。")


def _load(file: Path) -> list[LoadedYear]:
    try:
        content = file.read_bytes()
    except OSError as error:
        raise CommandError(f"日历文件“{file}”打不开。请检查文件名和读取权限。") from error
    try:
        return load_file(content=content, name=file.name, by=SYSTEM, at=timezone.now())
    except ValidationError as error:
        raise CommandError("\n".join(error.messages)) from error
