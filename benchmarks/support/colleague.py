"""Somebody who works in the ledger while others look at it: a draft saved every second.

    python -m benchmarks.support.colleague SECONDS      (surroundings as for crowded_city)

So that a page that keeps what it has counted has to count again.
"""

import os
import sys
import time

import django


def work(seconds: float) -> int:
    """Save drafts for ``seconds``; returns how many."""
    from django.utils import timezone

    from zhicheng.foundation.accounts.models import User
    from zhicheng.governance.tasks import actions
    from zhicheng.governance.tasks.models import Assignment

    officer = User.objects.get(username="kjj")
    parts = Assignment.objects.filter(unit=officer.unit, task__number__startswith="B-")
    end, saved = time.monotonic() + seconds, 0
    for part in parts.select_related("unit", "task").iterator():
        if time.monotonic() >= end:
            break
        actions.save_draft(
            assignment=part, text="本月工作已按计划推进。", progress=90, seen=None, by=officer,
            at=timezone.now(),
        )  # fmt: skip
        saved += 1
        time.sleep(1)
    return saved


if __name__ == "__main__":
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhicheng.site.settings")
    django.setup()
    # Whoever measures begins now: to start takes as much of the machine as many pages.
    print("here", flush=True)
    sys.stdout.write(f"{work(float(sys.argv[1]))}\n")
