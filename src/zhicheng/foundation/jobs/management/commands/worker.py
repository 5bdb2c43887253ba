"""``zhicheng worker``: do jobs until told to stop."""

import signal
import threading
from argparse import ArgumentParser
from typing import Any

from django.core.management.base import BaseCommand
from django.db import close_old_connections

from zhicheng.foundation.jobs.worker import name_of_worker, work_once

_IDLE_SECONDS = 0.5


class Command(BaseCommand):
    help = "后台任务：逐一领取并办理，直到收到停止信号。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="办完当前到期的任务即退出")

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        if not options["once"]:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: stop.set())
        worker = name_of_worker()
        while not stop.is_set():
            close_old_connections()
            if work_once(worker) is None:
                if options["once"]:
                    return
                stop.wait(_IDLE_SECONDS)
