"""When milestones may lie, who may still change them, and whether they were reached in time."""

from datetime import date

from django.utils.translation import gettext


def milestone_faults(due_on: date, start: date | None, end: date | None) -> dict[str, str]:
    """What is wrong with the day of a milestone: field → message (Chinese).

    start, end: the plan's period, both days included, as far as it has one.
    """
    if start is not None and due_on < start:
        return {"due_on": gettext("节点日期不能早于方案开始日期（%(start)s）。") % {"start": start}}
    if end is not None and due_on > end:
        return {"due_on": gettext("节点日期不能晚于方案结束日期（%(end)s）。") % {"end": end}}
    return {}


def reached_faults(done_on: date, start: date | None, today: date) -> dict[str, str]:
    """What is wrong with the day on which a milestone is said to have been reached."""
    if done_on > today:
        return {"done_on": gettext("完成日期不能晚于今天。")}
    if start is not None and done_on < start:
        return {
            "done_on": gettext("完成日期不能早于方案开始日期（%(start)s）。") % {"start": start}
        }
    return {}


def may_change(due_on: date, *, office: bool, today: date) -> bool:
    """Whether a milestone that was not reached may be moved or taken off: by the coordinator always; by the
    unit as long as its day has not come, since what is measured does not move its own measure.

    office: the coordinator does it.
    """
    return office or due_on > today


def in_time(due_on: date, done_on: date, said_on: date) -> bool:
    """Whether a milestone was reached in time. What was said only after the day counts from when it was
    said: nobody puts oneself in time afterwards.

    done_on: when it was reached, as the unit says. said_on: the day on which the unit said so.
    """
    return max(done_on, said_on) <= due_on
