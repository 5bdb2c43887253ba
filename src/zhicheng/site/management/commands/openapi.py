"""``zhicheng openapi [FILE]``: the description of the interface, as the repository keeps it."""

from argparse import ArgumentParser
from pathlib import Path
from typing import Any

from django.core.management.base import BaseCommand

from zhicheng.site.api import description


class Command(BaseCommand):
    help = "接口说明（OpenAPI）：写入文件，不写文件名则显示。改动接口后运行 zhicheng openapi docs/openapi.json。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("file", type=Path, nargs="?", metavar="文件")

    def handle(self, *args: Any, **options: Any) -> None:
        file: Path | None = options["file"]
        if file is None:
            self.stdout.write(description(), ending="")
            return
        file.write_text(description(), encoding="utf-8")
        self.stdout.write(f"已写入 {file}。")
