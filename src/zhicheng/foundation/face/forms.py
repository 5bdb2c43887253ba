"""Forms that are filled in on a page of their own, and what becomes of an action's refusal."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.core.exceptions import NON_FIELD_ERRORS, ObjectDoesNotExist, ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db.models import Model, QuerySet
from django.http import Http404, HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext_lazy as _

from zhicheng.engines.procedures.running import Overtaken, Refused
from zhicheng.foundation.face.records import Link, Text

_VERSIONS = 2**31 - 1
"""What the column of a version holds."""
LONGEST_KEY = 18
"""Digits: what a column of 64 bits holds for certain."""


class DayInput(forms.DateInput):
    """The browser's own field for a day."""

    input_type = "date"

    def __init__(self, **options: Any) -> None:
        super().__init__(format="%Y-%m-%d", **options)


class LongText(forms.CharField):
    """Words of several lines, shown in a box of so many rows.

    The box carries no ``maxlength``: the browser would cut what is pasted, and say nothing. What is too
    long comes here whole, is refused with the limit, and stays. A line break is one character, as the
    person counts, not two, as browsers send it.
    """

    def __init__(self, *, rows: int, **options: Any) -> None:
        super().__init__(widget=forms.Textarea(attrs={"rows": rows}), **options)

    def to_python(self, value: Any) -> str:
        """As ``CharField``, with line breaks of one character."""
        return (super().to_python(value) or "").replace("\r\n", "\n")

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """As ``CharField``, but for the limit."""
        attrs = super().widget_attrs(widget)
        return {name: value for name, value in attrs.items() if name != "maxlength"}


_GROUPED = re.compile(r"[-+]?[0-9]{1,3}(?:[,，][0-9]{3})+(?:\.[0-9]*)?")


class NumberField(forms.DecimalField):
    """A number, typed as pages print it or without the commas: 1,200, 1，200 or 1200.

    Not the browser's own field for numbers, which takes no comma. Commas elsewhere than between thousands
    are refused: 1,5 may be meant as one and a half.
    """

    widget = forms.TextInput

    def to_python(self, value: Any) -> Any:
        """As ``DecimalField``, after taking the commas between thousands away."""
        if isinstance(value, str) and _GROUPED.fullmatch(value.strip()):
            value = re.sub("[,，]", "", value)
        return super().to_python(value)

    def widget_attrs(self, widget: forms.Widget) -> dict[str, Any]:
        """As ``DecimalField``, with the keys for figures on a telephone."""
        return {**super().widget_attrs(widget), "inputmode": "decimal"}


class RowsField(forms.ModelMultipleChoiceField):  # type: ignore[type-arg]  # of any model
    """Several rows, chosen by key. A key longer than any table has is no choice: SQLite would break off."""

    def clean(self, value: Any) -> Any:
        for key in value or ():
            if len(str(key)) > LONGEST_KEY:
                raise ValidationError(
                    self.error_messages["invalid_pk_value"],
                    code="invalid_pk_value",
                    params={"pk": str(key)[:LONGEST_KEY]},
                )
        return super().clean(value)


class _ManyFiles(forms.ClearableFileInput):
    allow_multiple_selected = True


class FilesField(forms.FileField):
    """Any number of uploaded files."""

    widget = _ManyFiles

    def clean(self, data: Any, initial: Any = None) -> list[UploadedFile]:
        """All of them: what is wrong with a file, ``files.store`` says better, by its name."""
        return list(data) if isinstance(data, list | tuple) else [data] if data else []


class SeenField(forms.IntegerField):
    """The version, hidden, of what the person had before them. Where it is missing or no version, the page is
    out of date, or the form was sent by something else than the page."""

    def __init__(self, **options: Any) -> None:
        stale = _("页面已过期，请按最新情况核对后再提交。")
        said = dict.fromkeys(("required", "invalid", "min_value", "max_value"), stale)
        super().__init__(
            widget=forms.HiddenInput,
            min_value=0,
            max_value=_VERSIONS,
            error_messages=said,
            **options,
        )


class HiddenForm(forms.Form):
    """A form with hidden fields: what is wrong with one of them stands above the form in plain words, not
    under the name that the program has for it."""

    def add_error(self, field: str | None, error: Any) -> None:
        """As any form."""
        found = self.fields.get(field or "")
        super().add_error(None if found and found.widget.is_hidden else field, error)


class SeenForm(HiddenForm):
    """``version``: of the row that the person had before them (``done``)."""

    version = SeenField()


class ReasonForm(SeenForm):
    """The question before a step that says why."""

    reason = LongText(label=_("理由"), max_length=1000, rows=4)


def choose(form: forms.Form, name: str, rows: QuerySet[Any]) -> None:
    """Say which rows a field offers."""
    form.fields[name].queryset = rows  # type: ignore[attr-defined]  # a ModelChoiceField


def field_of(column: Any, **options: Any) -> forms.Field:
    """The form's field for a column of a table. Where nothing is chosen yet, it says so in words: not a
    row of dashes."""
    nothing = _("不填") if column.blank else _("请选择")
    if column.many_to_one:
        options.setdefault("empty_label", nothing)
    field: forms.Field = column.formfield(**options)
    if isinstance(field, forms.TypedChoiceField):
        offered = [(value, name) for value, name in column.choices if value != ""]
        field.choices = [("", nothing), *offered]
    return field


@dataclass(frozen=True, slots=True)
class FormPage:
    """What stands around a form.

    way: the pages above this one, outermost first; the last is where "cancel" leads. lead: a sentence
    that says what the form does. button: the verb.
    """

    title: Text
    button: Text
    way: tuple[Link, ...]
    lead: Text = ""


def fill_in(request: HttpRequest, page: FormPage, form: forms.BaseForm) -> HttpResponse:
    """Show a form, empty or with its errors; what was typed is kept. Its answer is a POST to the same address."""
    status = 422 if form.is_bound else 200
    return render(request, "face/form_page.html", {"page": page, "form": form}, status=status)


def posted(request: HttpRequest) -> QueryDict | None:
    """What a form was sent with, be it nothing; None where the form is asked for."""
    return request.POST if request.method == "POST" else None


def carried_out(form: forms.BaseForm, verb: Callable[[dict[str, Any]], object]) -> bool:
    """Check the form and do the verb with its values; False when either refused, the form saying why."""
    if not form.is_valid():
        return False
    try:
        verb(form.cleaned_data)
    except ValidationError as refusal:
        _say(form, refusal)
        return False
    except Refused as refusal:
        form.add_error(None, str(refusal))
        return False
    return True


def done(
    request: HttpRequest, form: forms.BaseForm, row: Model, verb: Callable[..., object]
) -> bool:
    """Do a verb about a row with what was filled in; False when it was refused, the form saying why.

    The verb gets the row in the version that the person saw (the form's field ``version``, where it has
    one). After a refusal what was typed stays; the form stands for the row as it is now only when the person
    was told that it had changed, or else what somebody else did would be written over unseen.
    """
    told = False

    def carry_out(values: Mapping[str, Any]) -> None:
        nonlocal told
        given = dict(values)
        if "version" in given:
            row.version = given.pop("version")  # type: ignore[attr-defined]  # where the form has it, the row has
        try:
            verb(**given)
        except Overtaken:
            told = True
            raise

    if request.method != "POST":
        return False
    if carried_out(form, carry_out):
        return True
    try:
        row.refresh_from_db()
    except ObjectDoesNotExist as gone:  # somebody else took it away just now
        raise Http404(_("这条记录已被他人删除。")) from gone
    told = told or "version" not in getattr(form, "cleaned_data", ())
    if "version" in form.fields and told:
        form.data = with_value(form, "version", row.version)  # type: ignore[attr-defined]  # as above
    return False


def with_value(form: forms.BaseForm, name: str, value: Any) -> MultiValueDict[str, Any]:
    """The data of a bound form with one value replaced: what was typed stays, what was seen is new."""
    data = MultiValueDict(form.data.lists() if isinstance(form.data, MultiValueDict) else ())
    data[name] = value
    return data


def _say(form: forms.BaseForm, refusal: ValidationError) -> None:
    """Put each reason beside its field, and above the form where the form has no such field."""
    if not hasattr(refusal, "error_dict"):
        form.add_error(None, refusal)
        return
    for name, reasons in refusal.error_dict.items():
        beside = name if name != NON_FIELD_ERRORS and name in form.fields else None
        form.add_error(beside, reasons)
