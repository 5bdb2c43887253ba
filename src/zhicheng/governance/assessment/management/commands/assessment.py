"""``zhicheng assessment``: schemes on the command line – what there is, what was frozen, whether it holds."""

import argparse
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError

from zhicheng.governance.assessment import queries
from zhicheng.governance.assessment.models import Scheme, Snapshot


class Command(BaseCommand):
    help = "考核：列出方案，导出定稿结果，核对定稿结果。"

    def add_arguments(self, parser: argparse.ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("list", help="列出全部考核方案")
        export = verbs.add_parser("export", help="导出一份定稿结果（JSON，与留存内容逐字节一致）")
        export.add_argument("key", type=int, help="方案的键，见 list")
        export.add_argument("file", type=Path)
        verbs.add_parser("check", help="重新计算全部定稿结果的校验值和名次")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        {"list": self._list, "export": self._export, "check": self._check}[verb](options)

    def _list(self, options: dict[str, Any]) -> None:
        for scheme in Scheme.objects.all():
            self.stdout.write(f"{scheme.pk}\t{scheme.year}\t{scheme.state}\t{scheme.title}")

    def _export(self, options: dict[str, Any]) -> None:
        kept = Snapshot.objects.filter(scheme=options["key"]).first()
        if kept is None:
            raise CommandError("没有这份方案，或者它还没有定稿。")
        options["file"].write_text(kept.content, encoding="utf-8")
        self.stdout.write(kept.sha256)

    def _check(self, options: dict[str, Any]) -> None:
        rows = list(Snapshot.objects.select_related("scheme"))
        wrong = {kept: found for kept in rows if (found := queries.disagreements(kept))}
        for kept, found in wrong.items():
            self.stdout.write(f"{kept.scheme}：{'、'.join(found)} 不一致")
        if wrong:
            raise CommandError(f"{len(wrong)} 份定稿结果与留存内容不一致。")
        self.stdout.write(f"{len(rows)} 份定稿结果均一致。")
