"""A head who reports on one part after another, in a process of its own that may be killed.

    python -m tests.governance.tasks.reporter HEAD

Prints the key of each part as soon as its report is sent. The file of each is large enough that a kill
may also fall into its storing.
"""

import io
import os
import sys

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "tests.settings")
django.setup()

from django.utils import timezone  # noqa: E402 - only after setup

from zhicheng.foundation.accounts.models import User  # noqa: E402 - only after setup
from zhicheng.governance.tasks import actions  # noqa: E402 - only after setup
from zhicheng.governance.tasks.models import Assignment  # noqa: E402 - only after setup
from zhicheng.governance.tasks.rules import Stage  # noqa: E402 - only after setup


def proof(part: int) -> bytes:
    """A text of some megabytes, different for each part."""
    return f"第 {part} 项的佐证\n".encode() * 200_000


def main(head: int) -> None:
    user = User.objects.get(pk=head)
    rows = Assignment.objects.select_related("unit__area", "task").filter(stage=Stage.ACCEPTED)
    for part in rows.order_by("pk"):
        actions.report(
            assignment=part,
            text="已完成",
            progress=100,
            seen=None,
            by=user,
            at=timezone.now(),
            uploads=[actions.Upload("佐证.txt", io.BytesIO(proof(part.pk)))],
        )
        print(part.pk, flush=True)


if __name__ == "__main__":
    main(int(sys.argv[1]))
