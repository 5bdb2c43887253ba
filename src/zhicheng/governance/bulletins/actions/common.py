"""What the verbs share: the row as it was seen, the step that is taken, history and audit."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhicheng.engines.procedures.running import Refused, apply
from zhicheng.engines.procedures.running import Step as Move
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.face.told import retold
from zhicheng.governance.bulletins.models import Report, Step
from zhicheng.governance.bulletins.permissions import capacities
from zhicheng.governance.bulletins.queries import facts_of, names_known
from zhicheng.governance.bulletins.rules import PARTS, REPORT, text_faults


class Overtaken(Refused):
    """Somebody else was quicker. The message says who did what, and when."""


def move_of(report: Report, verb: str, by: User, reason: str = "") -> Move:
    """Find that a step may be taken; nothing is written. Raises Refused."""
    return apply(
        REPORT, report.state, verb, who=capacities(by), facts=facts_of(report), reason=reason
    )


def update_as_seen(report: Report, **values: Any) -> None:
    """UPDATE the row if it is still what the person saw. Raises Overtaken when it is not."""
    values["version"] = report.version + 1
    rows = Report.objects.filter(pk=report.pk, version=report.version)
    if rows.update(**values) != 1:
        raise _overtaken(report)
    for name, value in values.items():
        setattr(report, name, value)


def _overtaken(report: Report) -> Overtaken:
    last = report.steps.select_related("by").latest("id")
    return Overtaken(
        _("%(name)s已于%(when)s“%(title)s”，您的操作未执行，请按最新情况重新办理。")
        % {
            "name": last.by.name if last.by else _("系统"),
            "when": timezone.localtime(last.at).strftime("%m月%d日 %H:%M"),
            "title": retold(last.title),
        }
    )


def check_texts(report: Report, texts: Mapping[str, str]) -> None:
    """Raises ValidationError with the part and the place of each placeholder that names nothing."""
    known = names_known(report)
    faults = {part: text_faults(text, known) for part, text in texts.items()}
    if found := {part: said for part, said in faults.items() if said}:
        raise ValidationError(found)


def write_down(
    report: Report,
    verb: str,
    title: str,
    *,
    by: User | None,
    at: datetime,
    reason: str = "",
    **more: Any,
) -> None:
    """History and audit of what was done. Words that people wrote are in the chain as their hash. more: plain
    values for the chain."""
    persons = list(capacities(by).values()) if by else []
    Step.objects.create(
        report=report, verb=verb, title=title, reason=reason, by=by, at=at,
        state_to=report.state, deputy_for_id=None if None in persons or not persons else persons[0],
    )  # fmt: skip
    after = {
        "kind": report.kind,
        "year": report.year,
        "quarter": report.quarter,
        "edition": report.edition,
        "state": report.state,
        "version": report.version,
        "texts": {part: _proof(getattr(report, part)) for part in PARTS},
        **more,
    }
    record(
        by=by, at=at, verb=f"bulletins.{verb}", subject=report, after=after,
        reason=reason if by else "",
    )  # fmt: skip


def _proof(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()
