"""The auditor's pages: what was done, by whom, and whether the chain is whole."""

from collections.abc import Mapping
from itertools import islice
from typing import Any

from django.http import FileResponse, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from zhicheng.foundation.audit import actions, queries
from zhicheng.foundation.audit.actions import Opened
from zhicheng.foundation.audit.forms import EntryFilters, PurposeForm
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.audit.permissions import require
from zhicheng.foundation.audit.personal import ENCRYPTED, is_personal, masked
from zhicheng.foundation.audit.registry import page_of, verb_name
from zhicheng.foundation.audit.through import THROUGH
from zhicheng.foundation.face.addresses import address
from zhicheng.foundation.face.forms import carried_out
from zhicheng.foundation.face.lists import Column, Table
from zhicheng.foundation.face.questions import Question, ask
from zhicheng.foundation.face.records import Light, Link, Shown, Tone
from zhicheng.foundation.face.told import retold

ROWS_AT_ONCE = 20_000
"""How many rows a page verifies; the command verifies the whole chain, however long."""
FAULTS_SHOWN = 200
_PERSON = "accounts.user"


def _table(names: Mapping[str, str]) -> Table[Entry]:
    """The list, with the names of people at hand."""
    return Table(
        title=gettext_lazy("审计记录"),
        columns=(
            Column(
                "seq",
                gettext_lazy("编号"),
                lambda e: Link(str(e.seq), reverse("audit:entry", args=[e.seq])),
                ("seq",),
                "number",
            ),
            Column("at", gettext_lazy("时间"), lambda e: e.at, ("at",), "date"),
            Column("actor", gettext_lazy("办理人"), lambda e: names.get(e.actor, e.actor)),
            Column("verb", gettext_lazy("操作事项"), lambda e: verb_name(e.verb)),
            Column("subject", gettext_lazy("对象"), lambda e: _linked(e, _subject(e, names))),
            Column("reason", gettext_lazy("理由"), _reason, kind="long"),
        ),
        order=("-seq",),
        empty=gettext_lazy("每一次办理都会在这里留下不可更改的记录。"),
    )


def _reason(entry: Entry) -> str:
    """The system's own words; what a person wrote is sealed with the row's personal data."""
    return str(ENCRYPTED) if "reason" in entry.after else retold(entry.reason)


def _subject(entry: Entry, names: Mapping[str, str]) -> str:
    """What was acted on: a person by name, any other row by its kind and number."""
    about = names.get(entry.subject_id) if entry.subject_type == _PERSON else None
    return f"{queries.subject_type_name(entry.subject_type)} {about or entry.subject_id}"


def _linked(entry: Entry, words: str) -> Shown:
    """The subject, and the page on which it is shown where there is one."""
    page = page_of(entry.subject_type)
    if not page or not entry.subject_id.isdecimal():
        return words
    return Link(words, address(page, int(entry.subject_id)))


def _told_subject(entry: Entry, names: Mapping[str, str]) -> str:
    """As ``_subject``, with the words of the row as it is now."""
    said = _subject(entry, names)
    if entry.subject_type == _PERSON:
        return said
    now = queries.row_name(entry.subject_type, entry.subject_id)
    return _("%(subject)s：%(words)s") % {"subject": said, "words": now} if now else said


@require_safe
def index(request: HttpRequest) -> HttpResponse | FileResponse:
    require("audit.read", request.user)
    return _table(queries.names_of_people()).respond(
        request, "audit/list.html", rows=Entry.objects.all(), filters=EntryFilters(request.GET)
    )


def _find(request: HttpRequest, seq: int) -> Entry:
    require("audit.read", request.user)
    return get_object_or_404(Entry, pk=seq)


def _show(request: HttpRequest, found: Entry, shown: Opened, *, may_open: bool) -> HttpResponse:
    names = sorted({*shown.before, *shown.after} - {"reason", THROUGH})
    people = queries.names_of_people()
    words: dict[str, Any] = {
        "entry": found,
        "verb": verb_name(found.verb),
        "actor": people.get(found.actor, found.actor),
        "through": _through(str(shown.after.get(THROUGH, ""))),
        "subject": _linked(found, _told_subject(found, people)),
        "reason": str(shown.after.get("reason", found.reason)),
        "changes": [
            (
                queries.field_name(found.subject_type, n),
                _words(shown.before.get(n)),
                _words(shown.after.get(n)),
            )
            for n in names
        ],
        "may_open": may_open,
    }
    return render(request, "audit/entry.html", words)


def _through(kept: str) -> str:
    """The token of the program that acted, by its kind and number, and what it is called now."""
    label, _colon, key = kept.partition(":")
    if not key:
        return ""
    said = f"{queries.subject_type_name(label)} {key}"
    now = queries.row_name(label, key)
    return _("%(subject)s：%(words)s") % {"subject": said, "words": now} if now else said


def _words(value: object) -> str:
    """A value of a row in words; nothing for one that was not there."""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    return "" if value is None else str(value)


@require_safe
def entry(request: HttpRequest, seq: int) -> HttpResponse:
    found = _find(request, seq)
    shown = Opened(masked(found.before), masked(found.after))
    personal = is_personal(found.before) or is_personal(found.after)
    return _show(request, found, shown, may_open=personal)


@never_cache
def open_personal(request: HttpRequest, seq: int) -> HttpResponse:
    """Ask for the purpose, then show the row with the personal data in it: this once."""
    found = _find(request, seq)
    form = PurposeForm(request.POST or None)
    opened: list[Opened] = []

    def look(values: dict[str, Any]) -> None:
        by, at = request.user, timezone.now()
        opened.append(actions.open_personal(entry=found, by=by, at=at, **values))

    if request.method == "POST" and carried_out(form, look):
        return _show(request, found, opened[0], may_open=False)
    effects = (
        _("显示该条记录中的个人信息，只显示这一次。"),
        _("查看人、时间和目的将记入审计链。"),
    )
    title = _("查看第 %s 条记录中的个人信息") % seq
    back = reverse("audit:entry", args=[seq])
    return ask(request, Question(title, effects, _("查看"), back), form)


@require_safe
def verify(request: HttpRequest) -> HttpResponse:
    """Whether the chain is whole: all of it, or the latest part where it is long."""
    require("audit.read", request.user)
    last = queries.end()
    after = max(0, last.seq - ROWS_AT_ONCE)
    faults = list(islice(queries.verify(after=after), FAULTS_SHOWN))
    whole = Light(_("完整"), Tone.GOOD)
    broken = Light(_("不完整"), Tone.DANGER)
    words = {
        "faults": faults,
        "light": broken if faults else whole,
        "last": last,
        "first_seq": after + 1,
        "is_all": after == 0,
        "at": timezone.now(),
    }
    return render(request, "audit/verify.html", words)
