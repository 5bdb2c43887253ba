"""Milestones (节点) of a task: what is expected by when, and since when the work is behind."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.face.told import told


class MilestoneKind(StrEnum):
    PHASE = "phase"
    YEAR = "year"
    OWN = "own"


MILESTONE_NAMES: Final = {
    MilestoneKind.PHASE: _("方案阶段"),
    MilestoneKind.YEAR: _("年度节点"),
    MilestoneKind.OWN: _("自定节点"),
}


@dataclass(frozen=True, slots=True)
class Milestone:
    """What is expected of a task by a day.

    key: tells milestones of one task and kind apart, through all versions of the plan. expected: percent
    of verified progress; none where the plan names a phase but no measure. met: a verifier found it met.
    """

    kind: MilestoneKind
    key: str
    title: str
    due_on: date
    expected: int | None = None
    met: bool = False

    def is_met(self, progress: int | None) -> bool:
        """Whether it is met. progress: as verified; unknown is not zero, and shows nothing either."""
        reached = self.expected is not None and progress is not None and progress >= self.expected
        return self.met or reached

    @property
    def binds(self) -> bool:
        """Whether missing it puts the work behind: a phase says when, not how much, unless it is measured."""
        return self.expected is not None or self.kind is MilestoneKind.OWN


def behind_from(milestones: Iterable[Milestone], progress: int | None) -> date | None:
    """The first day on which the work is behind: the one after the earliest binding milestone that is not
    met (R-SC-2, 未达序时进度). None when there is no such milestone."""
    missed = [m.due_on for m in milestones if m.binds and not m.is_met(progress)]
    return min(missed) + timedelta(1) if missed else None


def expected_share(begins_on: date, due_on: date, on: date) -> int:
    """The share of a task's time that has passed on a day (序时进度): percent, rounded down, from 0 to 100."""
    whole, passed = (due_on - begins_on).days, (on - begins_on).days
    if whole <= 0:
        return 100
    return min(max(passed, 0) * 100 // whole, 100)


def least_progress(parts: Iterable[int | None]) -> int | None:
    """What all units of a task have reached: the least of what was verified of them, unknown while one is
    unknown or there is none."""
    known = list(parts)
    return None if not known or None in known else min(p for p in known if p is not None)


@dataclass(frozen=True, slots=True)
class Phase:
    """A phase of a plan, as far as it says when it ends."""

    key: str
    title: str
    ends_on: date


def derived(begins_on: date, due_on: date, phases: Iterable[Phase]) -> Iterator[Milestone]:
    """The milestones that follow from the plan: its phases that end while the task is worked on, and the
    end of each year that the task spans.

    begins_on: from when the task's time runs (``begins_on``). A year's end expects the share of the time
    that has then passed (序时进度), rounded down; a whole task within one year has no slices.
    """
    for phase in phases:
        if begins_on <= phase.ends_on <= due_on:
            yield Milestone(MilestoneKind.PHASE, phase.key, phase.title, phase.ends_on)
    for year in range(begins_on.year, due_on.year):
        end = date(year, 12, 31)
        if share := expected_share(begins_on, due_on, end):
            yield Milestone(
                MilestoneKind.YEAR, str(year), told("%(year)s年度", year=year), end, share
            )


def may_remove(milestone: Milestone, *, by_office: bool, office: bool, today: date) -> bool:
    """Whether a milestone of one's own that nobody found met may be taken away: by the coordinator any; by
    the lead one that it set itself and whose day has not come, since what is measured does not take away
    its own measure.

    by_office: the coordinator set it. office: the coordinator takes it away.
    """
    if milestone.kind is not MilestoneKind.OWN or milestone.met:
        return False
    return office or (not by_office and milestone.due_on > today)


def may_find_met(milestone: Milestone, today: date) -> bool:
    """Whether a verifier may find a milestone met: one of one's own at any time; a phase or a year not before
    its day, since it says how things stand on that day."""
    return milestone.kind is MilestoneKind.OWN or milestone.due_on <= today


def own_faults(
    due_on: date, expected: int | None, *, begins_on: date, task_due_on: date
) -> dict[str, str]:
    """Why a milestone of one's own cannot stand (field → Chinese message); empty when it can."""
    found = {}
    if due_on < begins_on:
        found["due_on"] = gettext(
            "节点不能早于任务的起算日（%(begins_on)s，下达之日与方案起始日期中较晚的一天）。"
        ) % {"begins_on": begins_on}
    elif due_on > task_due_on:
        found["due_on"] = gettext("节点不能晚于任务的完成时限（%(task_due_on)s）。") % {
            "task_due_on": task_due_on
        }
    if expected is not None and not 1 <= expected <= 100:
        found["expected"] = gettext("要求进度应为 1 到 100 的整数。")
    return found
