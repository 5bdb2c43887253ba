"""What a unit asks for: drafting, sending, passing it on, answering."""

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from zhicheng.engines.procedures.declaration import VerbOf
from zhicheng.engines.procedures.running import Refused, apply
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.seen import update_as_seen
from zhicheng.foundation.audit.turns import take_turn
from zhicheng.foundation.face.told import told
from zhicheng.foundation.notices.actions import notify
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.supervision.actions.steps import (
    day_of,
    deputy_for,
    next_number,
    others,
    proof_of,
    term_of,
)
from zhicheng.governance.supervision.models import Request, RequestStep
from zhicheng.governance.supervision.permissions import request_capacities
from zhicheng.governance.supervision.queries import people_to_tell
from zhicheng.governance.supervision.rules import (
    REQUEST,
    REQUEST_TOLD,
    SERIES_OF,
    UNIT,
    WITH_TERM,
    As,
    RequestFacts,
    RequestKind,
    RequestState,
)
from zhicheng.governance.tasks.models import Task
from zhicheng.governance.tasks.permissions import visible_tasks


@dataclass(frozen=True, slots=True)
class Asked:
    """What is asked: its kind, subject and words, and the term in working days."""

    kind: RequestKind
    title: str
    text: str
    days: int


@transaction.atomic
def draft_request(
    *, unit: Unit, asked: Asked, by: User, at: datetime, task: Task | None = None
) -> Request:
    """Draft a request of a unit, about a task that the person sees, or about none.

    Raises PermissionDenied to whoever does not work for the unit, ValidationError for an empty subject
    or text, a term that is none, a task that the person does not see, and where a draft asks the same
    already: a button pressed twice drafts one.
    """
    request = Request(unit=unit, task=task, drafted_by=by, drafted_at=at)
    require("supervision.request_draft", by, request)
    _check(asked, at)
    if task is not None and not visible_tasks(by).filter(pk=task.pk).exists():
        raise ValidationError({"task": _("没有这项任务，或您无权查看。")})
    _take(request, asked)
    take_turn("supervision: requests")
    if _is_drafted(request):
        raise ValidationError({"title": _("本单位已有内容相同的草稿，没有重复起草。")})
    request.save()
    _add_step(request, "draft", told("起草"), who=UNIT, by=by, at=at)
    record(by=by, at=at, verb="supervision.request_draft", subject=request, after=_audited(request))
    return request


@transaction.atomic
def change_request(*, request: Request, asked: Asked, by: User, at: datetime) -> None:
    """Say it otherwise before it is sent. Raises as ``draft_request``, Refused once it was sent, Overtaken."""
    require("supervision.request_draft", by, request)
    if request.state != RequestState.DRAFTED:
        raise Refused(_("已经报送或撤回，内容不能再改。"))
    _check(asked, at)
    before = _audited(request)
    update_as_seen(
        request, kind=asked.kind, title=asked.title.strip(), text=asked.text.strip(),
        days=asked.days,
    )  # fmt: skip
    _add_step(request, "change", told("修改"), who=UNIT, by=by, at=at)
    record(
        by=by, at=at, verb="supervision.request_change", subject=request, before=before,
        after=_audited(request),
    )  # fmt: skip


@transaction.atomic
def move_request(
    *,
    request: Request,
    verb: Annotated[str, VerbOf(REQUEST)],
    by: User,
    at: datetime,
    reason: str = "",
    days: int | None = None,
    adviser: Unit | None = None,
) -> RequestStep:
    """Take a step of the procedure (``rules.REQUEST``).

    reason: what is said with it: the answer, the instruction, the opinion. days: of passing it up or asking
    another unit, the term in working days. adviser: the unit that is asked. Raises PermissionDenied,
    Refused, Overtaken; ValidationError for a term that is none.
    """
    require(f"supervision.request_{verb}", by, request)
    facts = RequestFacts(adviser=adviser is not None and adviser.pk != request.unit_id)
    who = request_capacities(by, request)
    found = apply(REQUEST, request.state, verb, who=who, facts=facts, reason=reason)
    before = _audited(request)
    changes = _changes(request, verb, days, adviser, at)
    update_as_seen(request, state=found.to, **changes)
    step = _add_step(
        request, verb, found.transition.title, found.reason, who=found.transition.who,
        moved=(found.source, found.to), by=by, at=at,
    )  # fmt: skip
    _tell(request, step)
    record(
        by=by, at=at, verb=f"supervision.request_{verb}", subject=request, before=before,
        after=_audited(request), reason=found.reason,
    )  # fmt: skip
    return step


def _changes(
    request: Request, verb: str, days: int | None, adviser: Unit | None, at: datetime
) -> dict[str, Any]:
    """What a verb sets besides the state: sending gives the number and the term; whom it waits for then
    has a term of its own, and the office the one that was asked for."""
    on = day_of(at)
    if verb == "submit":
        term = term_of(on, request.days)
        number = next_number(SERIES_OF[RequestKind(request.kind)], on)
        turn = {"turn_due_on": term["due_on"], "turn_basis": term["basis"]}
        return {"number": number, "sent_on": on, **term, **turn}
    if verb in WITH_TERM:
        term = term_of(on, days)
        asked = {"adviser": adviser} if adviser else {}
        return {"turn_due_on": term["due_on"], "turn_basis": term["basis"], **asked}
    return {"turn_due_on": request.due_on, "turn_basis": request.basis}


_PLAIN = gettext_noop("请示事项%(number)s“%(title)s”（%(unit)s）：%(step)s")
_WITH_REASON = gettext_noop("请示事项%(number)s“%(title)s”（%(unit)s）%(step)s：%(reason)s")


def _tell(request: Request, step: RequestStep) -> None:
    """Notify those whose turn it is now, or who asked; never the one who acted. Where nobody is there, the
    coordinators."""
    on, capacities = day_of(step.at), REQUEST_TOLD[step.verb]
    unit = request.unit
    if capacities == (As.ADVISER,) and request.adviser:
        unit, capacities = request.adviser, UNIT
    people = people_to_tell(unit, *capacities, on=on)
    people = people or people_to_tell(unit, As.COORDINATOR, on=on)
    notify(
        to=others(people, step.by),
        text=told(
            _WITH_REASON if step.reason else _PLAIN,
            number=request.number,
            title=request.title,
            unit=request.unit,
            step=step.title,
            reason=step.reason,
        ),
        url=reverse("supervision:request", args=[request.pk]),
        at=step.at,
    )


def _add_step(
    request: Request,
    verb: str,
    title: str,
    reason: str = "",
    *,
    who: tuple[str, ...],
    by: User,
    at: datetime,
    moved: tuple[str, str] = ("", ""),
) -> RequestStep:
    deputy = deputy_for(request_capacities(by, request), who)
    return RequestStep.objects.create(
        request=request, verb=verb, title=title, state_from=moved[0], state_to=moved[1],
        reason=reason, by=by, deputy_for_id=deputy, at=at,
    )  # fmt: skip


def _check(asked: Asked, at: datetime) -> None:
    faults: dict[str, Any] = {}
    if not asked.title.strip():
        faults["title"] = _("请写明事项。")
    if not asked.text.strip():
        faults["text"] = _("请写明请求内容。")
    if faults:
        raise ValidationError(faults)
    term_of(day_of(at), asked.days)


def _take(request: Request, asked: Asked) -> None:
    request.kind, request.days = asked.kind, asked.days
    request.title, request.text = asked.title.strip(), asked.text.strip()


def _is_drafted(request: Request) -> bool:
    """Whether a draft of the unit asks the same about the same."""
    same = {name: getattr(request, name) for name in ("unit", "task", "kind", "title", "text")}
    return Request.objects.filter(**same, state=RequestState.DRAFTED).exists()


def _audited(request: Request) -> dict[str, Any]:
    """A request as the audit chain shows it."""
    day = request.turn_due_on
    return {
        "number": request.number,
        "state": request.state,
        "version": request.version,
        "unit": request.unit_id,
        "adviser": request.adviser_id,
        "turn_due_on": day.isoformat() if day else None,
        "text_sha256": proof_of(request.text),
    }
