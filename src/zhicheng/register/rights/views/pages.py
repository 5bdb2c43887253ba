"""The list, and the page of a right on any day, as known on any day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import rules
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from zhicheng.engines.rights import Status
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.audit.queries import history, names_of_people
from zhicheng.foundation.audit.registry import verb_name
from zhicheng.foundation.face.lists import Column, Table
from zhicheng.foundation.face.records import Happening, Light, Link, Tone
from zhicheng.foundation.files.views import download
from zhicheng.register.parties.permissions import visible_parties
from zhicheng.register.rights import permissions, queries
from zhicheng.register.rights.forms import DaysForm, RightFilters
from zhicheng.register.rights.models import Event, Right
from zhicheng.register.rights.rules import SIDE_NAMES
from zhicheng.register.rights.views.common import find, light, url_of


def _today(right: Right) -> Light:
    today = timezone.localdate()
    return light(queries.status_of(right, today, today))


def _holders(right: Right) -> str | None:
    today = timezone.localdate()
    return "；".join(str(one.writing) for one in queries.holders_of(right, today, today)) or None


LIST = Table[Right](
    title=_("权利"),
    columns=(
        Column("title", _("名称"), lambda r: Link(r.title, url_of(r)), (), "long"),
        Column("kind", _("权利种类"), lambda r: r.get_kind_display(), ("kind",)),
        Column("number", _("号码"), lambda r: r.number or r.publication, ("number",)),
        Column(
            "nice_class", _("类别"), lambda r: r.nice_class or None, kind="number", secondary=True
        ),
        Column("holders", _("权利人"), _holders, kind="long"),
        Column("state", _("今天的状态"), _today),
    ),
    order=("-pk",),
    empty=_("登记或者导入以后，专利、商标、地理标志、著作权、布图设计和植物新品种会列在这里。"),
)


@require_safe
def right_list(request: HttpRequest) -> HttpResponse | FileResponse:
    """The rights that a person may know of."""
    require("rights.list", request.user)
    return LIST.respond(
        request,
        "rights/list.html",
        rows=queries.on_file(queries.rights_for(request.user)),
        filters=RightFilters(request.GET, parties=visible_parties(request.user)),
        may_keep=rules.has_perm("rights.keep", request.user),
    )


@require_safe
def right(request: HttpRequest, key: int) -> HttpResponse:
    """A right on a day, as known on another; today where no days are asked for."""
    found, today = find(request, key), timezone.localdate()
    asked = request.GET if {"on", "known_on"} & set(request.GET) else None
    form = DaysForm(asked, initial={"on": today, "known_on": today})
    good = form.is_bound and form.is_valid()
    on, known_on = (form.cleaned_data[name] if good else today for name in ("on", "known_on"))
    status = queries.status_of(found, on, known_on)
    words = {
        "right": found,
        "days": form,
        "on": on,
        "known_on": known_on,
        "status": status,
        "light": light(status),
        "today": _today(found),
        "valid": _valid(status),
        "sides": [(SIDE_NAMES[one.side], one) for one in status.sides],
        "holders": queries.holders_of(found, on, known_on),
        "events": list(_events(found, known_on)),
        "documents": queries.documents_of(found),
        "may_keep": rules.has_perm("rights.keep", request.user),
        "happenings": _happenings(found),
    }
    return render(request, "rights/right.html", words)


def _valid(status: Status) -> Light:
    """Whether it counts; what is not known is neither counted nor counted out."""
    if status.valid is None:
        return Light(_("不明，不计入也不计出"), Tone.UNKNOWN)
    return Light(_("计为有效"), Tone.GOOD) if status.valid else Light(_("不计为有效"), Tone.QUIET)


@dataclass(frozen=True, slots=True)
class ShownEvent:
    """An event and what is believed of it on the day of knowledge."""

    event: Event
    side: object
    light: Light


def _events(right: Right, known_on: date) -> Iterator[ShownEvent]:
    for event in queries.events_of(right):
        fact = event.fact
        yield ShownEvent(
            event, SIDE_NAMES[fact.side] if fact.side else "", _belief(event, known_on)
        )


def _belief(event: Event, known_on: date) -> Light:
    if event.known_on > known_on:
        return Light(_("当时未知"), Tone.QUIET)
    if event.retracted_on is not None and event.retracted_on <= known_on:
        return Light(_("记载已撤销"), Tone.QUIET)
    return Light(_("采信"), Tone.GOOD)


def _happenings(right: Right) -> list[Happening]:
    people = names_of_people()
    return [
        Happening(entry.at, people.get(entry.actor, entry.actor), verb_name(entry.verb))
        for entry in history(right).order_by("-seq")[:30]
    ]


@require_safe
def document(request: HttpRequest, key: int) -> HttpResponseBase:
    """A file that was brought."""
    rows = permissions.visible_documents(request.user).select_related("file", "source")
    found = get_object_or_404(rows, pk=key)
    if found.file is None:
        raise Http404(_("只有号码，没有文件。"))
    return download(found.file, found.source.title)
