"""Assessments for programs, in the sample city."""

from typing import Any

import pytest
from tests.factories import make_user
from tests.programs import Program

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.rules import Role
from zhicheng.governance.assessment.models import Scheme

pytestmark = [pytest.mark.usefixtures("sample_city"), pytest.mark.django_db]


def program(username: str) -> Program:
    return Program(User.objects.get(username=username))


def _by_state(found: Program) -> dict[str, Any]:
    return {one["state"]: one for one in found.get("/assessments").json()["items"]}


def test_what_was_frozen_is_seen_with_its_places() -> None:
    unit = program("kjj")
    frozen = _by_state(unit)["frozen"]
    assert unit.get(f"/assessments/{frozen['id']}").json() == frozen
    sheets = unit.get(f"/assessments/{frozen['id']}/sheets").json()["items"]
    assert len(sheets) == Scheme.objects.get(pk=frozen["id"]).sheets.count()
    assert {1} <= {sheet["rank"] for sheet in sheets} and all(s["total"] for s in sheets)


def test_before_that_a_unit_sees_its_own_and_no_place() -> None:
    unit = program("kjj")
    schemes = unit.get("/assessments").json()["items"]
    sheets = [
        sheet
        for one in schemes
        if one["state"] == "published"
        for sheet in unit.get(f"/assessments/{one['id']}/sheets").json()["items"]
    ]
    assert {sheet["unit"] for sheet in sheets} == {"市科技局"}
    assert {sheet["rank"] for sheet in sheets} == {None}


def test_drafts_are_the_offices() -> None:
    draft = _by_state(program("coordinator"))["draft"]["id"]
    assert "draft" not in _by_state(program("kjj"))
    assert program("kjj").get(f"/assessments/{draft}").status_code == 404
    assert program("kjj").get(f"/assessments/{draft}/sheets").status_code == 404


def test_who_reads_no_plans_sees_none() -> None:
    assert Program(make_user(Role.ADMINISTRATOR)).get("/assessments").json()["items"] == []
