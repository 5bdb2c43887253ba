"""A task of 市科技局 that is long overdue, and an order about it at each step of its way."""

import io
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from tests.governance.tasks.ledger import PDF, Ledger, Order, part

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.supervision import actions, models
from zhicheng.governance.supervision.rules import RequestKind
from zhicheng.governance.tasks.models import Assignment

WORDING = actions.Wording("任务逾期未办结", "说明原因，列出补救措施和完成日期。", 5)
Saved = Callable[..., models.Answer]


@pytest.fixture
def ledger(coordinator: User, now: datetime) -> Ledger:
    return Ledger(coordinator, now)


@pytest.fixture
def late(ledger: Ledger, science: Unit) -> Assignment:
    """市科技局's part in a task that was due sixty days ago."""
    return part(ledger.publish(Order(lead=[science], days=-60))[0], science)


@pytest.fixture
def drafted(late: Assignment, coordinator: User, now: datetime) -> models.Order:
    return actions.raise_order(
        unit=late.unit, parts=[late], wording=WORDING, by=coordinator, at=now
    )


@pytest.fixture
def issued(drafted: models.Order, coordinator: User, now: datetime) -> models.Order:
    actions.move_order(order=drafted, verb="issue", by=coordinator, at=now)
    return drafted


@pytest.fixture
def save(officer: User, now: datetime) -> Saved:
    """Let the officer save an answer with a file."""

    def saved(order: models.Order, text: str = "已办结。", **more: object) -> models.Answer:
        given = {"seen": None, "by": officer, "at": now, **more}
        if "uploads" not in given:
            given["uploads"] = [actions.Upload("说明.pdf", io.BytesIO(PDF))]
        return actions.save_answer(order=order, text=text, **given)  # type: ignore[arg-type]  # as given

    return saved


@pytest.fixture
def answered(issued: models.Order, save: Saved, head: User, now: datetime) -> models.Order:
    draft = save(issued, hand_up=True)
    actions.send_answer(order=issued, draft=draft, by=head, at=now)
    return issued


@pytest.fixture
def accepted(answered: models.Order, verifier: User, now: datetime) -> models.Order:
    actions.move_order(order=answered, verb="accept", by=verifier, at=now)
    return answered


ASKED = actions.Asked(RequestKind.INSTRUCTION, "经费来源不明确", "请明确培育库建设的经费渠道。", 5)


@pytest.fixture
def asked(science: Unit, officer: User, now: datetime) -> models.Request:
    """Drafted by 市科技局's officer, not sent."""
    return actions.draft_request(unit=science, asked=ASKED, by=officer, at=now)


@pytest.fixture
def sent(asked: models.Request, head: User, now: datetime) -> models.Request:
    actions.move_request(request=asked, verb="submit", by=head, at=now)
    return asked


@pytest.fixture
def circular(coordinator: User, now: datetime) -> models.Circular:
    """A draft for the year, with what the rules propose."""
    heading = actions.Heading("关于督办情况的通报", "现将有关情况通报如下。")
    return actions.draft_circular(
        heading=heading, period_from=now.date() - timedelta(365), period_to=now.date(),
        by=coordinator, at=now,
    )  # fmt: skip
