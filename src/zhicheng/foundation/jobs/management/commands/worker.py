"""``zhicheng worker``: do jobs until told to stop."""

import logging
import signal
import threading
from argparse import ArgumentParser
from datetime import timedelta
from typing import Any

from django.core.management.base import BaseCommand
from django.db import Error, close_old_connections, connection
from django.utils import timezone

from zhicheng.foundation.jobs.clock import Clock
from zhicheng.foundation.jobs.rules import PACE, Pace
from zhicheng.foundation.jobs.worker import name_of_worker, work_once

_IDLE_SECONDS = 0.5
_DATABASE_AWAY_SECONDS = 5.0
_BEATS_IN_A_LEASE = 6

logger = logging.getLogger(__name__)


class Command(BaseCommand):
    help = "后台任务：逐一领取并办理，直到收到停止信号（办完手头的一件再停）。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--once", action="store_true", help="办完当前到期的任务即退出")
        parser.add_argument(
            "--lease",
            type=float,
            default=PACE.lease.total_seconds(),
            metavar="秒",
            help="办理程序意外终止后，多少秒由另一程序接办（默认 %(default)s）",
        )

    def handle(self, *args: Any, **options: Any) -> None:
        stop = threading.Event()
        if not options["once"]:
            for number in (signal.SIGTERM, signal.SIGINT):
                signal.signal(number, lambda *_: stop.set())
        lease = timedelta(seconds=options["lease"])
        pace = Pace(lease, lease / _BEATS_IN_A_LEASE)
        worker, clock = name_of_worker(), Clock()
        while not stop.is_set():
            pause = _work(worker, pace, clock)
            if pause and options["once"]:
                return
            stop.wait(pause)


def _work(worker: str, pace: Pace, clock: Clock) -> float:
    """Queue what the day asks for, do one job that is due. Returns the seconds until the next look."""
    close_old_connections()
    try:
        clock.strike(timezone.now())
        return 0.0 if work_once(worker, pace=pace) else _IDLE_SECONDS
    except Error:  # the job's lease ends by itself; the worker waits for the database to return
        logger.exception("the database did not answer")
        connection.close()
        return _DATABASE_AWAY_SECONDS
