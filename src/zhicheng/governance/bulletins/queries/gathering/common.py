"""What the parts of gathering share: whom it is for, of which day, and how figures are made."""

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from zhicheng.governance.bulletins.rules import FIGURES, Figure, Lineage
from zhicheng.governance.plans.models import Plan


@dataclass(frozen=True, slots=True)
class Asked:
    """What is gathered: for whom (only what they see), the period, of which day, of which plan (None: all).

    whole_year: the paper is about a year.
    """

    user: Any
    first: date
    last: date
    on: date
    plan: Plan | None
    whole_year: bool

    def list(self, name: str, **narrowed: Any) -> str:
        """The address of a list, narrowed to the plan as well."""
        if self.plan is not None:
            narrowed = {"plan": self.plan.pk, **narrowed}
        query = urlencode(narrowed)
        return f"{reverse(name)}?{query}" if query else reverse(name)


def count(key: str, value: int, unit: str, lineage: Lineage, rows: str = "") -> Figure:
    """A headline figure that counts something; rows: its own list, where it is not all of the lineage's."""
    return Figure(key, str(FIGURES[key]), Decimal(value), unit, lineage, rows or lineage.rows)
