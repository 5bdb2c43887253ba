"""The morning's reminders, sent slowly, in a process of its own that may be killed.

    python -m tests.governance.tasks.reminder 2026-06-01

Prints a line as soon as each notice is written – in a transaction that has not ended.
"""

import os
import sys
from datetime import datetime
from time import sleep
from typing import Any
from unittest.mock import patch

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from zhicheng.foundation.notices.actions import notify  # noqa: E402 - only after setup
from zhicheng.governance.tasks import actions  # noqa: E402 - only after setup


def slowly(**values: Any) -> int:
    written = notify(**values)
    print(values["text"], flush=True)
    sleep(0.2)
    return written


if __name__ == "__main__":
    with patch("zhicheng.governance.tasks.actions.reminding.notify", slowly):
        moment = datetime.fromisoformat(f"{sys.argv[1]}T09:30:00+08:00")
        actions.remind(on=moment.date(), at=moment)
