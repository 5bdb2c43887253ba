"""What is typed into a form is kept, or refused whole: nothing is cut."""

from decimal import Decimal

import pytest
from django import forms
from django.core.files.uploadedfile import SimpleUploadedFile, UploadedFile
from django.utils.datastructures import MultiValueDict
from tests.house import SOURCE, python_files

from zhicheng.foundation.face.forms import DayInput, LongText, NumberField, SeenForm
from zhicheng.foundation.units.forms import AreaForm, UnitForm


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
            # A field of its own that sets no limit may have one.
            said = path.read_text("utf-8").replace("    widget = forms.Textarea(", "")
            assert "forms.Textarea(" not in said, f"{path}: LongText"


class EveryForm(forms.Form):
    name = forms.CharField(max_length=3, required=False)
    day = forms.DateField(widget=DayInput(), required=False)
    share = forms.IntegerField(min_value=0, max_value=100, required=False)
    value = forms.DecimalField(required=False)
    kind = forms.ChoiceField(choices=[("a", "甲")], required=False)
    file = forms.FileField(required=False)
    needed = forms.CharField()


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("needed", "", "请填写此项。"),
        ("name", "知识产权", "不能超过3字，现有4字。"),
        ("day", "2026年", "请按 2026-01-31 的格式填写日期。"),
        ("share", "一半", "请填写整数。"),
        ("share", "101", "不能大于100。"),
        ("share", "-1", "不能小于0。"),
        ("value", "许多", "请填写数字。"),
        ("kind", "乙", "所选的“乙”不在可选范围内，请重新选择。"),
    ],
)
def test_what_a_form_refuses_is_said_as_an_office_would(field: str, typed: str, said: str) -> None:
    assert EveryForm({field: typed}).errors[field] == [said]


def test_an_empty_file_is_said_to_be() -> None:
    files: MultiValueDict[str, UploadedFile] = MultiValueDict(
        {"file": [SimpleUploadedFile("说明.txt", b"")]}
    )
    form = EveryForm({}, files)
    assert form.errors["file"] == ["文件是空的，请检查后重新选择。"]


@pytest.mark.django_db
def test_where_nothing_is_chosen_yet_a_list_says_so_in_words() -> None:
    for form in (UnitForm(), AreaForm()):
        assert "-----" not in str(form)
    assert "请选择" in str(UnitForm()["kind"])


class CountForm(forms.Form):
    count = NumberField(label="数量", max_digits=16, decimal_places=4)


@pytest.mark.parametrize(
    ("typed", "value"),
    [("1,000", "1000"), ("12，345，678.5", "12345678.5"), (" -1,200 ", "-1200"), ("1200", "1200")],
)
def test_a_number_may_be_typed_as_pages_print_it(typed: str, value: str) -> None:
    form = CountForm({"count": typed})
    assert form.is_valid(), form.errors
    assert form.cleaned_data["count"] == Decimal(value)


@pytest.mark.parametrize("typed", ["1,5", "10,00", "1,0000", ",100", "1,000,", "1，2"])
def test_commas_elsewhere_than_between_thousands_are_refused_and_kept(typed: str) -> None:
    form = CountForm({"count": typed})
    assert not form.is_valid()
    assert typed in str(form["count"])
    assert 'inputmode="decimal"' in str(form["count"])


@pytest.mark.parametrize("version", [None, "", "x", "-1", "1.5", "9" * 30])
def test_without_the_version_that_was_seen_a_page_is_out_of_date(version: str | None) -> None:
    form = SeenForm({} if version is None else {"version": version})
    assert not form.is_valid()
    assert form.non_field_errors() == ["页面已过期，请按最新情况核对后再提交。"]
    assert "version" not in str(form.errors), "nobody is told what the program calls it"
