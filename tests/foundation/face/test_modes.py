"""The modes as plain values: what a cookie or an account may hold, and the ways from one to another."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.foundation.face.modes import Language, Mode

MODES = st.builds(Mode, st.sampled_from(Language), st.booleans())


@given(MODES)
def test_a_mode_is_kept_as_a_word_and_comes_back(mode: Mode) -> None:
    assert Mode.parse(str(mode)) == mode
    assert len(str(mode)) <= 20  # the column of the account


@pytest.mark.parametrize("word", ["", "fr", "en.", "en.huge", "zh-hans.large.large", "EN", "../en"])
def test_any_other_word_is_no_mode(word: str) -> None:
    assert Mode.parse(word) is None or word == "en."


@given(MODES)
def test_another_language_keeps_the_size_and_the_other_size_the_language(mode: Mode) -> None:
    assert {choice.large for _, choice, _ in mode.choices} == {mode.large}
    assert [language for language, _, current in mode.choices if current] == [mode.language]
    assert mode.resized() != mode
    assert mode.resized().resized() == mode


def test_a_language_has_its_tag_and_its_own_name() -> None:
    assert [one.tag for one in Language] == ["zh-Hans", "zh-Hant", "en"]
    assert [one.own_name for one in Language] == ["简体中文", "繁體中文", "English"]
