"""``zhicheng sample``: the sample city 示例市, composed from what each room puts into it."""

from datetime import datetime
from typing import Any, Protocol, cast

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from zhicheng.site.rooms import part_of


class Sample(Protocol):
    """The ``sample.py`` of a room."""

    def create(self, *, at: datetime) -> None:
        """Put the room's part into the city, unless it is there already; always the same."""


def create_sample(*, at: datetime) -> None:
    """Create the sample city, lowest floor first, so that each room finds what it stands on."""
    for room in reversed(settings.ROOMS):
        sample = part_of(room, "sample")
        if sample:
            cast("Sample", sample).create(at=at)


class Command(BaseCommand):
    help = "建立示例市：单位、人员、工作方案和台账均为虚构，可以反复执行。"

    def handle(self, *args: Any, **options: Any) -> None:
        if settings.ENVIRONMENT.production:
            raise CommandError("正式环境不建立示例市：示例账号的密码是公开的。")
        create_sample(at=timezone.now())
