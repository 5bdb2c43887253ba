"""Parties for programs."""

from datetime import datetime

import pytest
from tests.factories import fresh
from tests.programs import Program

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.units.models import Area
from zhicheng.register.parties import actions
from zhicheng.register.parties.models import Candidate, Party
from zhicheng.register.parties.rules import Written

pytestmark = pytest.mark.django_db
NUMBER = "410700199001010012"


def test_parties_are_read_and_found(
    machines: Party, tools: Party, coordinator: User, county: Area
) -> None:
    Party.objects.filter(pk=machines.pk).update(area=county)
    program = Program(coordinator)
    first, second = program.get("/parties").json()["items"]
    assert (first["name"], first["area"], first["division"]) == (machines.name, county.name, None)
    assert second["area"] is None
    [found] = program.get("/parties", name="云溪工具").json()["items"]
    assert found == program.get(f"/parties/{tools.pk}").json()
    [name] = program.get(f"/parties/{tools.pk}/names").json()["items"]
    assert (name["text"], name["kind"], name["party_id"]) == (tools.name, "current", tools.pk)


def test_an_identity_number_is_not_handed_out(
    inventor: Party, coordinator: User, now: datetime
) -> None:
    actions.set_number(party=inventor, number=NUMBER, by=coordinator, at=now)
    program = Program(coordinator)
    assert NUMBER not in program.get(f"/parties/{inventor.pk}").content.decode()
    body = {"party": inventor.pk, "reason": "核对"}
    assert program.post("/actions/parties/unmask", body).status_code == 404


def test_a_program_does_what_a_page_does(machines: Party, coordinator: User, now: datetime) -> None:
    actions.find_writings([Written("示例机械有限公司云溪分公司")], at=now)
    candidate = Candidate.objects.get()
    program = Program(coordinator)
    body = {"writing": candidate.writing_id, "candidate": candidate.pk}
    done = program.post("/actions/parties/settle", body)
    assert done.status_code == 201, done.content.decode()
    assert fresh(candidate.writing).party == machines
    seen = {"id": machines.pk, "version": 7}
    overtaken = program.post("/actions/parties/change", {"party": seen, "industry": "C"})
    assert overtaken.status_code == 409


def test_an_outsiders_program_knows_nobody(machines: Party, outsider: User) -> None:
    program = Program(outsider)
    assert program.get("/parties").json()["items"] == []
    assert program.get(f"/parties/{machines.pk}").status_code == 404
    answer = program.post("/actions/parties/change", {"party": machines.pk})
    assert answer.status_code in (403, 404)
