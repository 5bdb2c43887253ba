"""A scheme of the city with two units, for the stories of this room; everything is done by real actions.

office = Office(coordinator, verifier, now)
scheme = office.draft([science, market])      # two dimensions: 60 by a formula, 40 by judgement
office.publish(scheme)
"""

import io
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from tests.factories import make_user
from tests.governance.tasks.ledger import PDF, Ledger, Order, part

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.assessment import actions
from zhicheng.governance.assessment.models import Clause, Entry, Indicator, Method, Scheme, Sheet
from zhicheng.governance.assessment.rules import ClauseKind, Measure, Origin, Subject, Verdict
from zhicheng.governance.tasks import actions as ledger_actions
from zhicheng.governance.tasks.models import Assignment

IN_TIME = "任务按期销号"
QUALITY = "信息报送质量"


def upload(name: str = "证明.pdf") -> actions.Upload:
    return actions.Upload(name, io.BytesIO(PDF))


def demands(now: datetime, **changes: Any) -> actions.Demands:
    """A scheme of this year, whose period ended yesterday and whose term of scoring runs."""
    today = now.date()
    given = actions.Demands(
        title="知识产权强市建设年度考核", year=today.year, origin=Origin.OWN, subject=Subject.UNITS,
        period_start=today - timedelta(365), period_end=today - timedelta(1),
        self_by=today + timedelta(10), basis="示例办〔2026〕1号",
    )  # fmt: skip
    return replace(given, **changes)


@dataclass
class Office:
    """The coordinating office: who draws up, verifies and settles."""

    coordinator: User
    verifier: User
    now: datetime
    clauses: dict[str, Clause] = field(default_factory=dict)

    def draft(self, units: Iterable[Unit], **changes: Any) -> Scheme:
        """A whole draft: 60 by a formula over the ledger, 40 by judgement with evidence, two clauses."""
        scheme = actions.save_scheme(
            demands=demands(self.now, **changes), by=self.coordinator, at=self.now
        )
        self.indicator(scheme, "推进落实", 60, measured(IN_TIME, 60))
        asked = actions.Asked(QUALITY, Decimal(40), evidence="采用情况通报")
        self.indicator(scheme, "信息报送", 40, asked)
        self.clause(scheme, ClauseKind.BONUS, "加1", 2, 3)
        self.clause(scheme, ClauseKind.DEDUCTION, "扣1", 5)
        actions.choose(scheme=scheme, units=list(units), by=self.coordinator, at=self.now)
        return scheme

    def indicator(
        self, scheme: Scheme, dimension: str, weight: int, asked: actions.Asked
    ) -> Indicator:
        """A dimension with one indicator."""
        row = actions.save_dimension(
            scheme=scheme, name=dimension, weight=Decimal(weight), by=self.coordinator, at=self.now
        )
        return actions.save_indicator(dimension=row, asked=asked, by=self.coordinator, at=self.now)

    def clause(
        self, scheme: Scheme, kind: ClauseKind, number: str, points: int, cap: int | None = None
    ) -> Clause:
        ruled = actions.Ruled(
            kind, number, "受到通报表扬" if kind is ClauseKind.BONUS else "受到通报批评", Decimal(points),
            None if cap is None else Decimal(cap),
        )  # fmt: skip
        row = actions.save_clause(scheme=scheme, ruled=ruled, by=self.coordinator, at=self.now)
        self.clauses[number] = row
        return row

    def publish(self, scheme: Scheme) -> None:
        actions.publish(scheme=scheme, by=self.coordinator, at=self.now)

    def verify(self, sheet: Sheet, scores: Mapping[str, int | str | None] | None = None) -> None:
        """Give each indicator the score named, or confirm its own; None is 合理缺项. Then finish."""
        for entry in entries(sheet).values():
            given = (scores or {}).get(entry.indicator.name, entry.self_score)
            verdict = Verdict(None, "不适用", exempt=True)
            if given is not None:
                verdict = Verdict(Decimal(given), "经核对材料")
            actions.decide(entry=entry, verdict=verdict, by=self.verifier, at=self.now)
        self.move(sheet, "verify")

    def move(self, sheet: Sheet, verb: str, reason: str = "") -> None:
        actions.move(
            sheet=fresh_sheet(sheet), verb=verb, by=self.verifier, at=self.now, reason=reason
        )

    def announce(self, scheme: Scheme) -> None:
        actions.announce(scheme=fresh_scheme(scheme), by=self.coordinator, at=self.now)

    def freeze(self, scheme: Scheme, days: int = 30) -> None:
        """So many days later, when the term of appeal is over."""
        actions.freeze(
            scheme=fresh_scheme(scheme), reason="召集人审定", by=self.coordinator,
            at=self.now + timedelta(days), **self.signed(),
        )  # fmt: skip

    def signed(self) -> dict[str, Any]:
        """Who signs a result off, and when."""
        return {
            "convener": "示例·召集人", "lead": self.coordinator.unit, "signed_on": self.now.date(),
        }  # fmt: skip


def measured(name: str, mark: int, measure: str = Measure.IN_TIME, **more: Any) -> actions.Asked:
    """An indicator by a formula, from nothing at 0 % to everything at 100 %."""
    given = {"floor": Decimal(0), "full": Decimal(100), **more}
    return actions.Asked(name, Decimal(mark), Method.MEASURED, measure=Measure(measure), **given)


def entries(sheet: Sheet) -> dict[str, Entry]:
    """The entries of a sheet as the database has them now, by the name of their indicator."""
    rows = Entry.objects.filter(sheet=sheet).select_related(
        "indicator", "sheet__scheme", "sheet__unit"
    )
    return {row.indicator.name: row for row in rows}


def sheet_of(scheme: Scheme, unit: Unit) -> Sheet:
    return Sheet.objects.select_related("scheme", "unit").get(scheme=scheme, unit=unit)


def fresh_sheet(sheet: Sheet) -> Sheet:
    return Sheet.objects.select_related("scheme", "unit").get(pk=sheet.pk)


def fresh_scheme(scheme: Scheme) -> Scheme:
    return Scheme.objects.get(pk=scheme.pk)


def head_of(unit: Unit) -> User:
    """A head of the unit."""
    found = User.objects.filter(grants__unit=unit, grants__role=Role.UNIT_HEAD).first()
    return found or make_user(Role.UNIT_HEAD, unit=unit)


def hand_in(sheet: Sheet, now: datetime, quality: int | str = 30) -> None:
    """Take the readings, score the judged indicator with a file, hand the sheet in."""
    by = head_of(sheet.unit)
    actions.fill(sheet=sheet, by=by, at=now)
    for entry in entries(sheet).values():
        if entry.self_score is None:
            note = "" if entry.indicator.formula is None else "没有到期任务"
            score = None if note else Decimal(quality)
            actions.score(entry=entry, score=score, note=note, by=by, at=now)
            actions.prove(entry=entry, upload=upload(), by=by, at=now)
    actions.move(sheet=fresh_sheet(sheet), verb="submit", by=by, at=now)


def task_of(ledger: Ledger, unit: Unit, days: int = 50, **given: Any) -> Assignment:
    """One more task of a unit, in a ledger of its own beginning; due so many days after it."""
    order = Order(lead=[unit], days=days, **given)
    return part(Ledger(ledger.by, ledger.at).publish(order)[0], unit)


def close(row: Assignment, verifier: User, at: datetime) -> None:
    """Take a part of a task through to its closing, at a moment."""
    by = head_of(row.unit)
    ledger_actions.move(assignment=row, verb="sign", by=by, at=at)
    saved = ledger_actions.save_draft(
        assignment=row, text="已完成。", progress=100, seen=None,
        uploads=[ledger_actions.Upload("成果.pdf", io.BytesIO(PDF))], hand_up=False, by=by, at=at,
    )  # fmt: skip
    ledger_actions.send(assignment=row, draft=saved.draft, by=by, at=at)
    for verb in ("verify", "close"):
        ledger_actions.move(assignment=row, verb=verb, by=verifier, at=at)


def closed(row: Assignment, at: datetime) -> None:
    """As if its unit had closed it at a moment; where the work itself matters, ``close``."""
    Assignment.objects.filter(pk=row.pk).update(stage="closed", closed_at=at, progress=100)


def days_ago(now: datetime, days: int) -> datetime:
    return now - timedelta(days)
