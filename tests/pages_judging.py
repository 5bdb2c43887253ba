"""The pages of supervision and assessment (``tests.pages``)."""

from collections.abc import Iterator

from tests.naming import MAYOR, OFFICE, VERIFIER, Page, page, staffed, who_is
from zhicheng.foundation.accounts.rules import Role
from zhicheng.governance.assessment.models import Appeal, Entry, Scheme, Sheet
from zhicheng.governance.supervision.models import (
    Circular,
    CircularEntry,
    EscalationSetting,
    Order,
    Request,
)
from zhicheng.governance.supervision.queries import free_parts
from zhicheng.governance.tasks.models import Assignment


def judging() -> Iterator[Page]:
    yield from _orders()
    yield from _requests()
    yield from _circulars()
    yield from _schemes()
    yield from _drafts()
    yield from _sheets()
    yield from _appeals()


def _orders() -> Iterator[Page]:
    drafted, issued, answered = (_order(state) for state in ("drafted", "issued", "answered"))
    officer = who_is(Role.UNIT_OFFICER, issued.unit_id)
    yield page("supervision:orders", MAYOR)
    yield page("supervision:rules", OFFICE)
    for kind in ("proposals", "escalation", "listing"):
        yield page("supervision:set_rule", OFFICE, kind)
    ahead = EscalationSetting.objects.all()[0].pk
    yield page("supervision:withdraw_rule", OFFICE, "escalation", ahead)
    yield page("supervision:raise", OFFICE, free_parts()[0].pk)
    yield page("supervision:order", VERIFIER, answered.pk)
    yield page("supervision:order", officer, issued.pk)
    yield page("supervision:reword", OFFICE, drafted.pk)
    yield page("supervision:answer", officer, issued.pk)
    yield page("supervision:decide", OFFICE, drafted.pk, "issue")
    yield page("supervision:decide", VERIFIER, answered.pk, "return")


def _order(state: str) -> Order:
    """An order in this state; once issued, to a unit that has an officer and a head."""
    orders = Order.objects.filter(state=state).order_by("pk")
    return orders[0] if state == "drafted" else orders.filter(unit__in=staffed())[0]


def _requests() -> Iterator[Page]:
    """What a unit asks, where it is the turn of each of those whom it passes."""
    states = ("drafted", "office", "leader", "answered")
    drafted, at_office, at_leader, answered = (_request(state) for state in states)
    task = Assignment.objects.filter(unit=drafted.unit)[0].task_id
    head = _head(drafted)
    yield page("supervision:requests", OFFICE)
    yield page("supervision:requests", head)
    yield page("supervision:new_request", head)
    yield page("supervision:new_request_about", head, task)
    yield page("supervision:request", OFFICE, at_office.pk)
    yield page("supervision:request", MAYOR, at_leader.pk)
    for row in (drafted, answered):
        yield page("supervision:request", _head(row), row.pk)
    yield page("supervision:change_request", head, drafted.pk)
    yield page("supervision:decide_request", head, drafted.pk, "submit")
    for verb in ("reply", "pass_up", "consult"):
        yield page("supervision:decide_request", OFFICE, at_office.pk, verb)
    yield page("supervision:decide_request", MAYOR, at_leader.pk, "instruct")


def _request(state: str) -> Request:
    return Request.objects.filter(state=state).order_by("pk")[0]


def _head(row: Request | Sheet) -> str:
    return who_is(Role.UNIT_HEAD, row.unit_id)


def _circulars() -> Iterator[Page]:
    draft, published = (Circular.objects.filter(state=s)[0] for s in ("draft", "published"))
    entry = CircularEntry.objects.filter(circular=draft)[0]
    yield page("supervision:circulars", OFFICE)
    yield page("supervision:circular", OFFICE, draft.pk)
    yield page("supervision:circular", "scj", published.pk)
    for row in (draft, published):
        yield page("supervision:paper", OFFICE, row.pk)
    yield page("supervision:draft_circular", OFFICE)
    for route in ("reword_circular", "discard_circular", "publish", "choose_unit"):
        yield page(f"supervision:{route}", OFFICE, draft.pk)
    yield page("supervision:add_entry", OFFICE, draft.pk, free_parts()[0].unit_id)
    yield page("supervision:drop_entry", OFFICE, entry.pk)


def _schemes() -> Iterator[Page]:
    draft, published, announced, frozen = (
        Scheme.objects.filter(state=state).order_by("pk")[0]
        for state in ("draft", "published", "announced", "frozen")
    )
    yield page("assessment:list", OFFICE)
    yield page("assessment:list", "scj")
    for row in (draft, published, announced):
        yield page("assessment:scheme", OFFICE, row.pk)
    yield page("assessment:scheme", MAYOR, frozen.pk)
    yield page("assessment:conduct", OFFICE, draft.pk, "publish")
    for verb in ("retract", "freeze"):
        yield page("assessment:conduct", OFFICE, announced.pk, verb)
    yield page("assessment:repeat", OFFICE, frozen.pk)
    yield page("assessment:paper", MAYOR, frozen.pk)
    for row in (announced, frozen):
        yield page("assessment:ranking", "scj", row.pk)


def _drafts() -> Iterator[Page]:
    draft = Scheme.objects.filter(state="draft")[0]
    dimension, clause = draft.dimensions.all()[0], draft.clauses.all()[0]
    indicator = dimension.indicators.all()[0]
    yield page("assessment:new", OFFICE)
    for route in ("edit", "discard", "choose", "add_dimension", "add_clause"):
        yield page(f"assessment:{route}", OFFICE, draft.pk)
    for route in ("dimension", "drop_dimension", "add_indicator"):
        yield page(f"assessment:{route}", OFFICE, dimension.pk)
    for route in ("indicator", "drop_indicator"):
        yield page(f"assessment:{route}", OFFICE, indicator.pk)
    for route in ("clause", "drop_clause"):
        yield page(f"assessment:{route}", OFFICE, clause.pk)


def _sheets() -> Iterator[Page]:
    """Of this year, one that its unit fills in and one that is verified."""
    adjusted = Sheet.objects.filter(scheme__state="published", adjustments__isnull=False)
    own, handed_in = (adjusted.get(state=state) for state in ("open", "submitted"))
    head, claimed = _head(own), own.adjustments.all()[0]
    measured = _entry(own, measured=True)
    yield page("assessment:sheet", head, own.pk)
    yield page("assessment:sheet", VERIFIER, handed_in.pk)
    for route in ("fill", "adjust"):
        yield page(f"assessment:{route}", head, own.pk)
    for route in ("measure_again", "confirm_rest"):
        yield page(f"assessment:{route}", VERIFIER, handed_in.pk)
    yield page("assessment:decide_sheet", head, own.pk, "submit")
    for verb in ("return", "verify"):
        yield page("assessment:decide_sheet", VERIFIER, handed_in.pk, verb)
    yield page("assessment:entry", head, measured.pk)
    yield page("assessment:entry", VERIFIER, _entry(handed_in, measured=False).pk)
    for route in ("score", "prove"):
        yield page(f"assessment:{route}", head, measured.pk)
    yield page("assessment:decide_entry", VERIFIER, _entry(handed_in, measured=True).pk)
    proved = own.entries.filter(proofs__isnull=False)[0]
    yield page("assessment:drop_proof", head, proved.proofs.all()[0].pk)
    yield page("assessment:decide_adjustment", VERIFIER, handed_in.adjustments.all()[0].pk)
    yield page("assessment:drop_adjustment", head, claimed.pk)


def _entry(sheet: Sheet, *, measured: bool) -> Entry:
    """One with rows behind its figure, or one that somebody judges."""
    kind = "measured" if measured else "judged"
    rows = sheet.entries.filter(indicator__method=kind)
    return rows.exclude(value=None)[0] if measured else rows[0]


def _appeals() -> Iterator[Page]:
    waiting, answered = Appeal.objects.get(state="open"), Appeal.objects.get(state="upheld")
    yield page("assessment:add_appeal", _head(waiting.sheet), waiting.sheet_id)
    yield page("assessment:appeal", OFFICE, waiting.pk)
    yield page("assessment:appeal", _head(answered.sheet), answered.pk)
    yield page("assessment:answer", OFFICE, waiting.pk)
