"""How a page is named: its route, who gets it there, and the row that it shows."""

from dataclasses import dataclass
from urllib.parse import urlencode

from django.db.models import QuerySet
from django.urls import reverse
from django.utils import timezone

from zhicheng.foundation.accounts.queries import holders
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.units.models import Unit

OFFICE, VERIFIER, MAYOR, AUDITOR, ADMIN = "coordinator", "verifier", "mayor", "auditor", "admin"


@dataclass(frozen=True, slots=True)
class Page:
    """route: the name in the URL table. who: a person's user name, or as ``tests.city`` says."""

    route: str
    who: str
    url: str


def page(route: str, who: str, *keys: object, **query: object) -> Page:
    asked = f"?{urlencode(query, doseq=True)}" if query else ""
    return Page(route, who, reverse(route, args=keys) + asked)


def staffed() -> QuerySet[Unit]:
    """Units that have an officer and a head."""
    today = timezone.localdate()
    officers, heads = (
        holders(role, on=today).values("grants__unit")
        for role in (Role.UNIT_OFFICER, Role.UNIT_HEAD)
    )
    return Unit.objects.filter(pk__in=officers).filter(pk__in=heads)


def who_is(role: Role, unit: int | None) -> str:
    found = holders(role, on=timezone.localdate(), unit=unit).first()
    assert found
    return found.username
