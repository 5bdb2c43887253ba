"""``zhicheng audit verify``: is the chain whole?"""

from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.audit.queries import verify


class Command(BaseCommand):
    help = "审计链：verify 核对每一条记录是否被改动、删除或调换顺序。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("verb", choices=["verify"])

    def handle(self, *args: Any, **options: Any) -> None:
        found = 0
        for fault in verify():
            found += 1
            self.stderr.write(fault.message)
        if found:
            raise CommandError(f"审计链不完整：发现 {found} 处问题。")
        self.stdout.write(f"审计链完整：共 {Entry.objects.count()} 条记录。")
