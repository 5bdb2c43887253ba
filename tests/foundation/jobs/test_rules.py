"""When a job runs again, and when it is given up."""

from datetime import UTC, datetime, timedelta

import pytest

from zhicheng.foundation.jobs.rules import ATTEMPTS, Pace, State, after_error, pause

NOW = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)


@pytest.mark.parametrize(
    ("attempts", "seconds"),
    [(0, 5), (1, 5), (2, 10), (3, 20), (4, 40), (7, 320), (8, 600), (9999, 600)],
)
def test_the_pause_doubles_up_to_ten_minutes(attempts: int, seconds: int) -> None:
    assert pause(attempts) == timedelta(seconds=seconds)


def test_a_failed_attempt_waits_for_the_next() -> None:
    assert after_error(1, at=NOW, hopeless=False) == (State.QUEUED, NOW + timedelta(seconds=5))


def test_the_last_attempt_and_the_hopeless_one_end_it() -> None:
    assert after_error(ATTEMPTS, at=NOW, hopeless=False) == (State.FAILED, NOW)
    assert after_error(1, at=NOW, hopeless=True) == (State.FAILED, NOW)


@pytest.mark.parametrize(("lease", "heartbeat"), [(30, 16), (0, 0), (30, 0), (30, -1)])
def test_a_lease_that_one_late_beat_would_lose_is_refused(lease: int, heartbeat: int) -> None:
    with pytest.raises(ValueError, match="twice"):
        Pace(timedelta(seconds=lease), timedelta(seconds=heartbeat))
