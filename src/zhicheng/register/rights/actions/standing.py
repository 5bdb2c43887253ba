"""The state of today stands beside each right, so that a list can ask for it.

What counts is always worked out from the events; this is what came of that, written down. It is written anew with
whatever is told, and every night for the rights whose state has come to its end.
"""

from collections.abc import Iterable
from datetime import date

from django.db import transaction

from zhicheng.engines.rights import Kind
from zhicheng.register.rights.models import Right
from zhicheng.register.rights.queries import states_over
from zhicheng.register.rights.rules import standing

STEP = 1000


def restate(*, rights: Iterable[int], on: date) -> int:
    """Write the state on a day, as known on it, beside these rights, in the caller's transaction; returns of how
    many it changed. rights: keys."""
    changed = []
    for right in Right.objects.filter(pk__in=rights).prefetch_related("events"):
        found = standing(Kind(right.kind), tuple(event.fact for event in right.events.all()), on)
        if (right.state, right.state_until) != (found.state, found.until):
            right.state, right.state_until = found.state, found.until
            changed.append(right)
    Right.objects.bulk_update(changed, ["state", "state_until"], batch_size=200)
    return len(changed)


def restate_those_over(*, on: date) -> int:
    """Write the state anew beside some of the rights whose state has ended before a day, in one transaction;
    returns of how many, 0 once none is left."""
    with transaction.atomic():
        return restate(rights=list(states_over(on).values_list("pk", flat=True)[:STEP]), on=on)
