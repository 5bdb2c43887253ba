"""Targets for programs."""

from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest
from tests.factories import make_user
from tests.governance.tasks.ledger import PDF
from tests.programs import Program

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.units.models import Area
from zhicheng.governance.targets.models import Observation, Target
from zhicheng.governance.targets.queries import prospect_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def unit(officer: User) -> Program:
    return Program(officer)


@pytest.fixture
def file(unit: Program) -> int:
    key: int = unit.bring(PDF, "公报.pdf").json()["id"]
    return key


def body(target: Target, file: int, today: date, **more: Any) -> dict[str, Any]:
    as_of = (today - timedelta(days=1)).isoformat()
    return {
        "as_of": as_of, "value": "50007", "unit": target.unit, "source": "统计公报", "file": file,
        **more,
    }  # fmt: skip


def test_a_value_is_reported_and_shown(
    unit: Program, target: Target, file: int, today: date
) -> None:
    assert unit.get(f"/targets/{target.pk}").json()["standing"]["value"] is None
    made = unit.post(f"/targets/{target.pk}/observations", body(target, file, today))
    assert made.status_code == 201, made.content.decode()
    assert Decimal(made.json()["value"]) == Decimal("50007")
    (shown,) = unit.get("/observations", target=target.pk).json()["items"]
    assert shown["evidence_sha256"] == made.json()["evidence_sha256"]
    assert unit.get(f"/observations/{shown['id']}").json() == shown
    assert unit.get(f"/observations/{shown['id']}/evidence").getvalue() == PDF
    (listed,) = unit.get("/targets", plan=target.plan_id).json()["items"]
    assert Decimal(listed["standing"]["value"]) == Decimal("50007")
    assert listed["owner"] == "示例市科技局" and len(unit.get("/targets").json()["items"]) == 1


def test_a_value_of_a_county(
    unit: Program, target: Target, file: int, today: date, county: Area
) -> None:
    more = body(target, file, today, area=county.pk)
    assert unit.post(f"/targets/{target.pk}/observations", more).json()["area"] == "云溪县"
    nowhere = body(target, file, today, area=9999)
    assert unit.post(f"/targets/{target.pk}/observations", nowhere).status_code == 404


def test_what_rules_refuse_is_told_by_field(
    unit: Program, target: Target, file: int, today: date
) -> None:
    path = f"/targets/{target.pk}/observations"
    wrong = unit.post(path, body(target, file, today, source=" ", value=None))
    assert {one["field"] for one in wrong.json()["errors"]} == {"source", "value"}
    for value in ("NaN", "1e30", "x"):
        assert unit.post(path, body(target, file, today, value=value)).status_code == 422
    assert not Observation.objects.exists()
    unit.post(path, body(target, file, today))
    again = unit.post(path, body(target, file, today))
    assert again.status_code == 422 and again.json()["errors"][0]["field"] == "as_of"


def test_corrections(unit: Program, target: Target, file: int, today: date) -> None:
    path = f"/targets/{target.pk}/observations"
    first = unit.post(path, body(target, file, today)).json()["id"]
    figure = {"source": "更正公报", "value": "50008", "unit": target.unit}
    new = unit.bring(PDF + b"\n", "更正.pdf").json()["id"]
    answer = unit.post(
        f"/observations/{first}/corrections", {"reason": "录错", "figure": figure, "file": new}
    )
    assert answer.status_code == 201, answer.content.decode()
    second = answer.json()
    assert (second["corrects_id"], Decimal(second["value"])) == (first, Decimal("50008"))
    slip = {"reason": "录错", "figure": {**figure, "value": "5000800"}}
    asked = unit.post(f"/observations/{second['id']}/corrections", slip)
    assert asked.status_code == 422 and asked.json()["errors"][0]["field"] == "sure"
    slip = unit.post(f"/observations/{second['id']}/corrections", {**slip, "sure": True}).json()
    void = unit.post(f"/observations/{slip['id']}/corrections", {"reason": "作废"}).json()
    assert void["void"] is True and void["value"] is None
    twice = unit.post(f"/observations/{first}/corrections", {"reason": "又"})
    assert twice.status_code == 422 and Observation.objects.count() == 4


def test_a_judgement(unit: Program, quality: Target, file: int, today: date) -> None:
    given = {"as_of": today.isoformat(), "source": "评估", "judgement": "on_course", "file": file}
    made = unit.post(f"/targets/{quality.pk}/observations", given)
    assert made.status_code == 201, made.content.decode()
    shown = unit.get(f"/targets/{quality.pk}").json()["standing"]
    assert (shown["judgement"], shown["value"]) == ("on_course", None)


def test_who_may_not(
    unit: Program, target: Target, file: int, today: date, other_officer: User, outsider: User
) -> None:
    made = unit.post(f"/targets/{target.pk}/observations", body(target, file, today)).json()["id"]
    other = Program(other_officer)
    theirs = other.bring(PDF, "公报.pdf").json()["id"]
    given = body(target, theirs, today)
    assert other.post(f"/targets/{target.pk}/observations", given).status_code == 403
    assert other.post(f"/observations/{made}/corrections", {"reason": "x"}).status_code == 403
    assert other.get(f"/observations/{made}/evidence").status_code == 404
    stranger = Program(outsider)
    for path in (f"/targets/{target.pk}", f"/observations/{made}"):
        assert stranger.get(path).status_code == 404
    for path in ("/targets", "/observations"):
        assert stranger.get(path).json()["items"] == []
    assert stranger.post(f"/targets/{target.pk}/observations", given).status_code == 404


@pytest.mark.usefixtures("sample_city")
def test_a_forecast_says_where_a_target_goes_or_why_nobody_knows(today: date) -> None:
    office = Program(User.objects.get(username="coordinator"))
    found = {
        target: office.get(f"/targets/{target.pk}/forecast").json()
        for target in Target.objects.all()
    }
    ahead = {target: said for target, said in found.items() if said["due"]}
    assert ahead and len(ahead) < len(found)
    for target, said in found.items():
        prospect = prospect_of(target, today)
        assert said["target_id"] == target.pk
        assert said["missing"] == prospect.missing and said["points"] == prospect.points
        assert bool(said["way"]) == (target in ahead) == (prospect.forecast is not None)
    for target, said in ahead.items():
        forecast = prospect_of(target, today).forecast
        assert forecast is not None and Decimal(said["pace"]) == forecast.pace
        assert Decimal(said["due"]["value"]) == forecast.due.value
        assert said["way"][-1] == said["due"] and said["chance"] == forecast.chance
        assert said["back_test"]["times"] == forecast.back_test.times
    hidden = Program(make_user(Role.ADMINISTRATOR))
    assert hidden.get(f"/targets/{next(iter(ahead)).pk}/forecast").status_code == 404
