"""Rights for programs."""

from datetime import datetime, timedelta

import pytest
from tests.programs import Program

from zhicheng.foundation.accounts.models import User
from zhicheng.register.parties.models import Party
from zhicheng.register.rights.models import Right


def test_rights_are_read_and_found(right: Right, coordinator: User) -> None:
    program = Program(coordinator)
    [found] = program.get("/rights", family="patent", number="CN106844774A").json()["items"]
    assert found == program.get(f"/rights/{right.pk}").json()
    assert (found["number"], found["source"], found["nice_class"]) == (right.number, "专利证书", 0)
    party = Party.objects.get(name="示例大学")
    assert program.get("/rights", party=party.pk).json()["items"] == [found]
    assert program.get("/rights", family="mark").json()["items"] == []
    filed, granted = program.get(f"/rights/{right.pk}/events").json()["items"]
    assert (filed["what"], granted["what"], granted["source"]) == ("filed", "granted", "专利证书")


def test_the_status_on_a_day_as_known_on_another(
    right: Right, coordinator: User, now: datetime
) -> None:
    program, yesterday = Program(coordinator), now.date() - timedelta(days=1)
    found = program.get(f"/rights/{right.pk}/status").json()
    assert (found["state"], found["valid"], found["last_day"]) == ("in_force", True, "2037-07-20")
    assert [one["name"] for one in found["holders"]] == ["示例机械有限公司", "示例大学"]
    assert found["holders"][0]["party_id"] == Party.objects.get(name="示例机械有限公司").pk
    assert found["holders"][0]["since"] == "2017-07-21"
    unknown = program.get(f"/rights/{right.pk}/status", known_on=yesterday.isoformat()).json()
    assert (unknown["state"], unknown["valid"], unknown["holders"]) == ("unknown", None, [])


def test_a_program_puts_a_right_on_file(coordinator: User) -> None:
    program = Program(coordinator)
    body = {
        "kind": "utility_model", "title": "一种示例支架", "publication": "CN209000001U",
        "filed_on": "2018-11-01", "source": "接口", "holders": [
            {"name": "示例机械有限公司云溪分公司", "share": "0.5"},
            {"name": "安纳特思科", "address": "", "share": "0.5"},
        ],
    }  # fmt: skip
    made = program.post("/actions/rights/add_right", body)
    assert made.status_code == 201, made.content.decode()
    right = Right.objects.get()
    assert made.json()["id"] == right.pk
    event = {
        "what": "begun",
        "side": "pledged",
        "effective_on": "2020-01-01",
        "known_on": "2020-01-02",
    }
    told = program.post(
        "/actions/rights/tell_event", {"right": right.pk, "event": event, "source": "通知书"}
    )
    assert told.status_code == 201, told.content.decode()
    status = program.get(f"/rights/{right.pk}/status").json()
    assert [side["side"] for side in status["sides"]] == ["pledged"]
    assert [one["party_id"] is None for one in status["holders"]] == [False, True]
    wrong = program.post("/actions/rights/add_right", {**body, "filed_on": "1700-01-01"})
    assert wrong.status_code == 422


def test_an_outsiders_program_knows_no_right(right: Right, outsider: User) -> None:
    program = Program(outsider)
    assert program.get("/rights").json()["items"] == []
    for path in ("", "/events", "/status"):
        assert program.get(f"/rights/{right.pk}{path}").status_code == 404


@pytest.mark.parametrize("verb", ["load", "load_chunk"])
def test_what_is_for_jobs_is_not_offered(coordinator: User, verb: str) -> None:
    assert Program(coordinator).post(f"/actions/rights/{verb}", {}).status_code == 404
