"""Whatever programs send, they get what the description says, and never a fault of ours (Schemathesis)."""

from collections import Counter
from collections.abc import Iterator
from datetime import datetime
from typing import Any

import pytest
import schemathesis
from django.core import signals
from django.db import close_old_connections
from django.test import override_settings
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from schemathesis import Case, GenerationMode
from schemathesis.checks import not_a_server_error
from schemathesis.core.result import Ok
from schemathesis.specs.openapi.checks import (
    content_type_conformance,
    response_schema_conformance,
    status_code_conformance,
)
from tests.factories import make_user
from tests.programs import Program

from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.units.models import Unit, UnitKind
from zhicheng.site.management.commands.sample import create_sample
from zhicheng.site.wsgi import application

EXAMPLES = 12
"""For each operation and each way of making them; all in all some 40 seconds."""
OF_ACTIONS = 3
"""There are many, made in one way from their signatures."""
CHECKS = [
    not_a_server_error,
    status_code_conformance,
    content_type_conformance,
    response_schema_conformance,
]
ROLES = (Role.COORDINATOR, Role.VERIFIER, Role.UNIT_OFFICER, Role.UNIT_HEAD, Role.AUDITOR)


@pytest.fixture
def _one_connection() -> Iterator[None]:
    """As Django's own test client does: the transaction of the test outlives each request."""
    both = (signals.request_started, signals.request_finished)
    for signal in both:
        signal.disconnect(close_old_connections)
    yield
    for signal in both:
        signal.connect(close_old_connections)


@pytest.mark.django_db
@pytest.mark.usefixtures("_one_connection")
@override_settings(API_RATE="1000000/m")
def test_nothing_that_is_sent_breaks_it(now: datetime) -> None:
    create_sample(at=now)
    unit = Unit.objects.get(short_name="市科技局")
    assert Unit.objects.filter(kind=UnitKind.OFFICE).exists()
    headers = {"Authorization": f"Bearer {Program(make_user(*ROLES, unit=unit)).secret}"}
    schema = schemathesis.openapi.from_wsgi("/api/v1/openapi.json", application)
    answered: Counter[int] = Counter()
    for found in schema.get_all_operations():
        assert isinstance(found, Ok), found
        operation = found.ok()
        for mode in (GenerationMode.POSITIVE, GenerationMode.NEGATIVE):
            _try(operation, mode, headers, answered)
    assert {200, 400, 404, 422} <= set(answered), answered


def _try(
    operation: Any, mode: GenerationMode, headers: dict[str, str], answered: Counter[int]
) -> None:
    @settings(
        max_examples=OF_ACTIONS if "/actions/" in operation.path else EXAMPLES,
        deadline=None, database=None, phases=[Phase.generate],
        suppress_health_check=list(HealthCheck),
    )  # fmt: skip
    @given(case=operation.as_strategy(generation_mode=mode), key=st.integers(1, 30))
    def send(case: Case[Any], key: int) -> None:
        if "key" in (case.path_parameters or {}) and key % 3:
            case.path_parameters["key"] = key  # a row that is likely to be there
        answered[case.call_and_validate(headers=headers, checks=CHECKS).status_code] += 1

    send()
