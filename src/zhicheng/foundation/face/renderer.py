"""How forms are drawn: by Django's templates, but fields, choices and errors here.

A filter above a list has hundreds of these, and a template for each took longer than the list.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.forms import BoundField, CheckboxInput
from django.forms.renderers import TemplatesSetting
from django.http import HttpRequest
from django.utils.translation import gettext

from zhicheng.foundation.face.drawing import attributes, escaped
from zhicheng.foundation.face.told import retold


class Renderer(TemplatesSetting):
    """The setting ``FORM_RENDERER``."""

    def render(
        self, template_name: str, context: dict[str, Any], request: HttpRequest | None = None
    ) -> str:
        draw = _DRAWN.get(template_name)
        return draw(context) if draw else super().render(template_name, context, request)


def _field(context: Mapping[str, Any]) -> str:
    """Label, help, the field itself, what is wrong with it. A tick box stands before its label."""
    field: BoundField = context["field"]
    if isinstance(field.field.widget, CheckboxInput):
        parts = f"{field} {_label(field)}{_help(field)}{field.errors}"
        return f'<div class="field field-box">{parts}</div>'
    parts = f"{_help(field)}{field}{field.errors}"
    if field.use_fieldset:
        described = field.aria_describedby
        opened = attributes({"aria-describedby": described} if described else {})
        legend = f"<legend>{escaped(field.label)}{_needed(field)}</legend>"
        return f'<div class="field"><fieldset{opened}>{legend}{parts}</fieldset></div>'
    return f'<div class="field">{_label(field, _needed(field))}{parts}</div>'


def _label(field: BoundField, more: str = "") -> str:
    return f'<label for="{escaped(field.id_for_label)}">{escaped(field.label)}{more}</label>'


def _needed(field: BoundField) -> str:
    if not field.field.required:
        return ""
    return f' <span class="field-needed">{escaped(gettext("（必填）"))}</span>'


def _help(field: BoundField) -> str:
    """A help text is of the product's own words, and may be HTML."""
    if not field.help_text:
        return ""
    place = attributes({"class": "field-help", "id": f"{field.auto_id}_helptext"})
    return f"<div{place}>{field.help_text}</div>"


def _errors(context: Mapping[str, Any]) -> str:
    errors = context["errors"]
    if not errors:
        return ""
    place = {"class": context["error_class"]}
    if errors.field_id:
        place["id"] = f"{errors.field_id}_error"
    said = "".join(f"<li>{escaped(retold(error))}</li>" for error in errors)
    return f"<ul{attributes(place)}>{said}</ul>"


def _input(context: Mapping[str, Any]) -> str:
    widget = context["widget"]
    given = {"type": widget["type"], "name": widget["name"]}
    if widget["value"] is not None:
        given["value"] = widget["value"]
    return f"<input{attributes({**given, **widget['attrs']})}>"


def _select(context: Mapping[str, Any]) -> str:
    widget = context["widget"]
    groups = "".join(_group(name, options) for name, options, _ in widget["optgroups"])
    place = attributes({"name": widget["name"], **widget["attrs"]})
    return f"<select{place}>{groups}</select>"


def _group(name: object, options: Iterable[Mapping[str, Any]]) -> str:
    drawn = "".join(map(_option, options))
    return f'<optgroup label="{escaped(name)}">{drawn}</optgroup>' if name else drawn


def _option(option: Mapping[str, Any]) -> str:
    """Of its attributes only those that Django gives: whether it is chosen."""
    chosen = " selected" if option["selected"] else ""
    return f'<option value="{escaped(option["value"])}"{chosen}>{escaped(option["label"])}</option>'


_DRAWN: Mapping[str, Callable[[Mapping[str, Any]], str]] = {
    "django/forms/field.html": _field,
    "django/forms/errors/list/default.html": _errors,
    "django/forms/widgets/text.html": _input,
    "django/forms/widgets/number.html": _input,
    "django/forms/widgets/date.html": _input,
    "django/forms/widgets/hidden.html": _input,
    "django/forms/widgets/checkbox.html": _input,
    "django/forms/widgets/select.html": _select,
}
