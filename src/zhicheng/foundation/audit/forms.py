"""Forms of the audit pages."""

from datetime import date, datetime, time, timedelta
from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.audit.queries import people_named, subject_types
from zhicheng.foundation.audit.registry import named_verbs
from zhicheng.foundation.face.forms import DayInput, LongText
from zhicheng.foundation.face.lists import Filters


def _verbs() -> list[tuple[str, Any]]:
    return [("", _("全部")), *named_verbs()]


def _types() -> list[tuple[str, Any]]:
    return [("", _("全部")), *subject_types()]


class EntryFilters(Filters):
    """Who, what, on what, when."""

    actor = forms.CharField(label=_("办理人"), required=False)
    verb = forms.ChoiceField(label=_("操作事项"), required=False, choices=_verbs)
    subject_type = forms.ChoiceField(label=_("对象类型"), required=False, choices=_types)
    subject_id = forms.CharField(label=_("对象编号"), required=False)
    since = forms.DateField(label=_("自"), required=False, widget=DayInput())
    until = forms.DateField(label=_("至"), required=False, widget=DayInput())

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        given = self.cleaned_data
        if given.get("actor"):
            rows = rows.filter(actor__in=people_named(given["actor"]))
        for name in ("verb", "subject_type", "subject_id"):
            if given.get(name):
                rows = rows.filter(**{name: given[name]})
        if given.get("since"):
            rows = rows.filter(at__gte=_start_of(given["since"]))
        if given.get("until"):
            rows = rows.filter(at__lt=_start_of(given["until"]) + timedelta(days=1))
        return rows


def _start_of(day: date) -> datetime:
    return timezone.make_aware(datetime.combine(day, time.min))


class PurposeForm(forms.Form):
    purpose = LongText(
        label=_("目的"),
        max_length=500,
        rows=3,
        help_text=_("记入审计链，不能更改"),
    )
