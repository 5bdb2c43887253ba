"""Reading receivers and what is sent to them."""

from datetime import datetime

from django.db.models import Count, Q, QuerySet

from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.jobs.models import Job
from zhicheng.foundation.jobs.rules import State as JobState
from zhicheng.foundation.webhooks.models import Delivery, Endpoint
from zhicheng.foundation.webhooks.rules import State

SEND = "webhooks.send"
"""The kind of the job that sends."""


def endpoints() -> QuerySet[Endpoint]:
    """All receivers, each with how many messages wait and how many did not arrive."""
    return Endpoint.objects.annotate(
        waiting=Count("deliveries", Q(deliveries__state=State.WAITING)),
        lost=Count("deliveries", Q(deliveries__state=State.GIVEN_UP)),
    )


def active() -> QuerySet[Endpoint]:
    """Receivers that are told of what happens."""
    return Endpoint.objects.filter(stopped_at=None)


def due(at: datetime) -> QuerySet[Delivery]:
    """Messages to be sent by now, the oldest first."""
    rows = Delivery.objects.filter(state=State.WAITING, next_at__lte=at, endpoint__stopped_at=None)
    return rows.select_related("endpoint").order_by("next_at", "id")


def entry_of(delivery: Delivery) -> Entry:
    """The row of the chain that a message tells of."""
    return Entry.objects.get(seq=delivery.seq)


def is_being_sent() -> bool:
    """Whether a job for it waits or runs."""
    open_ones = (JobState.QUEUED, JobState.RUNNING)
    return Job.objects.filter(kind=SEND, state__in=open_ones).exists()
