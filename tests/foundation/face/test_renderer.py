"""Forms that are drawn without templates: as Django's own templates draw them, with our labels and errors."""

import re
from typing import Any

import pytest
from django import forms
from django.forms.renderers import TemplatesSetting
from django.template import engines
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.foundation.face.forms import DayInput
from zhicheng.foundation.face.renderer import Renderer

GROUPS = [("", "全部"), ("县区", [("1", "云溪县"), ("2", "东篱区")]), (3, "市本级")]
WIDGETS: list[tuple[forms.Widget, Any]] = [
    (forms.TextInput(), "专利 <b>"),
    (forms.TextInput(attrs={"maxlength": 5, "required": True, "disabled": False}), None),
    (forms.NumberInput(), 0),
    (DayInput(), "2026-11-22"),
    (forms.HiddenInput(), 7),
    (forms.CheckboxInput(), True),
    (forms.CheckboxInput(), False),
    (forms.Select(choices=GROUPS), "2"),
    (forms.Select(choices=GROUPS), None),
    (forms.Select(choices=GROUPS), 3),
    (forms.SelectMultiple(choices=GROUPS), ["1", "3"]),
]


def same(drawn: str) -> str:
    """Without the spaces between tags, which nobody sees."""
    return re.sub(r"\s*(<[^>]*>)\s*", r"\1", drawn)


@pytest.mark.parametrize(("widget", "value"), WIDGETS)
def test_widgets_are_as_django_draws_them(widget: forms.Widget, value: Any) -> None:
    ours = widget.render("wert", value, {"id": "id_x"}, Renderer())
    theirs = widget.render("wert", value, {"id": "id_x"}, TemplatesSetting())
    assert same(ours) == same(theirs)


@given(st.text(), st.text())
def test_choices_are_escaped(value: str, label: str) -> None:
    widget = forms.Select(choices=[(value, label)])
    drawn = widget.render("wert", value, None, Renderer())
    assert same(drawn) == same(widget.render("wert", value, None, TemplatesSetting()))


class Wish(forms.Form):
    name = forms.CharField(label="名称 <1>", help_text="<b>全称</b>")
    agreed = forms.BooleanField(label="同意", required=False)
    places = forms.MultipleChoiceField(
        label="县区",
        choices=[("1", "云溪县")],
        widget=forms.CheckboxSelectMultiple,
        help_text="可多选",
    )
    kind = forms.ChoiceField(
        label="类别", choices=[("a", "甲")], widget=forms.RadioSelect, required=False
    )


def drawn(form: forms.Form) -> str:
    return engines["django"].from_string("{{ form }}").render({"form": form})


def test_a_field_has_label_help_and_what_is_wrong() -> None:
    page = drawn(Wish({"name": ""}))
    assert (
        '<label for="id_name">名称 &lt;1&gt; <span class="field-needed">（必填）</span></label>'
        in page
    )
    assert '<div class="field-help" id="id_name_helptext"><b>全称</b></div>' in page
    assert '<ul class="errorlist" id="id_name_error">' in page
    assert 'aria-describedby="id_name_helptext id_name_error"' in page


def test_a_tick_box_stands_before_its_label_and_is_never_marked_as_needed() -> None:
    page = drawn(Wish())
    assert (
        '<input type="checkbox" name="agreed" id="id_agreed"> <label for="id_agreed">同意</label>'
        in page
    )


def test_several_boxes_are_a_group_with_a_legend() -> None:
    page = drawn(Wish())
    described = '<fieldset aria-describedby="id_places_helptext">'
    assert f'{described}<legend>县区 <span class="field-needed">（必填）</span></legend>' in page
    assert "<fieldset><legend>类别</legend>" in page


def test_a_field_without_fault_has_no_list_of_faults() -> None:
    assert "errorlist" not in drawn(Wish())
