"""What was signed for too late, and has not caught up since, is so from now on also to the lights (R-SC-2).

For what there is, the history says when a part was given out and when the wait for its signature ended; the
rule for lights of that day and the calendar say by when it was to be signed.
"""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django.db import migrations, models
from django.utils import timezone

from zhicheng.engines.calendar import Calendar, CalendarYear, Period, Unit, estimate, published

AT_WORK = ("accepted", "in_progress", "returned", "reopened", "freeze_asked", "reported", "verified", "frozen")
AT_REST = ("frozen", "closed", "ended")
GIVEN_OUT, WAIT_ENDED = ("assign", "restart"), ("sign", "approve_freeze")
SIGN_WITHIN = 5
"""Working days for signing by the rule that was in force before a city set its own."""
LAMP = {
    "condition": "begun_late",
    "name": "启动滞后",
    "meaning": "超过签收期限才签收，已核实的进度尚未赶上时间进度。",
}
CONDITIONS = [
    ("overdue", "逾期"),
    ("behind", "滞后"),
    ("late_start", "逾期未签收"),
    ("begun_late", "启动滞后"),
    ("soon", "临期"),
    ("normal", "正常"),
    ("frozen", "冻结"),
    ("done", "办结"),
    ("ended", "终止"),
]


def give_every_rule_its_lamp(apps: Any, _editor: Any) -> None:
    """Beside the lamp of what is not signed for, in its colour, whatever the city has chosen for it."""
    for row in apps.get_model("tasks", "LightSetting").objects.all():
        lamps = []
        for lamp in row.lamps:
            lamps.append(lamp)
            if lamp["condition"] == "late_start":
                lamps.append({**LAMP, "colour": lamp["colour"]})
        row.lamps = lamps
        row.save(update_fields=["lamps"])


def take_the_lamp_away(apps: Any, _editor: Any) -> None:
    for row in apps.get_model("tasks", "LightSetting").objects.all():
        row.lamps = [lamp for lamp in row.lamps if lamp["condition"] != LAMP["condition"]]
        row.save(update_fields=["lamps"])


def find_late_starts(apps: Any, _editor: Any) -> None:
    parts = apps.get_model("tasks", "Assignment").objects.filter(stage__in=AT_WORK)
    calendar, within = _calendar(apps), _rules(apps)
    late = []
    for part in parts.select_related("task").prefetch_related("steps", "reports"):
        given_out, ended = _waited(part)
        if given_out is None or ended is None:
            continue
        period = Period(within(given_out), Unit.WORKING_DAYS)
        sign_by = estimate(given_out, period, calendar).day
        if ended > sign_by and not _caught_up(part, ended):
            part.late_from = sign_by + timedelta(1)
            late.append(part)
    parts.bulk_update(late, ["late_from"], batch_size=200)
    pass_on(apps)


def pass_on(apps: Any) -> None:
    """A task is late, or begun late, while one of those is that decide its state: the leads at work, else all."""
    tasks = apps.get_model("tasks", "Task").objects.exclude(stage__in=AT_REST)
    changed = []
    for task in tasks.prefetch_related("assignments"):
        at_work = [part for part in task.assignments.all() if part.stage not in AT_REST]
        deciding = [part for part in at_work if part.kind == "lead"] or at_work
        before = (task.sign_by, task.late_from)
        task.sign_by = min((p.sign_by for p in deciding if p.sign_by), default=None)
        task.late_from = min((p.late_from for p in deciding if p.late_from), default=None)
        if before != (task.sign_by, task.late_from):
            changed.append(task)
    tasks.bulk_update(changed, ["sign_by", "late_from"], batch_size=200)


def _waited(part: Any) -> tuple[date | None, date | None]:
    """The day on which a part was last given out, and the one on which the wait for its signature ended."""
    given_out = ended = None
    for step in sorted(part.steps.all(), key=lambda step: (step.at, step.pk)):
        if step.verb in GIVEN_OUT:
            given_out, ended = timezone.localdate(step.at), None
        elif step.verb in WAIT_ENDED and ended is None:
            ended = timezone.localdate(step.at)
    return given_out, ended


def _caught_up(part: Any, since: date) -> bool:
    """Whether a report that was verified since had reached the share of the time that had passed by then."""
    verified = [r for r in part.reports.all() if r.state == "verified" and r.progress and r.sent_at]
    begins_on = timezone.localdate(part.task.opened_at)
    whole = max((part.due_on - begins_on).days, 1)
    for report in verified:
        on = timezone.localdate(report.sent_at)
        passed = min(max((on - begins_on).days, 0), whole)
        if on >= since and report.progress >= passed * 100 // whole:
            return True
    return False


def _calendar(apps: Any) -> Calendar:
    rows = apps.get_model("calendars", "LoadedYear").objects.filter(in_force=True)
    return published().replaced_by(_years(rows))


def _years(rows: Any) -> Iterator[CalendarYear]:
    for row in rows:
        off, work = (frozenset(map(date.fromisoformat, days)) for days in (row.off, row.work))
        yield CalendarYear(row.year, off, work, row.source)


def _rules(apps: Any) -> Any:
    """How many working days there were for signing, by the day on which a part was given out."""
    rows = list(apps.get_model("tasks", "LightSetting").objects.order_by("-valid_from"))

    def within(on: date) -> int:
        return next((row.sign_within for row in rows if row.valid_from <= on), SIGN_WITHIN)

    return within


class Migration(migrations.Migration):
    dependencies = [("calendars", "0001_initial"), ("tasks", "0007_milestone_by_office")]

    operations = [
        migrations.RemoveIndex("assignment", "assignment_of_unit"),
        *(
            migrations.AddField(
                table,
                "late_from",
                models.DateField(blank=True, null=True, verbose_name="启动滞后起始日"),
            )
            for table in ("task", "assignment")
        ),
        *(
            migrations.AlterField(
                table,
                "frozen_as",
                models.CharField(
                    blank=True,
                    choices=CONDITIONS,
                    default="",
                    max_length=12,
                    verbose_name="冻结时时限",
                ),
            )
            for table in ("task", "assignment")
        ),
        migrations.AddIndex(
            "assignment",
            models.Index(
                fields=["unit", "stage", "due_on", "behind_from", "sign_by", "late_from"],
                name="assignment_of_unit",
            ),
        ),
        migrations.RunPython(give_every_rule_its_lamp, take_the_lamp_away),
        migrations.RunPython(find_late_starts, migrations.RunPython.noop),
    ]
