"""From when a task's time runs, and late starts (R-SC-2: "late starts … don't turn green"): a signature alone
makes nothing green that it came too late for. The start stays late until verified progress has caught up with
the time that has passed."""

from datetime import date, timedelta

from zhicheng.governance.tasks.rules.procedure import Stage


def begins_on(opened_on: date, period_start: date | None) -> date:
    """The day from which a task's time runs: a plan that is published ahead asks for nothing before its period.

    opened_on: when the task was given out. period_start: of the plan, as far as it has one.
    """
    return max(opened_on, period_start or opened_on)


def awaits_signature(stage: str, before: str) -> bool:
    """Whether a unit has still to sign. A freeze that is only asked for does not end the wait.

    before: the stage that this one was entered from.
    """
    return stage == Stage.ASSIGNED or (stage == Stage.FREEZE_ASKED and before == Stage.ASSIGNED)


def late_from(sign_by: date, ended_on: date) -> date | None:
    """The first day on which a start was late whose wait for a signature – by signing, or by a freeze – has
    ended on ``ended_on``; None when that was in time. sign_by: the last day for signing."""
    return sign_by + timedelta(1) if ended_on > sign_by else None


def caught_up(progress: int, expected: int) -> bool:
    """Whether verified progress makes good for a late start. expected: the share of the time that had passed
    when it was reported (``expected_share``); nothing done makes good for nothing, however early."""
    return progress >= max(expected, 1)
