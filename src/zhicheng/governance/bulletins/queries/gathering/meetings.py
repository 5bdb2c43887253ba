"""What the joint conference did in the period: its meetings, and what became of what they resolved."""

from collections.abc import Collection, Iterator, Mapping

from django.db.models import QuerySet
from django.utils.translation import gettext_noop

from zhicheng.foundation.face.records import short_date
from zhicheng.foundation.face.told import told
from zhicheng.foundation.units.queries import name_on
from zhicheng.governance.bulletins.queries.gathering.common import Asked, count
from zhicheng.governance.bulletins.rules import Figure, Lineage, Table
from zhicheng.governance.meetings.models import Meeting, Resolution
from zhicheng.governance.meetings.queries import meetings_for, resolutions_for, tasks_behind
from zhicheng.governance.meetings.rules import STATE_NAMES, TOOK_PLACE, MeetingState
from zhicheng.governance.tasks.models import Task
from zhicheng.governance.tasks.rules import STAGE_NAMES, Stage

_ITEM = gettext_noop("项")


def gathered(asked: Asked) -> tuple[list[Figure], list[Table]]:
    """The meetings of the period, and the resolutions of the minutes that were issued in it."""
    meetings, resolutions = list(_meetings(asked)), _resolutions(asked)
    rows, tasks = list(resolutions), tasks_behind(resolutions)
    figures = [*_of_meetings(asked, meetings), *_of_resolutions(asked, rows, tasks)]
    return figures, [_meeting_table(meetings), _resolution_table(rows, tasks)]


def _meetings(asked: Asked) -> QuerySet[Meeting]:
    """Of a paper about one plan, the meeting whose minutes are that plan."""
    rows = meetings_for(asked.user).filter(
        held_on__range=(asked.first, asked.last), state__in=TOOK_PLACE
    )
    if asked.plan is not None:
        about = Resolution.objects.filter(item__version__plan=asked.plan)
        rows = rows.filter(pk__in=about.values("meeting"))
    return rows.order_by("held_on", "pk")


def _of_meetings(asked: Asked, meetings: Collection[Meeting]) -> Iterator[Figure]:
    line = Lineage(
        told("联席会议"),
        told("会议日期在期内、确已召开的会议"),
        asked.on,
        "#meetings",
        len(meetings),
    )
    yield count("meetings.held", len(meetings), gettext_noop("次"), line)


def _meeting_table(meetings: Collection[Meeting]) -> Table:
    heads = (
        ("held", told("会议日期")), ("title", told("会议名称")), ("chair", told("主持人")),
        ("state", told("状态")),
    )  # fmt: skip
    return Table("meetings", told("期内会议"), heads, tuple(
        (
            short_date(row.held_on), row.title, row.chair, str(STATE_NAMES[MeetingState(row.state)]),
        )
        for row in meetings
    ))  # fmt: skip


def _resolutions(asked: Asked) -> QuerySet[Resolution]:
    rows = resolutions_for(asked.user).filter(
        meeting__confirmed_on__range=(asked.first, asked.last)
    )
    if asked.plan is not None:
        rows = rows.filter(item__version__plan=asked.plan)
    return rows.order_by("meeting__held_on", "meeting", "position", "pk")


def _of_resolutions(
    asked: Asked, rows: Collection[Resolution], tasks: Mapping[int, Task]
) -> Iterator[Figure]:
    rule = told("期内印发的会议纪要载明的议定事项；列入台账和销号的情况截至当日")
    line = Lineage(told("会议纪要的议定事项"), rule, asked.on, "#resolutions", len(rows))
    closed = sum(task.stage == Stage.CLOSED for task in tasks.values())
    for key, value in (("made", len(rows)), ("entered", len(tasks)), ("closed", closed)):
        yield count(f"resolutions.{key}", value, _ITEM, line)


def _resolution_table(rows: Collection[Resolution], tasks: Mapping[int, Task]) -> Table:
    heads = (
        ("meeting", told("会议")), ("text", told("议定事项")), ("lead", told("牵头单位")),
        ("due", told("完成时限")), ("task", told("任务编号")), ("state", told("落实情况")),
    )  # fmt: skip
    return Table("resolutions", told("期内议定事项"), heads, tuple(
        (
            row.meeting.title, row.text,
            name_on(row.lead, row.meeting.held_on) if row.lead else "—",
            short_date(row.due_on) if row.due_on else "—", *_outcome(row, tasks.get(row.pk)),
        )
        for row in rows
    ))  # fmt: skip


def _outcome(row: Resolution, task: Task | None) -> tuple[str, str]:
    """The number of the task that a resolution became, and how that stands."""
    if task is not None:
        return task.number, str(STAGE_NAMES[Stage(task.stage)])
    return "—", told("尚未列入台账") if row.lead else told("不需列入台账")
