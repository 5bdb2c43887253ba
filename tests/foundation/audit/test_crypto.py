"""Sealing bytes, and keys for purposes."""

import pytest
from django.test import override_settings
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.foundation.audit import crypto

KEY = crypto.derived_key("test")


def test_keys_differ_by_purpose_and_by_installation() -> None:
    assert len(KEY) == 32
    assert crypto.derived_key("test") == KEY
    assert crypto.derived_key("other") != KEY
    with override_settings(ENCRYPTION_KEY="of another city"):
        assert crypto.derived_key("test") != KEY


@given(plain=st.binary(), context=st.text())
def test_what_was_sealed_opens(plain: bytes, context: str) -> None:
    text = crypto.as_text(crypto.seal(KEY, plain, context=context))
    assert crypto.unseal(KEY, crypto.from_text(text), context=context) == plain


def test_the_same_words_never_look_the_same() -> None:
    assert crypto.seal(KEY, b"name", context="") != crypto.seal(KEY, b"name", context="")


@pytest.mark.parametrize("spoil", [b"", b"short", b"x" * 40])
def test_foreign_bytes_do_not_open(spoil: bytes) -> None:
    with pytest.raises(ValueError, match="do not open"):
        crypto.unseal(KEY, spoil, context="")


def test_another_key_or_context_does_not_open() -> None:
    sealed = crypto.seal(KEY, b"name", context="user:1")
    with pytest.raises(ValueError, match="do not open"):
        crypto.unseal(KEY, sealed, context="user:2")
    with pytest.raises(ValueError, match="do not open"):
        crypto.unseal(crypto.derived_key("other"), sealed, context="user:1")


NUMBER = "410700199001010012"


def test_a_number_is_sealed_for_whose_it_is() -> None:
    sealed = crypto.seal_number(NUMBER, context="party:1")
    assert NUMBER.encode() not in sealed
    assert crypto.unseal_number(sealed, context="party:1") == NUMBER
    for spoilt, context in ((sealed, "party:2"), (sealed[:-1], "party:1"), (b"short", "party:1")):
        with pytest.raises(ValueError, match="does not open"):
            crypto.unseal_number(spoilt, context=context)


def test_a_fingerprint_finds_a_number_again_and_only_with_the_key() -> None:
    found = crypto.fingerprint(NUMBER, purpose="index")
    assert found == crypto.fingerprint(NUMBER, purpose="index")
    assert len(found) == 64
    assert found != crypto.fingerprint(NUMBER, purpose="other")
    with override_settings(ENCRYPTION_KEY="of another city"):
        assert crypto.fingerprint(NUMBER, purpose="index") != found
