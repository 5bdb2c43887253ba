"""The list, and the page of a party."""

from typing import Any

import rules
from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.audit.queries import history, names_of_people
from zhicheng.foundation.audit.registry import verb_name
from zhicheng.foundation.face.lists import Column, Table
from zhicheng.foundation.face.records import Happening, Light, Link, Tone
from zhicheng.register.parties import queries
from zhicheng.register.parties.forms import PartyFilters
from zhicheng.register.parties.models import Mandate, Party
from zhicheng.register.parties.registry import holdings
from zhicheng.register.parties.rules import MATTER_NAMES, PartyKind
from zhicheng.register.parties.views.common import find, url_of

LIST = Table[Party](
    title=_("主体"),
    columns=(
        Column("name", _("名称"), lambda p: Link(p.name, url_of(p)), ("name",), "long"),
        Column("kind", _("主体类别"), lambda p: p.get_kind_display(), ("kind",), secondary=True),
        Column("sort", _("单位性质"), lambda p: p.get_sort_display() or None, ("sort",)),
        Column("code", _("统一社会信用代码"), lambda p: p.credit_code or None, ("credit_code",)),
        Column("area", _("所在区划"), lambda p: p.area.name if p.area else None, ("area__code",)),
    ),
    order=("name",),
    empty=_("登记单位和个人，或者导入权利数据以后，主体会列在这里。"),
)


@require_safe
def party_list(request: HttpRequest) -> HttpResponse | FileResponse:
    """The parties that a person may know of."""
    require("parties.list", request.user)
    return LIST.respond(
        request,
        "parties/list.html",
        rows=queries.parties_for(request.user),
        filters=PartyFilters(request.GET),
        may_keep=rules.has_perm("parties.keep", request.user),
        waiting=queries.to_settle(request.user).count(),
    )


@require_safe
def party(request: HttpRequest, key: int) -> HttpResponse:
    """Who a party is, what belongs to it, who acts for it. One that was merged away leads to where it is now."""
    gone = Party.objects.filter(pk=key).exclude(merged_into=None).first()
    if gone is not None:
        whole = get_object_or_404(queries.parties_for(request.user), pk=gone.root_id)
        return redirect(url_of(whole))
    found, today = find(request, key), timezone.localdate()
    mandates = queries.mandates_of(found, request.user)
    words = {
        "party": found,
        "names": queries.names_of(found),
        "writings": queries.writings_of(found)[:50],
        "merged": queries.merged_into(found),
        "splittings": queries.splittings_of(found),
        "holdings": list(holdings(request.user, found, today)),
        "mandates": [(mandate, _light(mandate)) for mandate in mandates],
        "matters": [MATTER_NAMES[one] for one in queries.matters_of(request.user, found, today)],
        "located": _located(found),
        "happenings": _happenings(found),
        **_buttons(request, found),
    }
    return render(request, "parties/party.html", words)


def _buttons(request: HttpRequest, party: Party) -> dict[str, Any]:
    may_keep = rules.has_perm("parties.keep", request.user)
    person = party.kind == PartyKind.PERSON
    return {
        "is_person": person,
        "may_keep": may_keep,
        "may_mandate": rules.has_perm("parties.mandate", request.user),
        "may_unmask": person
        and hasattr(party, "number")
        and rules.has_perm("parties.unmask", request.user),
        "may_split": may_keep and not person and party.names.count() > 1,
    }


_SURE = 0.9


def _located(party: Party) -> Light:
    """How far to believe where a party is: below nine tenths a person should look."""
    if party.confidence is None:
        return Light(_("未认定"), Tone.UNKNOWN)
    if party.confidence < _SURE:
        return Light(_("待核对"), Tone.CAUTION)
    return Light(_("已认定"), Tone.GOOD)


def _light(mandate: Mandate) -> Light:
    today = timezone.localdate()
    if mandate.valid_from > today:
        return Light(_("尚未开始"), Tone.QUIET)
    if mandate.valid_to is not None and mandate.valid_to < today:
        return Light(_("已截止"), Tone.QUIET)
    return Light(_("有效"), Tone.GOOD)


def _happenings(party: Party) -> list[Happening]:
    """What was done about it, newest first; reasons are in the chain alone, for they may name anybody."""
    people = names_of_people()
    return [
        Happening(entry.at, people.get(entry.actor, entry.actor), verb_name(entry.verb))
        for entry in history(party).order_by("-seq")[:30]
    ]
