"""The pages on which the coordinating office holds meetings, agrees yearly plans and keeps its templates."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from django.utils import timezone

from zhicheng.foundation.accounts.queries import holders
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.documents.models import Template
from zhicheng.governance.meetings.models import Conference, Meeting, QuorumSetting, Seat
from zhicheng.governance.workplans.models import Workplan

OFFICE, MAYOR = "coordinator", "mayor"


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked for: a route with its keys, by whom, with which query."""

    route: str
    who: str
    keys: tuple[object, ...] = ()
    query: Mapping[str, object] = field(default_factory=dict)


def office_pages() -> Iterator[Asked]:
    yield from _meetings()
    yield from _workplans()
    yield from _documents()


def _meetings() -> Iterator[Asked]:
    planned, invited, held, drafted, issued = (
        Meeting.objects.filter(state=state)[0]
        for state in ("planned", "invited", "held", "drafted", "confirmed")
    )
    conference = issued.conference_id
    yield Asked("meetings:list", "kjj")
    yield Asked("meetings:conferences", "kjj")
    yield Asked("meetings:found", OFFICE)
    yield Asked("meetings:conference", OFFICE, (conference,))
    yield Asked("meetings:conference", "kjj", (conference,), {"on": "2025-06-30"})
    yield Asked("meetings:give_seat", OFFICE, (conference,))
    yield Asked("meetings:end_conference", OFFICE, (conference,))
    seat = Seat.objects.filter(valid_to=None)[0].pk
    yield Asked("meetings:end_seat", OFFICE, (seat,))
    yield Asked("meetings:drop_seat", OFFICE, (seat,))
    ended = Conference.objects.exclude(ended_on=None)[0].pk
    yield Asked("meetings:conference", OFFICE, (ended,))
    yield Asked("meetings:quorum", OFFICE)
    yield Asked("meetings:set_quorum", OFFICE)
    yield Asked("meetings:withdraw_quorum", OFFICE, (QuorumSetting.objects.all()[0].pk,))
    yield Asked("meetings:plan", OFFICE, (conference,))
    for one in (planned, held):
        yield Asked("meetings:meeting", OFFICE, (one.pk,))
    yield Asked("meetings:meeting", MAYOR, (drafted.pk,))
    yield Asked("meetings:meeting", "kjj-head", (issued.pk,))
    for route in ("change_frame", "add_item"):
        yield Asked(f"meetings:{route}", OFFICE, (planned.pk,))
    yield Asked("meetings:drop_item", OFFICE, (planned.agenda.all()[0].pk,))
    yield Asked("meetings:attendance", OFFICE, (invited.pk,))
    for route in ("write", "add_resolution"):
        yield Asked(f"meetings:{route}", OFFICE, (held.pk,))
    yield Asked("meetings:drop_resolution", OFFICE, (drafted.resolutions.all()[0].pk,))
    yield Asked("meetings:decide", OFFICE, (planned.pk, "cancel"))
    yield Asked("meetings:decide", OFFICE, (held.pk, "recall"))
    yield Asked("meetings:decide", MAYOR, (drafted.pk, "confirm"))
    yield Asked("meetings:enter", OFFICE, (issued.pk,))


def _workplans() -> Iterator[Asked]:
    agreed, sent, returned = (
        Workplan.objects.filter(state=state)[0] for state in ("agreed", "sent", "returned")
    )
    whose, item = _head(returned), returned.items.all()[0]
    yield Asked("workplans:list", MAYOR)
    yield Asked("workplans:draw", whose)
    yield Asked("workplans:workplan", MAYOR, (agreed.pk,))
    yield Asked("workplans:workplan", OFFICE, (sent.pk,))
    for route in ("workplan", "renew", "add_item"):
        yield Asked(f"workplans:{route}", whose, (returned.pk,))
    for route in ("arrange", "drop_item"):
        yield Asked(f"workplans:{route}", whose, (item.pk,))
    yield Asked("workplans:decide", OFFICE, (sent.pk, "agree"))
    yield Asked("workplans:decide", OFFICE, (agreed.pk, "revise"))
    yield Asked("workplans:edition", MAYOR, (agreed.editions.all()[0].pk,))
    own = agreed.items.filter(assignment=None, target=None, dropped_in=None)[0]
    yield Asked("workplans:report", _head(agreed), (own.pk,))


def _documents() -> Iterator[Asked]:
    yield Asked("documents:list", OFFICE)
    for route in ("kind", "replace", "restore"):
        yield Asked(f"documents:{route}", OFFICE, ("meetings.minutes",))
    template = Template.objects.filter(built_in=False)[0]
    yield Asked("documents:choose", OFFICE, (template.pk,))


def _head(workplan: Workplan) -> str:
    found = holders(Role.UNIT_HEAD, on=timezone.localdate(), unit=workplan.unit_id).first()
    assert found
    return found.username
