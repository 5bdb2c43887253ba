"""``zhicheng restore FILE``: a backup taken back into an empty installation."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management import call_command
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from zhicheng.foundation.audit.permissions import SYSTEM
from zhicheng.foundation.upkeep.actions import Restored, examine, restore
from zhicheng.foundation.upkeep.management.stopping import stoppable
from zhicheng.foundation.upkeep.rules.manifest import RefusedBackup


class Command(BaseCommand):
    help = "恢复：把备份文件恢复到空的系统；先核对全部内容的哈希，不符的不作任何改动。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, metavar="文件")
        parser.add_argument("--check", action="store_true", help="只核对备份文件，不恢复")
        parser.add_argument(
            "--migrate", action="store_true", help="备份来自较早版本时，恢复后随即升级数据库"
        )
        parser.add_argument(
            "--key-lost",
            action="store_true",
            help="加密密钥已经丢失，仍然恢复（个人信息不能再解密）",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        file, key_lost = options["file"], options["key_lost"]
        try:
            if options["check"]:
                self._tell(examine(file=file, key_lost=key_lost), "核对无误，没有改动任何数据")
                return
            with stoppable():
                restored = restore(file=file, key_lost=key_lost, by=SYSTEM, at=timezone.localtime())
        except RefusedBackup as refusal:
            raise CommandError(str(refusal)) from refusal
        self._tell(restored, "已恢复")
        self._tell_key(restored)
        if restored.pending and options["migrate"]:
            call_command("migrate", interactive=False, verbosity=0)
            self.stdout.write("数据库已升级到本机版本。请运行 zhicheng audit verify 核对审计链。")
        elif restored.pending:
            self.stdout.write(
                f"备份来自较早的版本，有 {len(restored.pending)} 项数据库变更未执行："
                "请运行 zhicheng prepare 升级（或恢复时加上 --migrate），再运行 zhicheng audit verify。"
            )
        self._judge(restored)

    def _tell(self, restored: Restored, done: str) -> None:
        found = restored.found
        manifest = found.manifest
        self.stdout.write(
            f"{done}：{manifest.city}，{manifest.made_at} 的备份（知城 {manifest.version}，"
            f"{manifest.vendor}），文件 {found.files} 个，审计链到第 {manifest.chain_seq} 条。"
        )
        for sha256 in found.named:
            self.stderr.write(f"备份时已缺失或被改动：files/{sha256[:2]}/{sha256[2:4]}/{sha256}")

    def _tell_key(self, restored: Restored) -> None:
        if restored.own_key:
            self.stdout.write(
                "备份中的加密密钥已写入数据目录的 encryption-key 文件：请另行保存，与备份分开存放。"
            )
        elif restored.faults is not None or restored.pending:
            self.stdout.write(
                "加密密钥与备份时一致。请确认它另有保存：没有密钥，个人信息无法解密，审计链无法核对。"
            )
        else:
            self.stderr.write(
                "加密密钥不是备份时的密钥：个人信息和动态口令不能再解密，备份以前的审计记录无法核对。"
                "设有动态口令的人员，请由系统管理员重置。"
            )

    def _judge(self, restored: Restored) -> None:
        for message in restored.faults or ():
            self.stderr.write(message)
        if restored.faults:
            raise CommandError("数据已恢复，与备份时相同；但审计链不完整，备份前记录就已被改动。")
        if restored.found.damaged:
            raise CommandError(
                f"数据已恢复；有 {restored.found.damaged} 个存储文件在备份时就已缺失或被改动。"
            )
        if restored.faults is not None:
            self.stdout.write("审计链完整。")
