"""What a publication changes, gathered first and written at once: a few statements for any number of tasks.

``moving.write`` is the way of a single step; it costs some ten statements, which for a plan of a thousand
tasks would be half a minute in which the ledger waits.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, TypeVar

from django.db.models import Manager, Model

from zhicheng.engines.procedures.running import Step as Move
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.actions import Deed, record_all
from zhicheng.governance.tasks.actions.moving import advanced, deed_of, seen, step_of, take_on
from zhicheng.governance.tasks.models import Assignment, Report, Step, Task

_TASK_FIELDS = (
    "item", "position", "path", "chapter", "section", "title", "body", "due_on", "due_source",
    "stage", "ended_in",
)  # fmt: skip
_PART_FIELDS = (
    "kind", "position", "stage", "stage_before", "due_on", "version", "frozen_on", "frozen_as",
    "late_from", "begun_late", "assigned_on", "closed_at", "added", "changed_at",
)  # fmt: skip


@dataclass
class Batch:
    """The rows of one action on many tasks, in the order in which they came about.

    The caller holds the tasks and their assignments locked since it read them, so that nobody can come
    between. by: none where the system acts by the clock. homes: sub-tasks that are of another part from
    now on. told: how many parts changed, by unit.
    """

    by: User | None
    at: datetime
    tasks: list[Task] = field(default_factory=list)
    homes: list[tuple[Task, Assignment]] = field(default_factory=list)
    parts: list[Assignment] = field(default_factory=list)
    lapsed: list[Report] = field(default_factory=list)
    steps: list[Step] = field(default_factory=list)
    deeds: list[Deed] = field(default_factory=list)
    told: Counter[int] = field(default_factory=Counter)

    def step(self, task: Task, verb: str, title: str, reason: str, **of: Any) -> None:
        """Something that happened to a task, or (``assignment=``) to one part without a change of state."""
        row = Step(task=task, verb=verb, title=title, reason=reason, by=self.by, at=self.at, **of)
        self.steps.append(row)

    def move(self, part: Assignment, move: Move) -> None:
        """A step of the procedure that was found right."""
        before = seen(part)
        take_on(part, advanced(part, move, self.at))
        step = step_of(part, move, by=self.by, at=self.at)
        self.steps.append(step)
        self.deeds.append(deed_of(step, before))

    def deed(self, task: Task, *, verb: str, after: Mapping[str, Any], **more: Any) -> None:
        """A row of the audit chain about a task as a whole; more: ``before``, ``reason``."""
        self.deeds.append(Deed(verb, task, after=after, **more))

    def write(self) -> None:
        """Write everything; the audit rows last."""
        put(Task.objects, self.tasks, _TASK_FIELDS)
        put(Assignment.objects, self.parts, _PART_FIELDS)
        for task, part in self.homes:
            task.origin = part  # a new part has its key only now
        put(Task.objects, [task for task, _part in self.homes], ("origin",))
        put(Report.objects, self.lapsed, ("state",))
        Step.objects.bulk_create(self.steps)
        record_all(self.deeds, by=self.by, at=self.at)


_Row = TypeVar("_Row", bound=Model)


def put(table: Manager[_Row], rows: Sequence[_Row], fields: Sequence[str]) -> None:
    """Write rows, each once: new ones whole, of the others these fields.

    The others by INSERT … ON CONFLICT DO UPDATE: ``bulk_update`` writes a condition for each row and
    field into its statement, which for a thousand tasks takes three times as long as all the rest.
    """
    once = {id(row): row for row in rows}.values()
    new = [row for row in once if row.pk is None]
    kept = [row for row in once if row.pk is not None]
    table.bulk_create(new)
    table.bulk_create(kept, update_conflicts=True, unique_fields=["pk"], update_fields=fields)
