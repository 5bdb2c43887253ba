"""Rows that do not belong together: every verb that names several is tried, by somebody who may do it, with one of
them put in the place of another. It refuses, and nothing is changed."""

from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from itertools import islice, product
from types import MappingProxyType
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.models import ForeignKey, Model
from django.http import Http404
from django.utils import timezone
from tests.bodies import Named, body, places
from tests.city import furnish

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.access.verbs import Verb, verbs
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.models import Entry as Audited
from zhicheng.foundation.files.models import StoredFile
from zhicheng.foundation.units.models import Area
from zhicheng.governance.meetings.actions import found_conference, give_seat
from zhicheng.governance.meetings.rules import SeatKind
from zhicheng.governance.supervision.actions import save_answer
from zhicheng.governance.supervision.models import Order
from zhicheng.governance.supervision.rules import OrderState
from zhicheng.site import api  # noqa: F401 - where every room offers its verbs

pytestmark = [pytest.mark.usefixtures("sample_city"), pytest.mark.django_db]

FREE: Mapping[str, str] = {
    "accounts.change_details": "people move from one unit to another",
    "accounts.grant": "a role may be held for another unit",
    "meetings.give_seat": "who sits for a unit need not be of it",
    "parties.settle": "a name that is open has no party; its room tries another name's candidate",
    "plans.merge": "one item alone is never merged; its room tries items of two plans",
    "supervision.move_request": "another unit is asked for its opinion",
    "systems.assign": "another unit takes over",
    "targets.confirm": "any unit may be made the one that reports",
}
"""Verbs whose rows are tied to one another and may differ all the same, and why."""
REFUSALS = (PermissionDenied, ValidationError, Http404, Refused)
MOST = 40
"""Rows that are tried in one place."""
NO_WHOLES = (Area, StoredFile, User)
"""What rows may share without belonging together."""


@dataclass(frozen=True)
class Tie:
    """Two places of a verb, and of the row in each the column that has to hold the same."""

    one: str
    column: str
    other: str
    same: str

    def holds(self, rows: Mapping[str, Model]) -> bool:
        if not {self.one, self.other} <= set(rows):
            return True
        mine, theirs = rows[self.one], rows[self.other]
        return bool(getattr(mine, self.column) == getattr(theirs, self.same))


def wholes(kind: type[Model]) -> dict[str, type[Model]]:
    """What a row of this kind is part of, by column; and itself."""
    found: dict[str, Any] = {"pk": kind}
    for column in kind._meta.concrete_fields:
        whole = column.related_model
        if isinstance(column, ForeignKey) and whole not in (*NO_WHOLES, kind):
            found[column.attname] = whole
    return found


def ties(verb: Verb) -> list[Tie]:
    """How the rows of a verb are tied to one another: parts of the same, or one part of the other."""
    named = [(place, kind) for place, kinds in places(verb).items() for kind in kinds[:1]]
    pairs = [(a, b) for a, b in product(named, named) if a[0] < b[0] and a[1] is not b[1]]
    return [
        Tie(one, column, other, same)
        for (one, kind), (other, another) in pairs
        for (column, whole), (same, its) in product(wholes(kind).items(), wholes(another).items())
        if whole is its
    ]


TIED = {n: found for n, verb in verbs().items() if (found := ties(verb)) and n not in FREE}


def test_rows_that_do_not_belong_together_are_refused(now: datetime) -> None:
    furnish(now)
    _another_conference(now)
    _a_draft_to_send(now)
    for name, tied in TIED.items():
        verb = verbs()[name]
        by, fitting = _control(verb, tied)
        tried = list(_misfits(verb, tied, fitting))
        assert tried, f"{name}: no row can be put in the place of another"
        for rows in tried:
            _refused(verb, rows, by)


def _another_conference(now: datetime) -> None:
    """The city has one, so that whoever sits anywhere sits there."""
    office, day = User.objects.get(username="coordinator"), now.date()
    conference = found_conference(
        name="专项领导小组", founded_on=day, document="示例文件", by=office, at=now
    )
    give_seat(
        conference=conference, kind=SeatKind.CONVENER, unit=None, office="副市长",
        person="示例·副市长", valid_from=day, by=office, at=now,
    )  # fmt: skip


def _a_draft_to_send(now: datetime) -> None:
    order = Order.objects.get(state=OrderState.RETURNED)
    officer = User.objects.filter(unit=order.unit).order_by("pk")[0]
    save_answer(order=order, text="已补齐材料。", seen=None, by=officer, at=now)


def _refused(verb: Verb, rows: Mapping[str, Model], by: User) -> None:
    before = Audited.objects.count()
    try:
        with transaction.atomic():
            _do(verb, rows, by)
    except REFUSALS:
        assert Audited.objects.count() == before
    else:
        pytest.fail(f"{verb.name} was done by {by} with {rows}")


def _control(verb: Verb, tied: list[Tie]) -> tuple[User, dict[str, Model]]:
    """Somebody, and rows that do belong together, with which it is done (and undone again)."""
    people = list(User.objects.filter(is_active=True))
    for rows in islice(
        _fitting(verb, tied, sorted({p for t in tied for p in (t.one, t.other)})), 500
    ):
        for by in people:
            with suppress(*REFUSALS), transaction.atomic():
                _do(verb, rows, by)
                transaction.set_rollback(True)
                return by, rows
    raise AssertionError(f"{verb.name}: nobody could do it with rows that belong together")


def _fitting(
    verb: Verb, tied: list[Tie], left: list[str], rows: Mapping[str, Model] = MappingProxyType({})
) -> Iterator[dict[str, Model]]:
    if not left:
        yield dict(rows)
        return
    for row in _rows(verb, left[0]):
        chosen = {**rows, left[0]: row}
        if all(tie.holds(chosen) for tie in tied):
            yield from _fitting(verb, tied, left[1:], chosen)


def _misfits(
    verb: Verb, tied: list[Tie], fitting: Mapping[str, Model]
) -> Iterator[dict[str, Model]]:
    """The same with one row exchanged for another that is tied to something else."""
    for place in fitting:
        others = ({**fitting, place: row} for row in _rows(verb, place))
        apart = (rows for rows in others if not all(tie.holds(rows) for tie in tied))
        yield from islice(apart, MOST)


def _rows(verb: Verb, place: str) -> list[Any]:
    return list(places(verb)[place][0]._default_manager.order_by("-pk")[:200])


def _do(verb: Verb, rows: Mapping[str, Model], by: User) -> None:
    named: Named = {place: [row] for place, row in rows.items()}
    filled = verb.shape.model_validate(body(verb, named))
    verb.do(filled, by=by, at=timezone.now())
