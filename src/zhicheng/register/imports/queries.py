"""Reading imports."""

from collections.abc import Iterator
from itertools import islice
from typing import Any

from django.db.models import QuerySet

from zhicheng.engines.patents import Reader
from zhicheng.foundation.face.records import Shown
from zhicheng.foundation.face.told import retold
from zhicheng.foundation.files.models import path_of
from zhicheng.register.imports.models import Batch, BatchState, Remark
from zhicheng.register.imports.permissions import visible_batches
from zhicheng.register.imports.rules import Outcome, Policy, cells_of


def batches_for(user: Any) -> QuerySet[Batch]:
    """The imports that a person sees."""
    return visible_batches(user).select_related("file", "job", "by", "source")


def may_be_undone(batch: Batch) -> bool:
    """Whether an import for good is over and still stands."""
    return not batch.trial and batch.state not in (BatchState.READING, BatchState.UNDONE)


def going_on(sha256: str, *, trial: bool, policy: Policy) -> Batch | None:
    """An import of these contents that was begun in the same way and is not over; the latest."""
    rows = Batch.objects.filter(
        state=BatchState.READING, file__sha256=sha256, trial=trial, policy=policy
    )
    return rows.select_related("job", "file").order_by("-pk").first()


def rows_to_mend(batch: Batch) -> Iterator[tuple[Shown, ...]]:
    """The rows that were left out, as in the file, with what is said of each behind; read from the file anew."""
    wrong = batch.remarks.filter(outcome=Outcome.LEFT_OUT)
    said = dict(wrong.values_list("place", "said"))
    for one in islice(Reader(path_of(batch.file.sha256)).read(), batch.rows):
        if one.place in said:
            yield (*cells_of(one), retold(said[one.place]))


def remarks_of(batch: Batch) -> QuerySet[Remark]:
    """What the report of an import says, row by row."""
    return batch.remarks.order_by("pk")
