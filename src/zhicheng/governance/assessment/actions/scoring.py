"""What the assessed do: score themselves with evidence, claim bonuses, hand the sheet in."""

from datetime import datetime
from decimal import Decimal
from typing import Annotated, Any, Final

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext

from zhicheng.engines.procedures.declaration import VerbOf
from zhicheng.engines.procedures.running import Step as Move
from zhicheng.engines.procedures.running import apply
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.seen import update_as_seen
from zhicheng.foundation.face.told import told
from zhicheng.foundation.files.actions import Upload
from zhicheng.foundation.files.models import StoredFile
from zhicheng.governance.assessment.actions.common import add_step, lock_sheet, plain, stored, tell
from zhicheng.governance.assessment.models import Entry, Proof, Sheet
from zhicheng.governance.assessment.permissions import capacities
from zhicheng.governance.assessment.queries import (
    entries_of,
    evidence_to_reuse,
    observations_to_reuse,
    proofs_to_reuse,
    readings,
    sheet_facts,
    total_of,
)
from zhicheng.governance.assessment.rules import (
    SHEET,
    TOLD,
    As,
    SelfScore,
    SheetState,
    self_score_faults,
)
from zhicheng.governance.targets.models import Observation
from zhicheng.governance.tasks.models import Evidence

_UNDECIDED: Final = {"score": None, "exempt": False, "reason": "", "decided_by": None}
"""What becomes of the verifier's word when what it was about has changed."""


def take_readings(sheet: Sheet, entries: list[Entry], at: datetime) -> list[Entry]:
    """Write down what the formulas of these entries give now; returns those that are measured.

    What was decided on another figure (before the sheet was returned) is to be decided anew.
    """
    today = timezone.localdate(at)
    found = readings(sheet, [entry.indicator for entry in entries], today)
    measured = [entry for entry in entries if entry.indicator_id in found]
    for entry in measured:
        reading = found[entry.indicator_id]
        stale = _UNDECIDED if reading.computed != entry.computed else {}
        update_as_seen(entry, **reading.columns(), **stale)
    return measured


@transaction.atomic
def fill(*, sheet: Sheet, by: User, at: datetime) -> int:
    """Take the readings of all formulas, and score with them what has no self score yet. Returns how many
    scores were filled in; what cannot be measured stays without one (R-00-3).

    Raises PermissionDenied, Refused.
    """
    require("assessment.score", by, sheet)
    lock_sheet(sheet, SheetState.OPEN)
    filled = 0
    for entry in take_readings(sheet, entries_of(sheet), at):
        if entry.self_score is None and entry.computed is not None:
            update_as_seen(entry, self_score=entry.computed)
            filled += 1
    record(by=by, at=at, verb="assessment.fill", subject=sheet, after={"filled": filled})
    return filled


@transaction.atomic
def score(*, entry: Entry, score: Decimal | None, note: str, by: User, at: datetime) -> None:
    """Score oneself on an indicator, or say why not; what the verifier said of it before is to be said anew.

    entry: as the person saw it. score: None where there is none, and then ``note`` says why; as it does where
    the score is not what the formula gives. Raises PermissionDenied, Refused, Overtaken, ValidationError.
    """
    require("assessment.score", by, entry.sheet)
    lock_sheet(entry.sheet, SheetState.OPEN)
    given = SelfScore(score, note, entry.indicator.mark, entry.computed)
    if faults := self_score_faults(given):
        raise ValidationError(faults)
    before = {"self_score": plain(entry.self_score)}
    update_as_seen(entry, self_score=score, note=note.strip(), **_UNDECIDED)
    record(
        by=by, at=at, verb="assessment.score", subject=entry, before=before,
        after={"self_score": plain(score)}, reason=note.strip(),
    )  # fmt: skip


def prove(*, entry: Entry, upload: Upload, by: User, at: datetime) -> Proof:
    """Bring a file as evidence of a self score. Raises PermissionDenied, Refused, ValidationError."""
    require("assessment.score", by, entry.sheet)
    file, name = stored(upload, "upload")
    assert file is not None  # noqa: S101 - of an upload that is there
    with transaction.atomic():
        return _attach(entry, file, name, {}, by, at)


@transaction.atomic
def reuse(*, entry: Entry, source: Evidence | Observation | Proof, by: User, at: datetime) -> Proof:
    """Take the evidence of a report, of a measured value or of another score for a self score: the same file, and
    the way back.

    Raises PermissionDenied, Refused, and ValidationError for what is not offered (``queries.evidence_to_reuse``,
    ``observations_to_reuse``, ``proofs_to_reuse``).
    """
    require("assessment.score", by, entry.sheet)
    offered: list[Any]
    origin: dict[str, Any]
    if isinstance(source, Evidence):
        offered, origin = evidence_to_reuse(entry, by), {"evidence": source}
        file, name = source.file, source.name
    elif isinstance(source, Proof):
        offered, origin = proofs_to_reuse(entry, by), {"taken_from": source.entry}
        file, name = source.file, source.name
    else:
        offered, origin = observations_to_reuse(entry, by), {"observation": source}
        file, name = source.evidence, source.evidence_name
    if source not in offered:
        raise ValidationError(gettext("这份材料不在可以引用的范围内。"))
    return _attach(entry, file, name, origin, by, at)


def _attach(
    entry: Entry, file: StoredFile, name: str, origin: dict[str, Any], by: User, at: datetime
) -> Proof:
    lock_sheet(entry.sheet, SheetState.OPEN)
    proof, new = Proof.objects.get_or_create(
        entry=entry, file=file, defaults={"name": name[-200:], "by": by, "at": at, **origin}
    )
    if new:
        after = {"file": file.sha256}
        record(by=by, at=at, verb="assessment.prove", subject=entry, after=after)
    return proof


@transaction.atomic
def drop_proof(*, proof: Proof, by: User, at: datetime) -> None:
    """Take evidence off a self score again, before the sheet is handed in. Raises PermissionDenied, Refused."""
    entry = proof.entry
    require("assessment.score", by, entry.sheet)
    lock_sheet(entry.sheet, SheetState.OPEN)
    before = {"file": proof.file.sha256}
    proof.delete()
    record(by=by, at=at, verb="assessment.drop_proof", subject=entry, before=before)


@transaction.atomic
def move(
    *, sheet: Sheet, verb: Annotated[str, VerbOf(SHEET)], by: User, at: datetime, reason: str = ""
) -> None:
    """Take a step of a sheet (``rules.SHEET``). Handing it in takes the readings of all formulas anew.

    sheet: as the person saw it. Raises PermissionDenied, Refused, Overtaken.
    """
    require(f"assessment.{verb}", by, sheet)
    who = capacities(by, sheet)
    facts = sheet_facts(sheet, by, timezone.localdate(at))
    found = apply(SHEET, sheet.state, verb, who=who, facts=facts, reason=reason)
    update_as_seen(sheet, state=found.to, **_columns(sheet, found, by, at))
    if verb in ("submit", "take_over"):
        take_readings(sheet, entries_of(sheet), at)
    add_step(
        sheet.scheme, verb, found.transition.title, found.reason, sheet=sheet,
        who={n: who[As(n)] for n in found.transition.who if As(n) in who}, by=by, at=at,
    )  # fmt: skip
    _tell(sheet, found, by, at)
    after = {"state": found.to, "total": plain(sheet.total)}
    record(
        by=by, at=at, verb=f"assessment.{verb}", subject=sheet, before={"state": found.source},
        after=after, reason=found.reason,
    )  # fmt: skip


def _columns(sheet: Sheet, found: Move, by: User, at: datetime) -> dict[str, Any]:
    """What else a step changes: who handed in, who verified, and the total."""
    verb = found.transition.verb
    if verb == "submit":
        return {"submitted_by": by, "submitted_at": at}
    if verb in ("recall", "return"):
        return {"submitted_by": None, "submitted_at": None}
    if verb == "verify":
        return {"verified_by": by, "verified_at": at, "total": total_of(sheet)}
    return {"verified_by": None, "verified_at": None, "total": None}


def _tell(sheet: Sheet, found: Move, by: User, at: datetime) -> None:
    text = told(
        "“%(title)s”%(name)s：%(said)s",
        title=sheet.scheme.title,
        name=sheet.called,
        said="；".join(filter(None, (found.transition.title, found.reason))),
    )
    url = reverse("assessment:sheet", args=[sheet.pk])
    tell([sheet], *TOLD[found.transition.verb], text=text, url=url, by=by, at=at)
