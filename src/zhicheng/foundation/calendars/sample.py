"""The calendars of the sample city: those that were published."""

from datetime import datetime

from zhicheng.foundation.audit.permissions import SYSTEM
from zhicheng.foundation.calendars.actions import load_published


def create(*, at: datetime) -> None:
    """This year's, and the next one's where it is out, unless they are there already."""
    load_published(by=SYSTEM, at=at)
