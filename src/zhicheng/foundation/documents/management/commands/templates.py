"""``zhicheng templates list|replace|restore|built-in``: the templates of documents on the command line."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from zhicheng.foundation.audit.permissions import SYSTEM
from zhicheng.foundation.documents import actions, queries
from zhicheng.foundation.documents.registry import Kind, kind_of, kinds


class Command(BaseCommand):
    help = (
        "文书模板：list 列出各类文书和启用的模板；replace 更换模板（与页面相同的校验）；"
        "restore 恢复系统自带的模板；built-in 导出系统自带的模板。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        verbs.add_parser("list", help="列出各类文书")
        for verb, words in (("replace", "更换模板"), ("built-in", "导出系统自带的模板")):
            one = verbs.add_parser(verb, help=words)
            one.add_argument("kind", help="文书的键，见 list")
            one.add_argument("file", type=Path, help=".docx 文件名")
        restore = verbs.add_parser("restore", help="恢复系统自带的模板")
        restore.add_argument("kind", help="文书的键，见 list")

    def handle(self, *args: Any, verb: str, **options: Any) -> None:
        if verb == "list":
            for one in kinds():
                own = queries.chosen(one)
                self.stdout.write(f"{one.key}\t{one.title}\t{own or '系统自带'}")
            return
        kind = kind_of(options["kind"])
        if kind is None:
            raise CommandError("没有这种文书，见 templates list。")
        try:
            self._do(verb, kind, options.get("file"))
        except ValidationError as error:
            raise CommandError("\n".join(error.messages)) from error

    def _do(self, verb: str, kind: Kind, file: Path | None) -> None:
        now = timezone.now()
        if verb == "restore":
            actions.restore(kind=kind, by=SYSTEM, at=now)
        elif file is not None:
            try:
                if verb == "built-in":
                    file.write_bytes(queries.built_in(kind.key))
                else:
                    with file.open("rb") as stream:
                        actions.replace(kind=kind, stream=stream, name=file.name, by=SYSTEM, at=now)
            except OSError as error:
                raise CommandError(f"文件“{file}”打不开或写不进：{error.strerror}") from error
        self.stdout.write(f"{kind.title}：完成。")
