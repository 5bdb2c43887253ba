"""The next rows of a file go into the register, or the report says why not."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils import timezone

from zhicheng.engines.patents import Fault, Publication
from zhicheng.foundation.bulk.rows import insert
from zhicheng.foundation.face.told import told
from zhicheng.register.imports.models import Batch, Remark
from zhicheng.register.imports.rules import (
    NOT_IN,
    ON_FILE,
    REPEATED,
    SKIPPED,
    STOPPED,
    LeftOut,
    Outcome,
    Policy,
    facts_of,
)
from zhicheng.register.rights.actions import load_chunk
from zhicheng.register.rights.actions.loading import known_before
from zhicheng.register.rights.rules import Facts

_COLUMNS = ("batch_id", "place", "outcome", "said", "raw")
Told = tuple[str, Outcome, str, str]
"""A remark: place, outcome, what is said, what stands in the file."""


@dataclass(slots=True)
class _Judged:
    """Rows as they go in, and what is remarked. stopped: why the rows behind are not even looked at."""

    facts: list[Facts] = field(default_factory=list)
    remarks: list[Told] = field(default_factory=list)
    rows: int = 0
    stopped: str = ""


def take_in(*, batch: Batch, rows: Sequence[Publication | Fault], at: datetime) -> str:
    """Put the next rows of a file into the register, in the caller's transaction, and count them; of a trial, only
    count what would become of them. Returns why the import stops here, empty where it goes on.

    Rows that are in the file twice and far apart are told as new by a trial, and as repeated by the import.
    """
    Batch.objects.select_for_update().get(pk=batch.pk)  # before the end of the chain is locked
    judged = _judged(batch, rows, timezone.localdate(at))
    with transaction.atomic():
        done = load_chunk(judged.facts, source=batch.source, by=batch.by, at=at)
        if batch.trial:
            transaction.set_rollback(True)
    judged.remarks += [(place, Outcome.REPEATED, told(REPEATED), "") for place in done.repeated]
    insert(Remark, _COLUMNS, (_row(batch, one) for one in judged.remarks))
    Batch.objects.filter(pk=batch.pk).update(
        rows=F("rows") + judged.rows,
        added=F("added") + done.added,
        known=F("known") + done.known,
        events=F("events") + done.events,
        census=_counted(batch, judged.facts),
        left_out=F("left_out") + sum(outcome in NOT_IN for _place, outcome, *_ in judged.remarks),
    )
    batch.refresh_from_db()
    return judged.stopped


def _counted(batch: Batch, facts: Sequence[Facts]) -> dict[str, tuple[int, int]]:
    """By month of publication, with those of this step."""
    census = {month: (rows, missing) for month, (rows, missing) in batch.census.items()}
    for one in facts:
        month = f"{one.published_on:%Y-%m}"
        rows, missing = census.get(month, (0, 0))
        census[month] = rows + 1, missing + (not one.number)
    return census


def _row(batch: Batch, one: Told) -> tuple[Any, ...]:
    place, outcome, said, raw = one
    return batch.pk, place[:120], outcome, said[:300], raw[:200]


def _judged(batch: Batch, rows: Sequence[Publication | Fault], today: date) -> _Judged:
    stop = batch.policy == Policy.STOP
    judged = _read(rows, today, stop)
    if batch.policy == Policy.UPDATE:
        return judged
    before = known_before(judged.facts, batch.source)
    pairs = list(zip(judged.facts, before, strict=True))
    known = [one.place for one, is_known in pairs if is_known]
    if stop and known:
        return _stopped(rows, known[0], today)
    judged.facts = [one for one, is_known in pairs if not is_known]
    judged.remarks = [one for one in judged.remarks if one[0] not in set(known)]
    judged.remarks += [(place, Outcome.SKIPPED, told(SKIPPED), "") for place in known]
    return judged


def _read(rows: Sequence[Publication | Fault], today: date, stop: bool) -> _Judged:
    """stop: at the first row that does not go in."""
    judged = _Judged()
    for one in rows:
        judged.rows += 1
        try:
            judged.facts.append(_facts(one, today))
        except LeftOut as fault:
            judged.remarks.append((one.place, Outcome.LEFT_OUT, str(fault), ""))
            if stop:
                judged.stopped = told(STOPPED, place=one.place, said=str(fault))
                break
        else:
            judged.remarks += _doubts(one)
    return judged


def _facts(one: Publication | Fault, today: date) -> Facts:
    """Raises LeftOut for what could not be read, or does not go in."""
    if isinstance(one, Fault):
        raise LeftOut(one.said)
    return facts_of(one, today)


def _doubts(one: Publication | Fault) -> list[Told]:
    doubts = one.doubts if isinstance(one, Publication) else ()
    return [(one.place, Outcome.DOUBT, doubt.said, doubt.raw) for doubt in doubts]


def _stopped(rows: Sequence[Publication | Fault], place: str, today: date) -> _Judged:
    """The rows before the first whose right another source has put on file."""
    first = next(number for number, one in enumerate(rows) if one.place == place)
    judged = _read(rows[:first], today, stop=True)
    judged.rows += 1
    judged.stopped = told(STOPPED, place=place, said=told(ON_FILE))
    judged.remarks.append((place, Outcome.LEFT_OUT, told(ON_FILE), ""))
    return judged
