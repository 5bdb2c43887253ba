"""Imports for programs: bring a file, try it, import it, read the report."""

from typing import Any

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Query, Schema

from zhicheng.foundation.access.paging import Key, Page, Paging, page_of
from zhicheng.foundation.access.routing import Operations, person
from zhicheng.foundation.access.verbs import Rows, offer_verbs
from zhicheng.register.imports import actions, queries
from zhicheng.register.imports.models import Batch
from zhicheng.register.imports.permissions import visible_batches

operations = Operations()


class BatchOut(Schema):
    """An import, and how far it is. trial: nothing went in. rows: read so far. left_out: those not taken."""

    id: int
    name: str
    trial: bool
    policy: str
    state: str
    problem: str
    rows: int
    added: int
    known: int
    events: int
    left_out: int


class RemarkOut(Schema):
    """A row that did not go in, or went in with a doubt."""

    id: int
    place: str
    left_out: bool
    outcome: str
    said: str
    raw: str


@operations.reads("/imports/{key}/remarks", scope="read:imports", answer=Page[RemarkOut])
def remarks(request: HttpRequest, key: Key, asked: Query[Paging]) -> Any:
    """The report of an import, row by row."""
    found = get_object_or_404(queries.batches_for(person(request)), pk=key)
    return page_of(queries.remarks_of(found), asked)


operations.lists("/imports", BatchOut, queries.batches_for, scope="read:imports")

ROWS: Rows = {Batch: visible_batches}

operations.acts(offer_verbs("imports", actions, ROWS), scope="act:imports")
