"""A refusal is a line in the log, a fault is a traceback."""

import logging
import sys

import pytest

from zhicheng.site.logs import Brief


@pytest.mark.parametrize(
    ("status", "kept"), [(403, False), (404, False), (500, True), (None, True)]
)
def test_only_faults_keep_their_traceback(status: int | None, kept: bool) -> None:
    try:
        raise ZeroDivisionError
    except ZeroDivisionError:
        record = logging.LogRecord(
            "django.request", logging.WARNING, "", 1, "said", (), sys.exc_info()
        )
    if status is not None:
        record.status_code = status
    assert Brief().filter(record)
    assert (record.exc_info is not None) == kept
