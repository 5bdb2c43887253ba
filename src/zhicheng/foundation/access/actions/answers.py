"""Forgetting the answers that no key will ask for again."""

from datetime import datetime

from zhicheng.foundation.access.models import Answer
from zhicheng.foundation.access.rules import ANSWERS_KEPT


def forget(*, at: datetime) -> int:
    """Remove answers older than a day. Returns how many."""
    return Answer.objects.filter(at__lt=at - ANSWERS_KEPT).delete()[0]
