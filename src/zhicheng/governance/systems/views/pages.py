"""The list, a system's page, and its evidence."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlsplit

import rules
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.text import Truncator
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require, signed_in
from zhicheng.foundation.face import records
from zhicheng.foundation.face.lists import Column, Grouping, Table
from zhicheng.foundation.face.records import Happening, Link, Shown, Tone
from zhicheng.foundation.files.views import download
from zhicheng.governance.systems import actions, permissions, queries
from zhicheng.governance.systems.forms import SystemFilters
from zhicheng.governance.systems.models import Milestone, Note, Step, System
from zhicheng.governance.systems.rules import STATE_NAMES, State, in_time
from zhicheng.governance.systems.views.common import TONES, find, state_light, url_of

_SHOWN = 40
"""Characters of an address in a cell."""


def _next(system: System) -> str | None:
    found = queries.next_milestone(system)
    return str(found) if found else None


def _place(system: System) -> Link | None:
    """Where it runs: of an address its host alone, of a page of this product its path."""
    if not system.link:
        return None
    words = urlsplit(system.link).hostname or system.link
    return Link(Truncator(words).chars(_SHOWN), system.link, whole=system.link)


def _timeliness(system: System) -> Shown:
    """Late, or in time as far as milestones say anything: unknown is not green."""
    if system.late:  # type: ignore[attr-defined]  # annotated by systems_for
        return records.Light(_("节点逾期"), Tone.DANGER)
    if system.state == State.STOPPED:
        return None
    if not system.milestones.all():
        return records.Light(_("未安排节点"), Tone.UNKNOWN)
    words = _("按节点推进") if queries.next_milestone(system) else _("节点均已完成")
    timely = all(_was_in_time(milestone) for milestone in system.milestones.all())
    return records.Light(words, Tone.GOOD if timely else Tone.QUIET)


def _was_in_time(milestone: Milestone) -> bool:
    """Not reached after its day, nor said so only then; what is still to come is in time."""
    if milestone.done_on is None or milestone.said_on is None:
        return True
    return in_time(milestone.due_on, milestone.done_on, milestone.said_on)


LIST = Table[System](
    title=_("建设清单"),
    columns=(
        Column("name", _("系统"), lambda s: Link(s.name, url_of(s)), ("name",), "long"),
        Column(
            "owner", _("建设单位"), lambda s: str(s.owner) if s.owner else None, ("owner__order",)
        ),
        Column("state", _("状态"), lambda s: state_light(s.state), ("state",)),
        Column("next", _("下一节点"), _next, kind="named"),
        Column("late", _("节点"), _timeliness, ("late",)),
        Column("noted", _("最近进展"), lambda s: s.noted_at, ("noted_at",), "date"),  # type: ignore[attr-defined]  # as above
        Column("link", _("运行地址"), _place, kind="named"),
    ),
    order=("plan_id", "position"),
    groupings=(
        Grouping("owner", _("按单位"), ("owner__order", "owner"), lambda s: str(s.owner or "—")),
        Grouping("chapter", _("按章"), ("plan_id", "position"), lambda s: s.chapter or "—"),
        Grouping("state", _("按状态"), ("state",), lambda s: STATE_NAMES[State(s.state)]),
    ),
    empty=_("方案发布后，其中要求建设的平台、数据库、名录等会自动列在这里。"),
)


def build_list(request: HttpRequest) -> HttpResponseBase:
    """Everything that plans order to be built."""
    require("systems.view", request.user)
    rows = queries.systems_for(request.user, timezone.localdate())
    user = signed_in(request)
    filters = SystemFilters(request.GET, systems=permissions.visible_systems(user), reader=user)
    return LIST.respond(request, "systems/list.html", rows=rows, filters=filters)


@dataclass(frozen=True, slots=True)
class ShownMilestone:
    milestone: Milestone
    light: records.Light
    open: bool
    changeable: bool
    revocable: bool


@dataclass(frozen=True, slots=True)
class ShownNote:
    note: Note
    state: records.Light


@dataclass(frozen=True, slots=True)
class Button:
    """A step that the person may take. hindrance: why not now."""

    title: str
    url: str
    hindrance: str


def system(request: HttpRequest, key: int) -> HttpResponse:
    """404 for whoever does not see the list."""
    found, user, today = find(request, key), signed_in(request), timezone.localdate()
    return render(
        request,
        "systems/system.html",
        {
            "system": found,
            "owner": found.owner.name if found.owner else None,
            "state": state_light(found.state),
            "buttons": _buttons(found, user),
            "milestones": [_shown(m, found, user, today) for m in found.milestones.all()],
            "notes": [ShownNote(n, state_light(n.state)) for n in queries.notes_of(found, user)],
            "happenings": _happenings(queries.steps_of(found)),
            "outside": found.link.startswith("https:"),
            **_may(user, found),
        },
    )


def _may(user: Any, found: System) -> dict[str, bool]:
    going = found.state != State.STOPPED
    return {
        "may_assign": rules.has_perm("systems.assign", user, found),
        "may_keep": going and rules.has_perm("systems.keep", user, found),
        "may_note": going and rules.has_perm("systems.note", user, found),
    }


def _buttons(found: System, user: Any) -> list[Button]:
    return [
        Button(c.title, reverse("systems:decide", args=[found.pk, c.verb]), c.hindrance)
        for c in queries.choices(found, user)
    ]


def _shown(milestone: Milestone, found: System, user: User, today: date) -> ShownMilestone:
    waits = milestone.done_on is None and found.state != State.STOPPED
    return ShownMilestone(
        milestone,
        _light(milestone, found, today),
        waits,
        waits and actions.changeable(milestone, user, today),
        milestone.done_on is not None and rules.has_perm("systems.revoke_milestone", user, found),
    )


def _light(milestone: Milestone, found: System, today: date) -> records.Light:
    if milestone.done_on is not None:
        late = milestone.done_on > milestone.due_on
        if _was_in_time(milestone):
            return records.Light(_("按期完成"), Tone.GOOD)
        return records.Light(_("逾期完成") if late else _("逾期登记"), Tone.QUIET)
    if found.state == State.STOPPED:
        return records.Light(_("未完成"), Tone.QUIET)
    if milestone.due_on < today:
        return records.Light(_("逾期"), Tone.DANGER)
    return records.Light(_("未到期"), Tone.ACTIVE)


def _happenings(steps: Iterable[Step]) -> list[Happening]:
    return [
        Happening(
            step.at,
            gettext("%(name)s（代%(name2)s）")
            % {"name": step.by.name, "name2": step.deputy_for.name}
            if step.deputy_for
            else step.by.name,
            step.title,
            step.reason,
            TONES[State(step.state_to)] if step.state_to else Tone.QUIET,
        )
        for step in steps
    ]


def evidence(request: HttpRequest, key: int) -> HttpResponseBase:
    """A file that the person may read, as a download; 404 for everyone else."""
    found = get_object_or_404(queries.files_for(request.user), pk=key)
    return download(found.file, found.name)
