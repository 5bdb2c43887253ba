"""The days of assessments, for a person's agenda."""

from collections.abc import Iterator
from datetime import date

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.agenda.rules import Entry
from zhicheng.governance.assessment.models import Scheme
from zhicheng.governance.assessment.permissions import visible_schemes
from zhicheng.governance.assessment.rules import SchemeState

_DAYS = {
    "self_by": (_("自评截止"), (SchemeState.PUBLISHED,)),
    "appeal_until": (_("申诉截止"), (SchemeState.ANNOUNCED,)),
    "submit_by": (_("考核结果报送期限"), (SchemeState.PUBLISHED, SchemeState.ANNOUNCED)),
}


def terms(user: User, first: date, last: date) -> Iterator[Entry]:
    """Last days of scoring oneself, of appeal and of handing the result up, of the schemes that a person sees."""
    rows = visible_schemes(user).exclude(state=SchemeState.DRAFT)
    for field, (kind, states) in _DAYS.items():
        for scheme in rows.filter(**{f"{field}__range": (first, last)}):
            yield _entry(scheme, field, kind, done=scheme.state not in states)


def _entry(scheme: Scheme, field: str, kind: object, *, done: bool) -> Entry:
    return Entry(
        day=getattr(scheme, field),
        uid=f"assessment-{scheme.pk}-{field}",
        kind=kind,  # type: ignore[arg-type]  # a lazy text
        title=scheme.title,
        url=reverse("assessment:scheme", args=[scheme.pk]),
        done=done,
    )
