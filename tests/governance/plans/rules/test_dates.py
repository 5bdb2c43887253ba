"""When a task is due."""

from datetime import date
from typing import Any

import pytest

from zhicheng.governance.plans.rules.dates import (
    Due,
    first_day,
    last_day,
    settled_due,
    suggested_due,
)

END = date(2028, 12, 31)


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2026", date(2026, 1, 1), date(2026, 12, 31)),
        ("2028-02", date(2028, 2, 1), date(2028, 2, 29)),
        ("2026-6-5", date(2026, 6, 5), date(2026, 6, 5)),
        ("2026-13", None, None),
        ("2026-02-30", None, None),
        ("yearly 12-20", None, None),
        ("", None, None),
        (None, None, None),
    ],
)
def test_first_and_last_day_of_what_is_written(
    written: object, first: date | None, last: date | None
) -> None:
    assert (first_day(written), last_day(written)) == (first, last)


@pytest.mark.parametrize(
    ("values", "due"),
    [
        ({}, None),
        ({"due": "2026"}, Due(date(2026, 12, 31), "stated")),
        ({"due": "yearly 12-20"}, None),
        ({"due": "2026", "due_on": "2027-06-30"}, Due(date(2027, 6, 30), "decided")),
        ({"due_on": "2028-12-31", "due_source": "inferred"}, Due(END, "inferred")),
    ],
)
def test_the_day_that_a_task_has(values: dict[str, Any], due: Due | None) -> None:
    assert settled_due(values) == due


def test_the_end_of_the_period_is_suggested_only_where_nothing_is_said() -> None:
    assert suggested_due({}, END) == Due(END, "inferred")
    assert suggested_due({"due": "yearly 12-20"}, END) == Due(END, "inferred")
    assert suggested_due({"due": "2026"}, END) is None
    assert suggested_due({}, None) is None
