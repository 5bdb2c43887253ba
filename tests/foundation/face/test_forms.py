"""What is typed into a form is kept, or refused whole: nothing is cut."""

import re

import pytest
from django import forms
from tests.house import SOURCE, python_files

from zhicheng.foundation.face.forms import LongText


class ReportForm(forms.Form):
    text = LongText(label="办理情况", rows=4, max_length=1000)


def test_a_long_text_is_refused_with_the_limit_and_kept_whole() -> None:
    pasted = "办" * 6000
    form = ReportForm({"text": pasted})
    assert form.errors["text"] == ["不能超过1000字，现有6000字。"]
    assert pasted in str(form["text"])


def test_the_browser_is_not_told_to_cut() -> None:
    assert "maxlength" not in str(ReportForm()["text"])
    assert 'rows="4"' in str(ReportForm()["text"])


@pytest.mark.parametrize(("lines", "holds"), [(500, True), (501, False)])
def test_a_line_break_is_one_character(lines: int, holds: bool) -> None:
    form = ReportForm({"text": "\r\n".join("办" * lines) + "。"})
    assert form.is_valid() is holds


def test_every_box_for_a_text_is_one_that_cuts_nothing() -> None:
    for path in python_files():
        if path != SOURCE / "foundation" / "face" / "forms.py":
            assert not re.search(
                r"CharField\([^()]*(\([^()]*\)[^()]*)*Textarea", path.read_text("utf-8")
            ), path
