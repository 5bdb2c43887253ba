"""Tokens, cursors and keys as plain values."""

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.foundation.access.rules import (
    BIGGEST_KEY,
    LONGEST_LIFE,
    Fault,
    TokenState,
    bearer,
    cursor,
    digest,
    faults,
    is_key,
    key_of,
    new_secret,
    state_of,
)

TODAY = date(2026, 11, 22)
KNOWN = ("read:tasks", "write:tasks")


def test_a_token_is_long_and_never_the_same() -> None:
    one, other = new_secret(), new_secret()
    assert one != other and one.startswith("zc_") and len(one) > 40
    assert digest(one) != digest(other) and one not in digest(one)


@pytest.mark.parametrize(
    ("header", "secret"),
    [("Bearer abc", "abc"), ("bearer  abc ", "abc"), ("Basic abc", ""), ("", ""), ("Bearer", "")],
)
def test_the_header(header: str, secret: str) -> None:
    assert bearer(header) == secret


@pytest.mark.parametrize(
    ("expires_on", "revoked", "state"),
    [
        (TODAY, False, TokenState.VALID),
        (TODAY - timedelta(1), False, TokenState.EXPIRED),
        (TODAY + timedelta(9), True, TokenState.REVOKED),
    ],
)
def test_a_token_is_good_through_its_last_day(
    expires_on: date, revoked: bool, state: TokenState
) -> None:
    assert state_of(expires_on=expires_on, revoked=revoked, today=TODAY) is state


def test_what_is_wrong_with_a_token() -> None:
    def wrong(
        name: str = "取数", scopes: Sequence[str] = ("read:tasks",), expires_on: date = TODAY
    ) -> list[Fault]:
        return faults(name=name, scopes=scopes, expires_on=expires_on, known=KNOWN, today=TODAY)

    assert wrong() == wrong(expires_on=TODAY + LONGEST_LIFE) == []
    assert wrong(name=" ") == [Fault.NO_NAME]
    assert wrong(scopes=[]) == [Fault.NO_SCOPE]
    assert wrong(scopes=["read:all"]) == [Fault.UNKNOWN_SCOPE]
    assert wrong(expires_on=TODAY - timedelta(1)) == [Fault.ENDS_BEFORE]
    assert wrong(expires_on=TODAY + LONGEST_LIFE + timedelta(1)) == [Fault.TOO_LONG]


@given(st.integers(0, BIGGEST_KEY))
def test_a_cursor_leads_back_to_its_key(key: int) -> None:
    assert key_of(cursor(key)) == key


@pytest.mark.parametrize(
    "text", ["?", "a", "a7", "MTI", "azAx", cursor(BIGGEST_KEY + 1), "中", "_w"]
)
def test_what_is_no_cursor(text: str) -> None:
    with pytest.raises(ValueError, match="no cursor"):
        key_of(text)


@given(st.text(max_size=30))
def test_no_text_is_taken_for_another_cursor(text: str) -> None:
    try:
        key = key_of(text)
    except ValueError:
        return
    assert text == (cursor(key) if text else "")


@pytest.mark.parametrize(
    ("key", "good"),
    [
        ("a-1", True),
        ("", False),
        ("a" * 200, True),
        ("a" * 201, False),
        ("键", False),
        ("\n", False),
    ],
)
def test_keys_of_idempotency(key: str, good: bool) -> None:
    assert is_key(key) is good
