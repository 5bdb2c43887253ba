"""What fits into a row is asked whenever one is written, whoever writes it: a page's form, a program, the command
line. Forms have asked already; the others are told here, before the database breaks off."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext

_ASKED = (models.CharField, models.TextField, models.IntegerField, models.DecimalField)
"""Columns whose values have a length, a range, places after the point, or a list that they are from."""


def check_fits(row: models.Model, values: Mapping[str, Any]) -> None:
    """See that the columns of a row may hold these values, by the name of the column. What may be left empty, the
    rules of the rooms say.

    Raises ValidationError by field; each message begins with what the column is called.
    """
    faults = {}
    for name, value in values.items():
        field: Any = row._meta.get_field(name)
        worked_out = hasattr(value, "resolve_expression")  # by the database itself
        if not isinstance(field, _ASKED) or worked_out or value in field.empty_values:
            continue
        try:
            field.clean(value, row)
        except ValidationError as refusal:
            faults[field.name] = [
                gettext("“%(name)s”：%(fault)s") % {"name": field.verbose_name, "fault": fault}
                for fault in refusal.messages
            ]
    if faults:
        raise ValidationError(faults)


def check_part(part: models.Model | None, **of: models.Model) -> None:
    """See that a row is part of another one, where there is a row: ``check_part(item, meeting=meeting)``.

    of: the column that names the whole, and what it has to be. Raises ValidationError.
    """
    if part is None:
        return
    for name, whole in of.items():
        column: Any = part._meta.get_field(name)
        if getattr(part, column.attname) != whole.pk:
            said = {"part": part, "whole": whole}
            raise ValidationError(gettext("“%(part)s”不属于“%(whole)s”，没有办理。") % said)


def check_saved(sender: type[models.Model], instance: models.Model, **signal: Any) -> None:
    """Before a row of the product is saved: see that it fits. Raises as ``check_fits``."""
    if signal["raw"] or not sender.__module__.startswith("zhicheng."):
        return
    only = signal["update_fields"]
    written = [f for f in sender._meta.concrete_fields if only is None or f.name in only]
    check_fits(instance, {field.name: getattr(instance, field.attname) for field in written})
