"""The list of circulars, a circular's page and paper, and drafting one."""

from dataclasses import dataclass
from datetime import date
from typing import Any

import rules
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require, signed_in
from zhicheng.foundation.face.forms import FormPage, ReasonForm, carried_out, done, fill_in
from zhicheng.foundation.face.history import happenings
from zhicheng.foundation.face.lists import Column, Table
from zhicheng.foundation.face.questions import Question, answered
from zhicheng.foundation.face.records import Link, Text
from zhicheng.foundation.face.told import retold
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.supervision import actions, queries
from zhicheng.governance.supervision.actions import Heading
from zhicheng.governance.supervision.forms import (
    CircularForm,
    EntryForm,
    RewordHeadingForm,
    UnitForm,
)
from zhicheng.governance.supervision.models import Basis, Circular, CircularEntry
from zhicheng.governance.supervision.queries import Grounds, Seen
from zhicheng.governance.supervision.rules import ENTRY_KINDS, CircularState, EntryKind
from zhicheng.governance.supervision.views.common import (
    CIRCULAR_TONES,
    circular_light,
    circular_url,
    find_circular,
    way_to_circular,
)

CIRCULARS = Table[Circular](
    title=_("通报"),
    columns=(
        Column("title", _("标题"), lambda c: Link(c.title, circular_url(c)), ("title",), "long"),
        Column("number", _("编号"), lambda c: c.number or None, ("published_on", "id")),
        Column("from", _("期间起"), lambda c: c.period_from, ("period_from",), "date"),
        Column("to", _("期间止"), lambda c: c.period_to, ("period_to",), "date"),
        Column("published", _("印发日期"), lambda c: c.published_on, ("published_on",), "date"),
        Column("state", _("状态"), circular_light, ("state",)),
    ),
    order=("-id",),
    empty=_("还没有通报。统筹协调员起草后，按期内情况列出拟表扬、批评的单位。"),
)


def circulars(request: HttpRequest) -> HttpResponseBase:
    """The circulars that the person sees."""
    require("supervision.view", request.user)
    return CIRCULARS.respond(
        request,
        "supervision/circulars.html",
        rows=queries.circulars_for(request.user),
        may_draft=rules.has_perm("supervision.circular_draft", request.user),
    )


@dataclass(frozen=True, slots=True)
class ShownBasis:
    """What an entry rests on. url: where it is shown; empty for who may not see it there."""

    words: str
    url: str


@dataclass(frozen=True, slots=True)
class ShownEntry:
    entry: CircularEntry
    reason: str
    bases: list[ShownBasis]


@dataclass(frozen=True, slots=True)
class Part:
    """The entries of one kind, under their heading."""

    title: Text
    entries: list[ShownEntry]


def circular(request: HttpRequest, key: int) -> HttpResponse:
    """404 for whoever does not see it."""
    found, user = find_circular(request, key), signed_in(request)
    draft = found.state == CircularState.DRAFT
    context = {
        "circular": found,
        "state": circular_light(found),
        "parts": _parts(found, user),
        "may_change": draft and rules.has_perm("supervision.circular_draft", user),
        "happenings": happenings(queries.circular_steps_of(found), CIRCULAR_TONES),
    }
    return render(request, "supervision/circular.html", context)


def paper(request: HttpRequest, key: int) -> HttpResponse:
    """The circular as a document to be printed, with what each entry rests on at the end."""
    found = find_circular(request, key)
    parts = _parts(found, signed_in(request))
    context = {"circular": found, "parts": parts}
    return render(request, "supervision/paper.html", context)


def _parts(found: Circular, user: User) -> list[Part]:
    rows, seen = list(queries.entries_of(found)), queries.seen_of(found, user)
    parts = [
        Part(name, [_shown(entry, seen) for entry in rows if entry.kind == kind])
        for kind, name in ENTRY_KINDS.items()
    ]
    return [part for part in parts if part.entries]


def _shown(entry: CircularEntry, seen: Seen) -> ShownEntry:
    bases = [ShownBasis(basis.words, _url(basis, seen)) for basis in entry.bases.all()]
    return ShownEntry(entry, retold(entry.reason), bases)


def _url(basis: Basis, seen: Seen) -> str:
    if basis.order_id in seen.orders:
        return reverse("supervision:order", args=[basis.order_id])
    if basis.task_id in seen.tasks:
        return reverse("tasks:task", args=[basis.task_id])
    if basis.observation is not None and basis.observation.target_id in seen.targets:
        return reverse("targets:target", args=[basis.observation.target_id])
    return ""


def draft_circular(request: HttpRequest) -> HttpResponse:
    """Draft a circular for a period."""
    require("supervision.circular_draft", request.user)
    today = timezone.localdate()
    start = {"period_from": date(today.year, 1 + (today.month - 1) // 3 * 3, 1), "period_to": today}
    form = CircularForm(request.POST if request.method == "POST" else None, initial=start)
    drafted = []

    def save(values: dict[str, Any]) -> None:
        heading = Heading(values.pop("title"), values.pop("intro"))
        by, at = signed_in(request), timezone.now()
        drafted.append(actions.draft_circular(heading=heading, by=by, at=at, **values))

    if request.method == "POST" and carried_out(form, save):
        messages.success(request, gettext("通报已起草，请核对名单、事由和依据。"))
        return redirect(circular_url(drafted[0]))
    page = FormPage(
        _("起草通报"),
        _("起草"),
        (Link(gettext("通报"), reverse("supervision:circulars")),),
        _("系统按期内督办和销号情况列出拟通报的单位，起草后可以增删。"),
    )
    return fill_in(request, page, form)


def reword_circular(request: HttpRequest, key: int) -> HttpResponse:
    """Change title or text of a draft."""
    found = find_circular(request, key)
    require("supervision.circular_draft", request.user)
    start = {"version": found.version, "title": found.title, "intro": found.intro}
    form = RewordHeadingForm(request.POST or None, initial=start)

    def save(**given: Any) -> None:
        by, at = signed_in(request), timezone.now()
        actions.reword_circular(circular=found, heading=Heading(**given), by=by, at=at)

    if done(request, form, found, save):
        messages.success(request, gettext("通报已保存。"))
        return redirect(circular_url(found))
    return fill_in(request, FormPage(_("修改通报"), _("保存"), way_to_circular(found)), form)


def choose_unit(request: HttpRequest, key: int) -> HttpResponse:
    """Which unit the next entry is about."""
    found = find_circular(request, key)
    require("supervision.circular_draft", request.user)
    form = UnitForm(request.POST or None)
    if form.is_valid():
        return redirect("supervision:add_entry", key, form.cleaned_data["unit"].pk)
    page = FormPage(_("增加条目：选择单位"), _("下一步"), way_to_circular(found))
    return fill_in(request, page, form)


def add_entry(request: HttpRequest, key: int, unit: int) -> HttpResponse:
    """List a unit, or a person of it, with the reason and what that rests on."""
    found, about = find_circular(request, key), get_object_or_404(Unit, pk=unit)
    require("supervision.circular_draft", request.user)
    form = EntryForm(request.POST or None, unit=about, initial={"version": found.version})

    def save(**given: Any) -> None:
        names = ("orders", "tasks", "observations")
        grounds = Grounds(**{name: list(given.pop(name, ())) for name in names})
        given["kind"] = EntryKind(given["kind"])
        by, at = signed_in(request), timezone.now()
        actions.add_entry(circular=found, unit=about, grounds=grounds, by=by, at=at, **given)

    if done(request, form, found, save):
        messages.success(request, gettext("条目已增加。"))
        return redirect(circular_url(found))
    title = gettext("增加条目：%(unit)s") % {"unit": about}
    return fill_in(request, FormPage(title, _("增加"), way_to_circular(found)), form)


def drop_entry(request: HttpRequest, key: int) -> HttpResponse:
    """Take an entry off a draft."""
    seen = queries.circulars_for(request.user)
    entry = get_object_or_404(
        CircularEntry.objects.select_related("circular"), pk=key, circular__in=seen
    )
    require("supervision.circular_draft", request.user)
    found = entry.circular

    def drop() -> None:
        actions.drop_entry(entry=entry, by=signed_in(request), at=timezone.now())

    question = Question(
        title=gettext("删去条目：%(name)s") % {"name": entry},
        effects=(_("条目从草稿中删去。"),),
        button=_("删去"),
        back=circular_url(found),
    )
    return answered(request, question, found, drop, said=_("条目已删去。"))


def discard_circular(request: HttpRequest, key: int) -> HttpResponse:
    """Ask why, then give a draft up."""
    found = find_circular(request, key)
    require("supervision.circular_draft", request.user)

    def discard(**given: Any) -> None:
        by, at = signed_in(request), timezone.now()
        actions.discard_circular(circular=found, by=by, at=at, **given)

    question = Question(
        title=gettext("作废通报草稿：%(title)s") % {"title": found.title},
        effects=(_("草稿不再修改、不能印发，仍留在通报列表中备查。"),),
        button=_("作废"),
        back=circular_url(found),
        danger=True,
    )
    said = _("通报草稿已作废。")
    return answered(request, question, found, discard, form=ReasonForm, said=said)


def publish(request: HttpRequest, key: int) -> HttpResponse:
    """Ask, then publish."""
    found = find_circular(request, key)
    require("supervision.circular_draft", request.user)

    def take() -> None:
        actions.publish_circular(circular=found, by=signed_in(request), at=timezone.now())

    question = Question(
        title=gettext("印发通报：%(title)s") % {"title": found.title},
        effects=(
            _("通报编号并对各单位公开，名单中的单位和个人会收到通知。"),
            _("印发后不能再改。"),
        ),
        button=_("印发"),
        back=circular_url(found),
        danger=True,
    )
    return answered(request, question, found, take, said=_("通报已印发。"))
