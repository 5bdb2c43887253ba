"""What was published and what was frozen refuses every change in the database itself."""

from collections.abc import Callable

import pytest
from django.db import DatabaseError, transaction
from tests.governance.assessment.house import sheet_of

from zhicheng.foundation.units.models import Unit
from zhicheng.governance.assessment.models import (
    Adjustment,
    Clause,
    Dimension,
    Entry,
    Indicator,
    Proof,
    Scheme,
    Sheet,
    Snapshot,
    Step,
)


def refused(change: Callable[[], object]) -> bool:
    try:
        with transaction.atomic():
            change()
    except DatabaseError:
        return True
    return False


def test_a_draft_takes_every_change(draft: Scheme) -> None:
    assert not refused(lambda: Scheme.objects.filter(pk=draft.pk).update(title="改"))
    assert not refused(lambda: Indicator.objects.update(mark=1))
    assert not refused(lambda: Dimension.objects.filter(scheme=draft).update(weight=2))
    assert not refused(lambda: draft.delete())


@pytest.mark.parametrize(
    "column",
    [
        "title", "year", "origin", "subject", "basis", "period_start", "period_end", "self_by",
        "appeal_days", "answer_days", "submit_by", "published_at",
    ],
)  # fmt: skip
def test_a_published_scheme_keeps_its_demands(scheme: Scheme, column: str) -> None:
    kept = Scheme.objects.filter(pk=scheme.pk)
    assert refused(lambda: kept.update(**{column: getattr(scheme, column)}))


def test_a_published_scheme_keeps_its_parts(scheme: Scheme, market: Unit) -> None:
    dimension = scheme.dimensions.all()[0]
    clause = scheme.clauses.all()[0]
    changes: list[Callable[[], object]] = [
        lambda: Scheme.objects.filter(pk=scheme.pk).update(state="draft", published_at=None),
        lambda: Scheme.objects.filter(pk=scheme.pk).delete(),
        lambda: Dimension.objects.filter(pk=dimension.pk).update(weight=1),
        lambda: Dimension.objects.create(scheme=scheme, name="新", weight=1),
        lambda: Indicator.objects.update(mark=1),
        lambda: Indicator.objects.create(dimension=dimension, name="新", mark=1, method="judged"),
        lambda: Clause.objects.filter(pk=clause.pk).delete(),
        lambda: Clause.objects.filter(pk=clause.pk).update(points=9, cap=None),
        lambda: Sheet.objects.create(scheme=scheme, unit=scheme.sheets.all()[0].unit, name="又"),
        lambda: Sheet.objects.filter(scheme=scheme).delete(),
    ]
    assert all(refused(change) for change in changes)


def test_a_part_is_not_smuggled_from_a_draft_into_a_published_scheme(
    scheme: Scheme, draft: Scheme
) -> None:
    other = Scheme.objects.create(
        title="另一份", year=draft.year, origin="own", subject="units", self_by=draft.self_by,
        period_start=draft.period_start, period_end=draft.period_end,
    )  # fmt: skip
    row = Dimension.objects.create(scheme=other, name="新", weight=1)
    assert refused(lambda: Dimension.objects.filter(pk=row.pk).update(scheme=scheme))


def test_scores_still_change_until_the_freeze(announced: Scheme) -> None:
    assert not refused(lambda: Entry.objects.update(note="补充"))


def test_a_frozen_assessment_stays_as_it_is(frozen: Scheme, science: Unit) -> None:
    sheet = sheet_of(frozen, science)
    entry = sheet.entries.all()[0]
    proof = Proof.objects.filter(entry__sheet=sheet)[0]
    clause = frozen.clauses.all()[0]
    changes: list[Callable[[], object]] = [
        lambda: Scheme.objects.filter(pk=frozen.pk).update(version=99),
        lambda: Sheet.objects.filter(pk=sheet.pk).update(rank=1),
        lambda: Entry.objects.filter(pk=entry.pk).update(score=60),
        lambda: Entry.objects.filter(pk=entry.pk).delete(),
        lambda: Proof.objects.filter(pk=proof.pk).delete(),
        lambda: Proof.objects.filter(pk=proof.pk).update(name="改"),
        lambda: Adjustment.objects.create(
            sheet=sheet, clause=clause, said="补加", points=1, by=proof.by, at=proof.at
        ),
        lambda: Snapshot.objects.update(content="{}"),
        lambda: Snapshot.objects.all().delete(),
        lambda: Step.objects.update(said="改"),
        lambda: Step.objects.filter(scheme=frozen).delete(),
    ]
    assert all(refused(change) for change in changes)
