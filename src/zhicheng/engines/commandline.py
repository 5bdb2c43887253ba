"""What the engines' commands share: a parser that speaks Chinese, the error for wrong input, output."""

import argparse
import os
import sys
from typing import Any, NoReturn


class Wrong(Exception):
    """Wrong usage or input, or an output that cannot be written; the message is Chinese."""


class Parser(argparse.ArgumentParser):
    """argparse, speaking Chinese."""

    def __init__(self, **options: Any) -> None:
        super().__init__(add_help=False, allow_abbrev=False, **options)
        self._positionals.title, self._optionals.title = "参数", "选项"
        self.add_argument("-h", "--help", action="help", help="显示这份说明")

    def format_usage(self) -> str:
        return super().format_usage().replace("usage: ", "用法：", 1)

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", "用法：", 1)

    def error(self, message: str) -> NoReturn:
        raise Wrong(f"命令用法不对。\n{self.format_usage()}详细说明：{self.prog} --help")


def say(content: bytes) -> None:
    """Bytes as they are: UTF-8 and ``\n`` whatever the terminal's encoding and system."""
    try:
        sys.stdout.buffer.write(content)
        sys.stdout.buffer.flush()
    except BrokenPipeError:
        # Whoever read has seen enough (| head). Python would complain when it flushes at its end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
