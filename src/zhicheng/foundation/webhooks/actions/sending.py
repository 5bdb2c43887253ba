"""From the audit chain to the receivers. The row of the chain, written in its action's own transaction, is the
outbox: nothing is told that did not happen, and nothing that happened is forgotten."""

from collections.abc import Callable
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.audit.permissions import Doer
from zhicheng.foundation.audit.queries import end
from zhicheng.foundation.face.told import told
from zhicheng.foundation.jobs.actions import enqueue
from zhicheng.foundation.webhooks import queries
from zhicheng.foundation.webhooks.actions.endpoints import secret_of
from zhicheng.foundation.webhooks.models import Delivery, Endpoint
from zhicheng.foundation.webhooks.rules import (
    DELIVERY,
    EVENT,
    LEASE,
    SIGNATURE,
    WAITS,
    State,
    body_of,
    signature,
    succeeded,
    wait,
    wants,
)
from zhicheng.foundation.webhooks.transport import Answer, post

_ROWS = 2000
"""Of the chain, looked at in one transaction."""


def look(at: datetime) -> None:
    """What a worker does every few seconds: note what is to be told, and queue a job where something is. One
    query where nobody is to be told."""
    if not queries.active().exists():
        return
    fan_out(at=at)
    if queries.due(at).exists() and not queries.is_being_sent():
        enqueue(kind=queries.SEND, title=told("推送消息"), payload={}, by=None, at=at)


def fan_out(*, at: datetime) -> int:
    """Make a message of each new row of the chain for each receiver that wants it. Returns how many."""
    last = end().seq
    behind = queries.active().filter(after__lt=last).values_list("pk", flat=True)
    return sum(_fan_out_for(key, at) for key in list(behind))


@transaction.atomic
def _fan_out_for(key: int, at: datetime) -> int:
    """For one receiver, as far as one transaction goes; the next look goes on from there."""
    endpoint = Endpoint.objects.select_for_update().get(pk=key)
    rows = Entry.objects.filter(seq__gt=endpoint.after).order_by("seq")[:_ROWS]
    found = list(rows.values_list("seq", "verb"))
    made = Delivery.objects.bulk_create(
        Delivery(endpoint=endpoint, seq=seq, kind=verb, next_at=at)
        for seq, verb in found
        if wants(endpoint.kinds, verb)
    )
    endpoint.after = max((seq for seq, _verb in found), default=endpoint.after)
    endpoint.save(update_fields=["after"])
    return len(made)


def send_all(
    *, at: Callable[[], datetime], progress: Callable[[int, int], None] = lambda done, total: None
) -> int:
    """Send whatever is due, one after the other. Returns how many arrived. at: the clock.

    A receiver that does not take one is not asked to take the next before the first is tried again: one that is
    silent would else keep all others, and every other job, waiting.
    """
    rows = list(queries.due(at()))
    arrived, silent = 0, set[int]()
    for done, row in enumerate(rows, start=1):
        if row.endpoint_id not in silent:
            took = send_one(delivery=row, at=at())
            arrived += took
            if not took:
                silent.add(row.endpoint_id)
                _put_off(row, at())
        progress(done, len(rows))
    return arrived


def _put_off(failed: Delivery, at: datetime) -> None:
    """Let what else is due to a receiver wait as long as the message that it did not take."""
    until = max(failed.next_at, at + WAITS[0])
    queries.due(at).filter(endpoint=failed.endpoint_id).update(next_at=until)


def send_one(*, delivery: Delivery, at: datetime) -> bool:
    """Send one message if nobody else does. Returns whether it arrived.

    It is marked before it is sent, and settled after: a worker that is killed in between leaves it to be
    sent again, with the same id.
    """
    mine = Delivery.objects.filter(
        pk=delivery.pk, state=State.WAITING, attempts=delivery.attempts, next_at=delivery.next_at
    )
    if mine.update(attempts=F("attempts") + 1, next_at=at + LEASE, tried_at=at) != 1:
        return False
    delivery.refresh_from_db()
    answer = _sent(delivery, at)
    _settle(delivery, answer, at)
    return succeeded(answer.status)


def _sent(delivery: Delivery, at: datetime) -> Answer:
    entry = queries.entry_of(delivery)
    body = body_of(
        delivery=str(delivery.uid), seq=entry.seq, at=entry.at, verb=entry.verb,
        subject_type=entry.subject_type, subject_id=entry.subject_id,
    )  # fmt: skip
    headers = {
        "Content-Type": "application/json",
        "User-Agent": "zhicheng-webhooks/1",
        DELIVERY: str(delivery.uid),
        EVENT: entry.verb,
        SIGNATURE: signature(secret_of(delivery.endpoint), body, at),
    }
    private = settings.WEBHOOKS_PRIVATE
    return post(delivery.endpoint.url, body=body, headers=headers, private=private)


def _settle(delivery: Delivery, answer: Answer, at: datetime) -> None:
    delivery.status, delivery.error = answer.status, answer.error
    pause = wait(delivery.attempts)
    if succeeded(answer.status):
        delivery.state = State.DONE
    elif pause is None:
        delivery.state = State.GIVEN_UP
    else:
        delivery.next_at = at + pause
    delivery.save(update_fields=["status", "error", "state", "next_at"])


@transaction.atomic
def send_again(*, delivery: Delivery, by: Doer, at: datetime) -> None:
    """Send a message once more, as if new, under its old id.

    Raises PermissionDenied; ValidationError while it is still to be sent, or its receiver was stopped.
    """
    require("webhooks.manage", by)
    if delivery.endpoint.stopped_at is not None:
        raise ValidationError(_("这项推送已经停用，不能再次推送。"))
    rows = Delivery.objects.filter(pk=delivery.pk).exclude(state=State.WAITING)
    if rows.update(state=State.WAITING, attempts=0, next_at=at, error="", status=None) != 1:
        raise ValidationError(_("这条消息正等待推送。"))
    delivery.refresh_from_db()
    record(by=by, at=at, verb="webhooks.send_again", subject=delivery)
