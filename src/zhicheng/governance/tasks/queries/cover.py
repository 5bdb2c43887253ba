"""The ledger as a table that people read: a line for each unit's part of each task."""

from collections.abc import Iterator

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.face.records import Shown
from zhicheng.governance.tasks.models import Assignment
from zhicheng.governance.tasks.queries.lights import lamp_of, with_light
from zhicheng.governance.tasks.rules import KIND_NAMES, STAGE_NAMES, Kind, Stage

COVER_TITLE = _("任务台账")
COVER_HEADS = (
    _("方案"), _("编号"), _("章"), _("节"), _("任务"), _("单位"), _("分工"), _("完成时限"),
    _("状态"), _("时限"), _("复核进度%"),
)  # fmt: skip


def all_parts() -> QuerySet[Assignment]:
    """Every unit's part of every task, with what the lines show."""
    return Assignment.objects.select_related("task__plan", "unit")


def cover_lines(rows: QuerySet[Assignment]) -> Iterator[list[Shown]]:
    """The lines under ``COVER_HEADS``, as they stand today; a bounded number in memory at a time."""
    today = timezone.localdate()
    ordered = with_light(rows, today).order_by(
        "task__plan_id", "task__position", "task__number", "position", "pk"
    )
    for part in ordered.iterator(chunk_size=2000):
        task, stage = part.task, Stage(part.stage)
        light = lamp_of(part, today).name
        yield [
            task.plan.title, task.number, task.chapter, task.section, task.title,
            part.unit.name, KIND_NAMES[Kind(part.kind)], task.due_on, STAGE_NAMES[stage], light,
            part.progress,
        ]  # fmt: skip
