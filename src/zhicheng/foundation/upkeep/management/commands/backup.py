"""``zhicheng backup FILE``: the whole city in one file, while it works."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from zhicheng.foundation.audit.permissions import SYSTEM
from zhicheng.foundation.upkeep.actions import backup
from zhicheng.foundation.upkeep.management.stopping import stoppable
from zhicheng.foundation.upkeep.rules.manifest import RefusedBackup

_MEGABYTE = 1024 * 1024
_SHOWN = 20


class Command(BaseCommand):
    help = "备份：数据库和存储文件写成一个备份文件，服务不必停止。加密密钥默认不在其中。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument(
            "file", type=Path, metavar="文件", help="备份文件，如 zhicheng-2026-03-02.tar.gz"
        )
        parser.add_argument("--force", action="store_true", help="文件已存在时覆盖")
        parser.add_argument(
            "--with-key",
            action="store_true",
            help="把加密密钥一并放入：拿到备份文件的人就能读取全部个人信息",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.localtime()
        try:
            with stoppable():
                made = backup(
                    file=options["file"],
                    with_key=options["with_key"],
                    force=options["force"],
                    by=SYSTEM,
                    at=at,
                )
        except RefusedBackup as refusal:
            raise CommandError(str(refusal)) from refusal
        manifest = made.manifest
        self.stdout.write(
            f"已备份：{options['file']}（{made.size / _MEGABYTE:.1f} MB）。"
            f"数据库 {manifest.database_size / _MEGABYTE:.1f} MB，文件 {made.files} 个，"
            f"审计链到第 {manifest.chain_seq} 条。"
        )
        self.stdout.write(_about_key(options["with_key"]))
        if made.damaged:
            for sha256 in made.damaged[:_SHOWN]:
                self.stderr.write(f"缺失或被改动：files/{sha256[:2]}/{sha256[2:4]}/{sha256}")
            raise CommandError(
                f"备份文件已生成，但有 {len(made.damaged)} 个存储文件的内容缺失或与哈希不符，不在其中。"
            )


def _about_key(with_key: bool) -> str:
    if with_key:
        return "加密密钥在备份文件中：请像保管密钥一样保管它，不要放在他人可以读取的地方。"
    return (
        "加密密钥不在备份文件中：请另行保存（数据目录的 encryption-key 文件，或 ZHICHENG_ENCRYPTION_KEY），"
        "与备份分开存放。没有它，备份中的个人信息无法解密，审计链无法核对。"
    )
