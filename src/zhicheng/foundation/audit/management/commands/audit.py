"""``zhicheng audit verify``: is the chain whole?"""

from argparse import ArgumentParser, ArgumentTypeError
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from zhicheng.foundation.audit.queries import end, holds_anchor, verify
from zhicheng.foundation.audit.rules import End


def _anchor(text: str) -> End:
    seq, _, digest = text.partition(":")
    if not seq.isascii() or not seq.isdigit() or len(digest) != 64:
        raise ArgumentTypeError("锚点应为“编号:摘要”，照抄上一次核对的输出")
    return End(int(seq), digest)


class Command(BaseCommand):
    help = "审计链：verify 核对每一条记录是否被改动、删除或调换顺序。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("verb", choices=["verify"])
        parser.add_argument(
            "--anchor",
            type=_anchor,
            metavar="编号:摘要",
            help="以前核对时另行保存的锚点；核对那一条记录是否仍在、未变",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        found = [fault.message for fault in verify()]
        anchor: End | None = options["anchor"]
        if anchor is not None and not holds_anchor(anchor):
            found.append(f"与锚点不符：第 {anchor.seq} 条记录已不是当时的记录")
        for message in found:
            self.stderr.write(message)
        if found:
            raise CommandError(f"审计链不完整：发现 {len(found)} 处问题。")
        last = end()
        self.stdout.write(f"审计链完整：共 {last.seq} 条记录。锚点（请另行保存）：")
        self.stdout.write(f"{last.seq}:{last.digest}")
