"""What the verbs share: the step that is taken, the texts, history and audit."""

import hashlib
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.engines.procedures.running import Step as Move
from zhicheng.engines.procedures.running import apply
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import deputy_among
from zhicheng.foundation.audit.actions import record
from zhicheng.governance.bulletins.models import Report, Step
from zhicheng.governance.bulletins.permissions import capacities
from zhicheng.governance.bulletins.queries import facts_of, names_known, unsourced_in
from zhicheng.governance.bulletins.rules import PARTS, REPORT, text_faults


def move_of(report: Report, verb: str, by: User, reason: str = "") -> Move:
    """Find that a step may be taken; nothing is written. Raises Refused."""
    return apply(
        REPORT, report.state, verb, who=capacities(by), facts=facts_of(report), reason=reason
    )


def check_texts(report: Report, texts: Mapping[str, str]) -> None:
    """Raises ValidationError for a part that no paper has, and with the part and the place of each placeholder
    that names nothing."""
    if foreign := sorted(set(texts) - set(PARTS)):
        raise ValidationError(_("没有这一部分：%(names)s。") % {"names": "、".join(foreign)})
    known = names_known(report)
    faults = {part: text_faults(text, known) for part, text in texts.items()}
    if found := {part: said for part, said in faults.items() if said}:
        raise ValidationError(found)


def check_sources(texts: Mapping[str, str]) -> None:
    """Raises ValidationError naming the numbers that are neither a placeholder nor have a source, by part."""
    found = unsourced_in(texts)
    if found:
        raise ValidationError(
            gettext(
                "以下数字没有来源，不能印发：%(numbers)s。请改为引用系统中的数字，或在同一句中注明“（来源：……）”。"
            )
            % {"numbers": "；".join(found)}
        )


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
    Step.objects.create(
        report=report, verb=verb, title=title, reason=reason, by=by, at=at,
        state_to=report.state, deputy_for_id=deputy_among(capacities(by).values()) if by else None,
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
