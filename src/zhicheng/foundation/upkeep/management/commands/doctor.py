"""``zhicheng doctor``: is all well with this installation?"""

import json
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from zhicheng.foundation.upkeep.queries.health import look
from zhicheng.foundation.upkeep.rules.health import Finding, State, worst

_MARKS = {State.OK: "正常", State.WARN: "注意", State.BAD: "异常"}


class Command(BaseCommand):
    help = (
        "体检：数据库、存储文件的哈希、审计链、数据库版本、时钟、磁盘、权限、后台任务，逐项说明处理办法。"
        "有“异常”时退出状态为 1，“注意”不计。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--format", choices=["text", "json"], default="text", help="输出格式")
        parser.add_argument(
            "--quick",
            action="store_true",
            help="快速：文件只看大小，审计链只看最近一千条，不通读数据库",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        findings = []
        for finding in look(at=timezone.now(), quick=options["quick"]):
            findings.append(finding)
            if options["format"] == "text":
                self.stdout.write(_line(finding))
        if options["format"] == "json":
            self.stdout.write(
                json.dumps([_plain(f) for f in findings], ensure_ascii=False, indent=1)
            )
        if worst(findings) is State.BAD:
            count = sum(finding.state is State.BAD for finding in findings)
            raise CommandError(f"有 {count} 项异常。")


def _line(finding: Finding) -> str:
    said = f"{_MARKS[finding.state]}  {finding.title}：{finding.message}"
    return f"{said}。办法：{finding.remedy}" if finding.remedy else said


def _plain(finding: Finding) -> dict[str, str]:
    return {
        "check": finding.check,
        "title": str(finding.title),
        "state": finding.state.value,
        "message": finding.message,
        "remedy": finding.remedy,
    }
