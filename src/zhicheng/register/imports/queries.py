"""Reading imports."""

from typing import Any

from django.db.models import QuerySet

from zhicheng.register.imports.models import Batch, Remark
from zhicheng.register.imports.permissions import visible_batches


def batches_for(user: Any) -> QuerySet[Batch]:
    """The imports that a person sees."""
    return visible_batches(user).select_related("file", "job", "by", "source")


def remarks_of(batch: Batch) -> QuerySet[Remark]:
    """What the report of an import says, row by row."""
    return batch.remarks.order_by("pk")
