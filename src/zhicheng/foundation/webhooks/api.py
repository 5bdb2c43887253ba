"""Webhooks for programs of the administrator."""

from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from ninja import Field, Query, Schema, Status

from zhicheng.foundation.access.paging import Key, Page, Paging, Words, page_of
from zhicheng.foundation.access.routing import Operations, person
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.webhooks import actions
from zhicheng.foundation.webhooks.models import Delivery, Endpoint

operations = Operations()
_SCOPE = "manage:webhooks"


class EndpointOut(Schema):
    """A system that is told what happens."""

    id: int
    name: str
    url: str
    kinds: list[str]
    created_at: datetime
    stopped_at: datetime | None


class EndpointIn(Schema):
    """kinds: verbs of the audit chain (``tasks.verify``), their beginnings (``tasks.``), or ``*``."""

    name: Annotated[Words, Field(max_length=60)]
    url: Annotated[Words, Field(max_length=500)]
    kinds: Annotated[list[Annotated[Words, Field(max_length=60)]], Field(max_length=50)]


class EndpointMade(EndpointOut):
    """secret: the key of its signatures, in this answer alone."""

    secret: str


class DeliveryOut(Schema):
    """One event for one receiver. uid: in the header of every attempt. status: of the last answer."""

    id: int
    uid: UUID
    seq: int
    kind: str
    state: str
    attempts: int
    status: int | None
    error: str
    tried_at: datetime | None


def _administrator(request: HttpRequest) -> User:
    by = person(request)
    require("webhooks.manage", by)
    return by


@operations.reads("/webhooks", scope=_SCOPE, answer=Page[EndpointOut])
def endpoints(request: HttpRequest, paging: Query[Paging]) -> Any:
    """All receivers."""
    _administrator(request)
    return page_of(Endpoint.objects.all(), paging)


@operations.writes("/webhooks", scope=_SCOPE, answer=EndpointMade)
def add_endpoint(request: HttpRequest, payload: EndpointIn) -> Any:
    """Name a receiver of what happens from now on."""
    by = _administrator(request)
    made, secret = actions.add_endpoint(
        name=payload.name, url=payload.url, kinds=payload.kinds, by=by, at=timezone.now()
    )
    return Status(201, {**EndpointOut.from_orm(made).dict(), "secret": secret})


@operations.writes("/webhooks/{key}/stop", scope=_SCOPE, answer=EndpointOut)
def stop_endpoint(request: HttpRequest, key: Key) -> Any:
    """Tell a receiver nothing more."""
    by = _administrator(request)
    found = get_object_or_404(Endpoint, pk=key)
    actions.stop_endpoint(endpoint=found, by=by, at=timezone.now())
    return Status(201, found)


@operations.reads("/webhooks/{key}/deliveries", scope=_SCOPE, answer=Page[DeliveryOut])
def deliveries(request: HttpRequest, key: Key, paging: Query[Paging]) -> Any:
    """What was sent to a receiver, and what became of it."""
    _administrator(request)
    found = get_object_or_404(Endpoint, pk=key)
    return page_of(Delivery.objects.filter(endpoint=found), paging)


@operations.writes("/deliveries/{key}/again", scope=_SCOPE, answer=DeliveryOut)
def send_again(request: HttpRequest, key: Key) -> Any:
    """Send a message once more, under its old uid."""
    by = _administrator(request)
    found = get_object_or_404(Delivery.objects.select_related("endpoint"), pk=key)
    actions.send_again(delivery=found, by=by, at=timezone.now())
    return Status(201, found)
