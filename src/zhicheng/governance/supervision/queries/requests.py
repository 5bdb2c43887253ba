"""Reading requests."""

from datetime import date
from typing import Any

from django.db.models import Q, QuerySet

from zhicheng.engines.procedures.running import hindrance, open_to
from zhicheng.foundation.accounts.permissions import actor_of
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.supervision import permissions
from zhicheng.governance.supervision.models import Request, RequestStep
from zhicheng.governance.supervision.queries.orders import Choice
from zhicheng.governance.supervision.rules import REQUEST, RequestFacts, RequestState
from zhicheng.governance.tasks.models import Task


def requests_for(user: Any) -> QuerySet[Request]:
    """The requests that a person sees, with units and tasks: one query for any number."""
    return permissions.visible_requests(user).select_related("unit__area", "adviser", "task")


def units_that_ask(requests: QuerySet[Request]) -> QuerySet[Unit]:
    """The units that made these requests."""
    return Unit.objects.filter(pk__in=requests.order_by().values("unit"))


def waiting_requests(user: Any) -> QuerySet[Request]:
    """What waits for a person: to send, to answer, to instruct, to give an opinion on."""
    actor, waits = actor_of(user), Q(pk__in=[])
    if actor.has(Role.COORDINATOR):
        waits |= Q(state=RequestState.OFFICE)
    if actor.has(Role.LEADER):
        waits |= Q(state=RequestState.LEADER)
    heads = actor.units(Role.UNIT_HEAD)
    waits |= Q(state=RequestState.OPINION, adviser__in=heads)
    waits |= Q(state=RequestState.DRAFTED, unit__in=heads)
    return requests_for(user).filter(waits)


def requests_about(task: Task, user: Any) -> QuerySet[Request]:
    """The requests about a task that a person sees, newest first."""
    return requests_for(user).filter(task=task)


def request_steps(request: Request) -> QuerySet[RequestStep]:
    """What happened to a request, newest first."""
    return request.steps.select_related("by", "deputy_for").order_by("-at", "-id")


def request_choices(request: Request, user: Any) -> tuple[Choice, ...]:
    """The steps that are this person's to take; which unit is asked is said with the step itself."""
    open_steps = open_to(REQUEST, request.state, permissions.request_capacities(user, request))
    facts = RequestFacts(adviser=True)
    return tuple(Choice(t.verb, t.title, hindrance(REQUEST, t, facts)) for t in open_steps)


def late_requests(on: date) -> Q:
    """Of requests: whom they wait for has let the term pass."""
    waits = Q(state__in=[RequestState.OFFICE, RequestState.LEADER, RequestState.OPINION])
    return waits & Q(turn_due_on__lt=on)
