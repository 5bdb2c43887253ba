"""Opening a plan or a report to the public, and withdrawing it: keyword-only, permission asked, one
transaction, audit row in it.

All raise PermissionDenied for whoever does not coordinate, ValidationError (Chinese messages, by field where
a field is wrong) for what does not hold up, and ``Overtaken`` when somebody else was quicker.
"""

from dataclasses import dataclass
from datetime import date, datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import capacities_of, deputy_among, require
from zhicheng.foundation.accounts.rules import Held, Role
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.registry import name_verbs
from zhicheng.foundation.audit.seen import update_as_seen
from zhicheng.foundation.face.told import told
from zhicheng.governance.bulletins import actions as edition
from zhicheng.governance.bulletins.models import Report
from zhicheng.governance.bulletins.rules import State as Issued
from zhicheng.governance.disclosure.models import Opening, Step
from zhicheng.governance.disclosure.rules import State, opening_faults
from zhicheng.governance.plans.models import Plan, VersionState

name_verbs({"disclosure.open": _("向社会公开"), "disclosure.withdraw": _("撤回公开")})


@dataclass(frozen=True, slots=True)
class Terms:
    """From when on something is seen, and under which words. checked: the coordinator has looked for what must
    not be seen."""

    opens_on: date
    note: str = ""
    checked: bool = False


@transaction.atomic
def open_plan(*, plan: Plan, terms: Terms, by: User, at: datetime) -> Opening:
    """Let the public see a plan from a day on, for the first time or again.

    Raises ValidationError for a plan without a version in force, one that is open already, and terms that do not
    hold up.
    """
    require("disclosure.decide", by)
    if not plan.versions.filter(state=VersionState.PUBLISHED).exists():
        raise ValidationError(gettext("方案还没有发布，不能公开。"))
    return _open(terms, by=by, at=at, plan=plan)


@transaction.atomic
def open_report(*, report: Report, terms: Terms, by: User, at: datetime) -> Opening:
    """Let the public see the public edition of an issued report from a day on, for the first time or again;
    the edition is made when it is opened first.

    Raises ValidationError for a report that is not issued, one that is open already, and terms that do not
    hold up.
    """
    require("disclosure.decide", by)
    if report.state != Issued.ISSUED:
        raise ValidationError(gettext("只有已印发、未被替代的报告可以公开。"))
    edition.add_public(report=report, by=by, at=at)
    return _open(terms, by=by, at=at, report=report)


def _open(terms: Terms, *, by: User, at: datetime, **subject: Plan | Report) -> Opening:
    note = terms.note.strip()
    if faults := opening_faults(terms.opens_on, terms.checked, note, timezone.localdate(at)):
        raise ValidationError(dict(faults))
    values = {"state": State.OPEN, "opens_on": terms.opens_on, "note": note, "reason": ""}
    row, new = Opening.objects.get_or_create(**subject, defaults={**values, "opened_at": at})
    if not new:
        if row.state == State.OPEN:
            raise ValidationError(gettext("已经公开，不需要再次公开。"))
        update_as_seen(row, **values, opened_at=at)
    said = told("自%(day)s起公开", day=terms.opens_on)
    _record(row, "open", told("公开"), said, by=by, at=at)
    return row


@transaction.atomic
def withdraw(*, opening: Opening, reason: str, by: User, at: datetime) -> None:
    """Let the public see it no more, with the reason.

    Raises ValidationError without a reason, and for what is not open.
    """
    require("disclosure.decide", by)
    if not reason.strip():
        raise ValidationError({"reason": gettext("请写明撤回公开的理由。")})
    if opening.state != State.OPEN:
        raise ValidationError(gettext("没有公开，不需要撤回。"))
    update_as_seen(opening, state=State.WITHDRAWN, reason=reason.strip())
    _record(opening, "withdraw", told("撤回公开"), reason.strip(), by=by, at=at)


def _record(row: Opening, verb: str, title: str, said: str, *, by: User, at: datetime) -> None:
    """History and audit; what a person wrote as a reason is sealed in the chain."""
    persons = capacities_of(by, _coordinates).values()
    Step.objects.create(
        opening=row, verb=verb, title=title, said=said, by=by, at=at,
        deputy_for_id=deputy_among(persons),
    )  # fmt: skip
    subject = {"plan": row.plan_id} if row.report_id is None else {"report": row.report_id}
    after = {**subject, "state": row.state, "opens_on": row.opens_on.isoformat()}
    record(by=by, at=at, verb=f"disclosure.{verb}", subject=row, after=after, reason=row.reason)


def _coordinates(held: Held) -> Role | None:
    return Role.COORDINATOR if held.role is Role.COORDINATOR else None
