"""Bulletins and yearly reports for programs: what there is, their files, and what is done with them."""

from datetime import date
from typing import Any

from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404
from ninja import Query, Schema

from zhicheng.foundation.access.files import sent
from zhicheng.foundation.access.paging import Key, Page, Paging, page_of
from zhicheng.foundation.access.routing import Operations, person
from zhicheng.foundation.access.verbs import Rows, offer_verbs
from zhicheng.governance.bulletins import actions
from zhicheng.governance.bulletins.models import Paper, Report
from zhicheng.governance.bulletins.permissions import readable_papers, visible_reports
from zhicheng.governance.plans.models import Plan
from zhicheng.governance.plans.permissions import visible_plans

operations = Operations()


class BulletinOut(Schema):
    """A bulletin or yearly report. content: its sections with every figure and what the figure rests on; empty
    until it was gathered."""

    id: int
    kind: str
    year: int
    quarter: int | None
    plan_id: int | None
    edition: int
    title: str
    state: str
    as_of: date | None
    issued_on: date | None
    version: int
    content: dict[str, Any]


class BulletinPaperOut(Schema):
    """A file of an issued report, with what it can be checked by."""

    id: int
    format: str
    name: str
    sha256: str

    @staticmethod
    def resolve_sha256(row: Paper) -> str:
        return row.file.sha256


@operations.reads("/bulletins", scope="read:bulletins", answer=Page[BulletinOut])
def bulletins(request: HttpRequest, paging: Query[Paging]) -> Any:
    """The bulletins and yearly reports that the token's owner may see."""
    return page_of(visible_reports(person(request)), paging)


@operations.reads("/bulletins/{key}", scope="read:bulletins", answer=BulletinOut)
def bulletin(request: HttpRequest, key: Key) -> Any:
    """One of them."""
    return get_object_or_404(visible_reports(person(request)), pk=key)


@operations.reads("/bulletins/{key}/papers", scope="read:bulletins", answer=Page[BulletinPaperOut])
def papers(request: HttpRequest, key: Key, paging: Query[Paging]) -> Any:
    """The files of an issued one."""
    found = get_object_or_404(visible_reports(person(request)), pk=key)
    rows = readable_papers(person(request)).filter(issue__report=found).select_related("file")
    return page_of(rows, paging)


@operations.hands_out("/papers/{key}/content", scope="read:bulletins")
def paper_content(request: HttpRequest, key: Key) -> HttpResponseBase:
    """A file as it was issued. The ETag is its SHA-256."""
    found = get_object_or_404(readable_papers(person(request)).select_related("file"), pk=key)
    return sent(request, found.file, found.name)


ROWS: Rows = {Plan: visible_plans, Report: visible_reports}

operations.acts(offer_verbs("bulletins", actions, ROWS), scope="act:bulletins")
