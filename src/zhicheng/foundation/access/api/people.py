"""Accounts and roles for programs; their room is too low to know of tokens."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Schema

from zhicheng.foundation.access.api import units
from zhicheng.foundation.access.paging import Key, Page, Paging, page_of
from zhicheng.foundation.access.routing import Operations, person
from zhicheng.foundation.access.verbs import Rows, offer_verbs
from zhicheng.foundation.accounts import actions, queries
from zhicheng.foundation.accounts.models import Deputyship, Grant, User
from zhicheng.foundation.accounts.permissions import (
    require,
    visible_deputyships,
    visible_grants,
    visible_people,
)
from zhicheng.foundation.units.models import Area, Unit

operations = Operations()


class GrantOut(Schema):
    """A role that a person holds, from a day to a day; without an end it lasts."""

    id: int
    role: str
    unit_id: int | None
    area_id: int | None
    valid_from: date
    valid_to: date | None


class PersonOut(Schema):
    """A person with an account."""

    id: int
    username: str
    name: str
    email: str
    unit_id: int | None
    is_active: bool
    grants: list[GrantOut]

    @staticmethod
    def resolve_grants(row: User) -> list[Grant]:
        return list(row.grants.all())


class DeputyshipOut(Schema):
    """That somebody stands in for another, from a day to a day, both included."""

    id: int
    absent_id: int
    deputy_id: int
    valid_from: date
    valid_to: date


def _people(user: User) -> QuerySet[User]:
    require("accounts.administer", user)
    return queries.people()


@operations.reads("/people", scope="read:people", answer=Page[PersonOut])
def people(request: HttpRequest, paging: Query[Paging]) -> Any:
    """All people with an account, and their roles; for the administrator."""
    return page_of(_people(person(request)), paging)


@operations.reads("/people/{key}", scope="read:people", answer=PersonOut)
def one_person(request: HttpRequest, key: Key) -> Any:
    """One of them."""
    return get_object_or_404(_people(person(request)), pk=key)


operations.lists("/deputyships", DeputyshipOut, visible_deputyships, scope="read:people")

ROWS: Rows = {
    Unit: lambda user: Unit.objects.filter(active=True),
    Area: units.ROWS[Area],
    User: visible_people,
    Grant: visible_grants,
    Deputyship: visible_deputyships,
}

operations.acts(offer_verbs("accounts", actions, ROWS), scope="act:accounts")
