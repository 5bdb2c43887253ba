"""Units and areas for programs; their room is too low to know of tokens."""

from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Schema

from zhicheng.foundation.access.paging import Key, Page, Paging, page_of
from zhicheng.foundation.access.routing import Operations, person
from zhicheng.foundation.access.verbs import Rows, offer_verbs
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.units import actions, queries
from zhicheng.foundation.units.models import Alias, Area, Unit

operations = Operations()


class AliasOut(Schema):
    """Another name of a unit."""

    id: int
    name: str


class UnitOut(Schema):
    """A unit. active: false when its work has gone to another."""

    id: int
    name: str
    short_name: str
    kind: str
    area_id: int
    order: int
    active: bool
    aliases: list[AliasOut]

    @staticmethod
    def resolve_aliases(row: Unit) -> list[Alias]:
        return list(row.aliases.all())


class AreaOut(Schema):
    """A place, with its code of GB/T 2260."""

    id: int
    code: str
    name: str
    kind: str
    parent_id: int | None


def _units(user: User) -> QuerySet[Unit]:
    require("units.read", user)
    return queries.units().prefetch_related("aliases")


def _areas(user: User) -> QuerySet[Area]:
    require("units.read", user)
    return queries.areas()


@operations.reads("/units", scope="read:units", answer=Page[UnitOut])
def units(request: HttpRequest, paging: Query[Paging]) -> Any:
    """All units of the city."""
    return page_of(_units(person(request)), paging)


@operations.reads("/units/{key}", scope="read:units", answer=UnitOut)
def unit(request: HttpRequest, key: Key) -> Any:
    """One unit."""
    return get_object_or_404(_units(person(request)), pk=key)


@operations.reads("/areas", scope="read:units", answer=Page[AreaOut])
def areas(request: HttpRequest, paging: Query[Paging]) -> Any:
    """All areas of the city."""
    return page_of(_areas(person(request)), paging)


ROWS: Rows = {
    Unit: lambda user: Unit.objects.all(),
    Area: lambda user: Area.objects.all(),
    Alias: lambda user: Alias.objects.select_related("unit"),
}

operations.acts(offer_verbs("units", actions, ROWS), scope="act:units")
