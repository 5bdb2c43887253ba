"""Decisions about what the public sees, on plain values."""

from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext, gettext_lazy

from zhicheng.foundation.face.personal import personal_fault
from zhicheng.governance.tasks.rules import Condition, Stage

_FURTHEST: Final = timedelta(days=366)
LONGEST_NOTE: Final = 2000
"""Characters of the words that stand above an opened plan."""


class State(StrEnum):
    """Whether the coordinator lets something be seen."""

    OPEN = "open"
    WITHDRAWN = "withdrawn"


STATE_NAMES: Final = {
    State.OPEN: gettext_lazy("公开"),
    State.WITHDRAWN: gettext_lazy("已撤回公开"),
}


class Progress(StrEnum):
    """How far a task is, as the public is told: without the steps inside the offices."""

    NOT_BEGUN = "not_begun"
    UNDER_WAY = "under_way"
    OVERDUE = "overdue"
    DONE = "done"
    PAUSED = "paused"


PROGRESS_NAMES: Final = {
    Progress.NOT_BEGUN: gettext_lazy("未启动"),
    Progress.UNDER_WAY: gettext_lazy("推进中"),
    Progress.OVERDUE: gettext_lazy("已逾期"),
    Progress.DONE: gettext_lazy("已完成"),
    Progress.PAUSED: gettext_lazy("暂缓"),
}
_RESTING: Final = {Stage.CLOSED: Progress.DONE, Stage.FROZEN: Progress.PAUSED}
_BEFORE: Final = frozenset({Stage.DRAFTED, Stage.ASSIGNED})


def progress(stage: Stage, light: Condition) -> Progress:
    """Each task is one of five: what rests is done or paused, what is late is overdue, else it has begun or not.

    stage: of the task as it is derived from its parts; light: its condition on the day.
    """
    if found := _RESTING.get(stage):
        return found
    if light is Condition.OVERDUE:
        return Progress.OVERDUE
    return Progress.NOT_BEGUN if stage in _BEFORE else Progress.UNDER_WAY


def opening_faults(opens_on: date, checked: bool, note: str, today: date) -> dict[str, str]:
    """What does not hold up in an opening: field → message (Chinese). Empty when all is well.

    checked: whether the coordinator has looked for what must not be seen (R-PI-1).
    """
    faults = {}
    if opens_on < today:
        faults["opens_on"] = gettext("公开日期不能早于今天：此前并没有公开。")
    elif opens_on > today + _FURTHEST:
        faults["opens_on"] = gettext("公开日期不能晚于一年以后，请核对日期。")
    if not checked:
        faults["checked"] = gettext("请先核对拟公开的文字，确认不含个人信息和不宜公开的内容。")
    if len(note) > LONGEST_NOTE:
        faults["note"] = gettext("公开说明不超过%(longest)s个字。") % {"longest": LONGEST_NOTE}
    elif fault := personal_fault(note):
        faults["note"] = fault
    return faults


def cell(text: str) -> str:
    """A text for a .csv file: what a spreadsheet would take for a formula gets an apostrophe before it."""
    return f"'{text}" if text.lstrip(" ").startswith(("=", "+", "-", "@", "\t", "\r")) else text
