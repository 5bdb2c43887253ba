"""What a page does, a program and the command line do: every action, as its signature says."""

import inspect
import json
from collections.abc import Iterator
from datetime import datetime, timedelta
from decimal import Decimal
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import Any, get_type_hints

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction
from tests.factories import make_user
from tests.governance.assessment.house import Office, entries, fresh_scheme, fresh_sheet, sheet_of
from tests.governance.tasks.ledger import Ledger, Order, part
from tests.programs import Program

from zhicheng.foundation.access.verbs import Verb, verbs
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.audit.models import Entry as Audited
from zhicheng.foundation.audit.permissions import Doer
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.tasks.models import Report, Task
from zhicheng.site import api

ROOMS = {
    **dict.fromkeys(("units", "accounts"), "foundation"),
    **dict.fromkeys(
        (
            "plans", "tasks", "targets", "systems", "supervision", "meetings", "workplans", "assessment",
            "bulletins", "disclosure",
        ),
        "governance",
    ),
}  # fmt: skip
"""The rooms whose actions are offered, and on which floor they are."""
FOLLOWERS = {
    "tasks.follow_duties", "tasks.lay_milestones", "tasks.open_ledger", "targets.keep_targets",
    "systems.keep_list",
}  # fmt: skip
"""What the publication of a plan brings with it; nobody takes these by themselves."""
OF_THE_CLOCK = {"supervision.follow_calendar", "tasks.follow_calendar", "tasks.retime_all"}
"""What a new holiday notice or another rule for the lights brings with it."""
BY_HAND = {"accounts.password_link", "accounts.remove_second_factor"}
"""The way into an account: a program is not to hand it out (docs/api.md)."""
ASKED_ELSEWHERE = {"systems.changeable", "tasks.origin_of", "tasks.removable"}
"""Steps on the way of another action."""


def taken_by_people() -> Iterator[tuple[str, Any]]:
    for room, floor in ROOMS.items():
        module = import_module(f"zhicheng.{floor}.{room}.actions")
        for name in getattr(module, "__all__", vars(module)):
            action = getattr(module, name)
            if name.startswith("_") or module.__name__ not in getattr(action, "__module__", ""):
                continue
            if inspect.isfunction(action) and get_type_hints(action).get("by") in (User, Doer):
                yield f"{room}.{name}", action


@pytest.fixture
def offices(coordinator: User, verifier: User, now: datetime) -> Office:
    return Office(coordinator, verifier, now)


@pytest.fixture
def ledger(coordinator: User, now: datetime) -> Ledger:
    return Ledger(coordinator, now)


@pytest.fixture
def task(ledger: Ledger, science: Unit) -> Task:
    return ledger.publish(Order(lead=[science]))[0]


def asks(function: Any) -> bool:
    """Whether a function of a room asks for a permission, by itself or by what it calls first or last."""
    seen, waiting = set(), [function]
    while waiting:
        one = inspect.unwrap(waiting.pop())
        names = set(one.__code__.co_names)
        if "require" in names:
            return True
        seen.add(one)
        called = [one.__globals__.get(name) for name in names]
        waiting += [f for f in called if inspect.isfunction(f) and ".actions" in f.__module__]
        waiting = [f for f in waiting if inspect.unwrap(f) not in seen]
    return False


def run(*words: str) -> str:
    out = StringIO()
    call_command("do", *words, stdout=out)
    return out.getvalue()


def test_every_action_that_a_person_takes_is_offered() -> None:
    found = {name for name, _action in taken_by_people()}
    assert found - set(verbs()) == FOLLOWERS | ASKED_ELSEWHERE | OF_THE_CLOCK
    addresses = api.api.get_openapi_schema()["paths"]
    for name, verb in verbs().items():
        assert f"/api/v1/actions/{name.replace('.', '/')}" in addresses
        assert len(verb.said) > 10, name


def test_every_action_that_is_offered_asks_for_permission() -> None:
    unasked = [name for name, verb in verbs().items() if not asks(inspect.unwrap(verb.action))]
    assert unasked == []


@pytest.mark.django_db
def test_a_dataclass_with_shares_of_units_breaks_a_task_down(
    task: Task, science: Unit, market: Unit, coordinator: User, officer: User
) -> None:
    said = {
        "task": task.pk,
        "breakdown": {
            "title": "分片推进", "due_on": str(task.due_on),
            "shares": {str(science.pk): "10", str(market.pk): "5.5"},
            "amount": "15.5", "measure": "家",
        },
    }  # fmt: skip
    assert Program(officer).post("/actions/tasks/break_down", said).status_code == 403
    answer = Program(coordinator).post("/actions/tasks/break_down", said)
    assert answer.status_code == 201, answer.json()
    assert answer.json() == {"done": "tasks.break_down", "kind": None, "id": None}
    shares = set(Task.objects.filter(parent=task).values_list("amount", flat=True))
    assert shares == {Decimal("5.5"), Decimal(10)}


@pytest.mark.django_db
def test_a_row_that_changed_since_it_was_seen_is_not_acted_on(
    task: Task, science: Unit, officer: User, outsider: User
) -> None:
    mine = part(task, science)
    sign = {"assignment": {"id": mine.pk, "version": mine.version}, "verb": "sign"}
    stranger = Program(outsider).post("/actions/tasks/move", sign)
    assert stranger.status_code == 404, "nor does an outsider learn that it is there"
    program = Program(officer)
    answer = program.post("/actions/tasks/move", sign)
    assert (answer.status_code, answer.json()["kind"]) == (201, "tasks.step")
    again = program.post("/actions/tasks/move", sign)
    assert again.status_code in (409, 422), again.json()
    assert program.post("/actions/tasks/move", {**sign, "colour": 1}).status_code == 422


@pytest.mark.django_db
def test_files_lists_and_rows_of_several_kinds(
    offices: Office, science: Unit, coordinator: User, head: User, verifier: User, now: datetime,
) -> None:  # fmt: skip
    scheme = offices.draft([science])
    clause = offices.clauses["扣1"]
    office = Program(coordinator)
    wrong = {"part": {"kind": "scheme", "id": clause.pk}}
    assert office.post("/actions/assessment/drop", wrong).status_code == 422
    gone = office.post("/actions/assessment/drop", {"part": {"kind": "clause", "id": clause.pk}})
    assert gone.status_code == 201, gone.json()
    assert list(scheme.clauses.values_list("number", flat=True)) == ["加1"]
    units = {"scheme": scheme.pk, "units": [science.pk]}
    assert office.post("/actions/assessment/choose", units).status_code == 201
    published = office.post("/actions/assessment/publish", {"scheme": scheme.pk})
    assert published.status_code == 201, published.json()
    unit = Program(head)
    entry = entries(sheet_of(fresh_scheme(scheme), science))["信息报送质量"]
    brought = unit.bring("采用情况\n".encode()).json()["id"]
    proved = unit.post("/actions/assessment/prove", {"entry": entry.pk, "upload": brought})
    assert proved.status_code == 201, proved.json()
    other = {"entry": entry.pk, "upload": brought + 1}
    assert unit.post("/actions/assessment/prove", other).status_code == 422
    sheet = fresh_sheet(entry.sheet)
    assert entry.proofs.get().name == "材料.txt" and sheet.state == "open"


@pytest.mark.django_db
def test_the_command_line_does_the_same_with_the_same_refusals(
    task: Task, science: Unit, officer: User, outsider: User, tmp_path: Path
) -> None:
    mine = part(task, science)
    paper = tmp_path / "办理情况.txt"
    paper.write_text("已办结。\n", encoding="utf-8")
    assert "tasks.move\t" in run()
    assert '"assignment"' in run("tasks.move", "--fields")
    said = json.dumps({"assignment": mine.pk, "verb": "sign"})
    for words, refusal in (
        (("tasks.fly",), "没有事项"),
        (("tasks.move", "--with", said), "请用 --as 指明"),
        (("tasks.move", "--as", "nobody", "--with", said), "请用 --as 指明"),
        (("tasks.move", "--as", officer.username, "--with", "{"), "不是正确的 JSON"),
        (("tasks.move", "--as", officer.username), "内容不符合要求：assignment、verb"),
        (("tasks.move", "--as", officer.username, "--with", "[]"), "内容应是 JSON 对象"),
        (("tasks.move", "--as", outsider.username, "--with", said), "没有这一行"),
    ):
        with pytest.raises(CommandError, match=refusal):
            run(*words)
    assert "已办理：tasks.move，tasks.step" in run(
        "tasks.move", "--as", officer.username, "--with", said
    )
    with pytest.raises(CommandError, match="不能"):
        run("tasks.move", "--as", officer.username, "--with", said)
    draft = {"assignment": mine.pk, "text": "已办结。", "progress": 100, "seen": None,
             "uploads": [f"@{paper}"]}  # fmt: skip
    run("tasks.save_draft", "--as", officer.username, "--with", json.dumps(draft))
    report = Report.objects.get()
    assert [row.name for row in report.evidence.all()] == ["办理情况.txt"]
    missing = json.dumps({**draft, "seen": report.version, "uploads": ["@/nowhere/x.txt"]})
    with pytest.raises(CommandError, match="打不开文件“/nowhere/x"):
        run("tasks.save_draft", "--as", officer.username, "--with", missing)
    literal = {**draft, "seen": report.version, "text": "@@所有单位：已办结。", "uploads": []}
    run("tasks.save_draft", "--as", officer.username, "--with", json.dumps(literal))
    report.refresh_from_db()
    assert report.text == "@所有单位：已办结。"
    sent = {"assignment": mine.pk, "draft": report.pk}
    with pytest.raises(CommandError, match="没有权限"):
        run("tasks.send", "--as", officer.username, "--with", json.dumps(sent))
    late = {**sent, "assignment": mine.pk, "due_on": str(task.due_on + timedelta(1))}
    with pytest.raises(CommandError, match="内容不符合要求：due_on"):
        run("tasks.send", "--as", officer.username, "--with", json.dumps(late))
    assert Audited.objects.filter(verb="tasks.sign", actor=str(officer.pk)).count() == 1


@pytest.mark.django_db
def test_what_no_column_holds_is_refused_by_its_field(
    offices: Office, science: Unit, coordinator: User
) -> None:
    scheme = offices.draft([science])
    office, given = Program(coordinator), {"scheme": scheme.pk}
    clause = {"kind": "bonus", "number": "加2", "text": "推广", "points": "1"}
    for changes, field in (
        ({"kind": "xyz"}, "ruled.kind"),
        ({"number": "号" * 21}, "number"),
        ({"text": "条" * 20_000}, "text"),
    ):
        said = {**given, "ruled": {**clause, **changes}}
        answer = office.post("/actions/assessment/save_clause", said)
        assert answer.status_code == 422, answer.content
        assert [error["field"] for error in answer.json()["errors"]] == [field]
    row = {"scheme": {"id": "x", "colour": 1}, "name": "维度", "weight": "1"}
    wrong = office.post("/actions/assessment/save_dimension", row).json()["errors"]
    assert {error["field"] for error in wrong} == {"scheme", "scheme.id", "scheme.colour"}


@pytest.mark.django_db
def test_what_only_the_database_refuses_is_said_and_logged(
    science: Unit, coordinator: User, monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:  # fmt: skip
    def same_again(*_verb: Any, **_said: Any) -> None:
        with transaction.atomic():
            Unit.objects.bulk_create([science])

    monkeypatch.setattr(Verb, "do", same_again)
    said = {"scheme": 1}
    answer = Program(coordinator).post("/actions/assessment/publish", said)
    assert (answer.status_code, answer.json()["detail"][:7]) == (422, "内容之间有冲突")
    assert "the database refused /api/v1/actions/assessment/publish" in caplog.text
    who = ("assessment.publish", "--as", coordinator.username, "--with", json.dumps(said))
    with pytest.raises(CommandError, match="没有保存"):
        run(*who)


def test_steps_of_a_procedure_are_named_in_the_description() -> None:
    steps = verbs()["tasks.move"].shape.model_json_schema()["properties"]["verb"]
    assert {"sign", "verify", "return"} <= set(steps["enum"])
    free = [
        name
        for name, verb in verbs().items()
        if "verb" in verb.shape.model_fields
        and "enum" not in verb.shape.model_json_schema()["properties"]["verb"]
    ]
    assert free == []


@pytest.mark.django_db
def test_a_user_name_that_is_taken_is_said_to_be(administrator: User, officer: User) -> None:
    said = {"username": officer.username, "name": "示例·新同事", "unit": None}
    with pytest.raises(CommandError, match=r"^该用户名已有人使用。$"):
        run("accounts.add_user", "--as", administrator.username, "--with", json.dumps(said))
    capitals = {**said, "username": officer.username.upper()}
    answer = Program(administrator).post("/actions/accounts/add_user", capitals)
    assert answer.status_code == 422 and "该用户名已有人使用。" in answer.content.decode()


def test_the_way_into_an_account_is_not_handed_out() -> None:
    assert not BY_HAND & set(verbs())


@pytest.mark.django_db
def test_the_administrator_keeps_units_by_program(
    administrator: User,
    coordinator: User,
    science: Unit,
    market: Unit,
    outsider: User,
    now: datetime,
) -> None:
    office = Program(administrator)
    area = {"code": "990121", "name": "云溪县", "kind": "county", "parent": science.area_id}
    made = office.post("/actions/units/save_area", area)
    assert made.status_code == 201, made.json()
    county = made.json()["id"]
    said = {"name": "示例市数据局", "short_name": "市数据局", "kind": "department", "area": county}
    assert Program(coordinator).post("/actions/units/save_unit", said).status_code == 403
    unit = office.post("/actions/units/save_unit", said)
    assert (unit.status_code, unit.json()["kind"]) == (201, "units.unit")
    taken = office.post("/actions/units/save_unit", {**said, "name": "示例市大数据局"})
    assert (taken.status_code, taken.json()["errors"][0]["field"]) == (422, "short_name")
    key = unit.json()["id"]
    changed = {**said, "unit": key, "name": "示例市数据管理局", "active": False}
    assert office.post("/actions/units/save_unit", changed).json()["id"] == key
    office.post("/actions/units/add_alias", {"unit": key, "name": "数据局"})
    shown = office.get(f"/units/{key}").json()
    assert (shown["name"], shown["active"]) == ("示例市数据管理局", False)
    [alias] = shown["aliases"]
    assert office.post("/actions/units/remove_alias", {"alias": alias["id"]}).status_code == 201
    wrong = {
        "unit": science.pk, "successor": market.pk, "kind": "rename", "on": str(now.date()),
        "document": "文件",
    }  # fmt: skip
    refused = Program(coordinator).post("/actions/units/succeed", wrong)
    assert (refused.status_code, refused.json()["errors"][0]["field"]) == (422, "kind")
    names = {one["short_name"] for one in Program(coordinator).get("/units").json()["items"]}
    assert {"市科技局", "市市场监管局", "市数据局"} <= names
    assert {one["name"] for one in office.get("/areas").json()["items"]} >= {"云溪县"}
    for path in ("/units", "/areas", f"/units/{key}", "/people", "/people/1"):
        assert Program(outsider).get(path).status_code in (403, 404), path


@pytest.mark.django_db
def test_the_administrator_keeps_accounts_by_program(
    administrator: User, officer: User, head: User, science: Unit, now: datetime
) -> None:
    office, today = Program(administrator), now.date()
    said = {"username": "newcomer", "name": "示例·新同事", "unit": science.pk}
    assert Program(officer).post("/actions/accounts/add_user", said).status_code == 403
    key = office.post("/actions/accounts/add_user", said).json()["id"]
    role = {"user": key, "role": "unit_officer", "unit": science.pk, "valid_from": str(today)}
    granted = office.post("/actions/accounts/grant", role)
    assert (granted.status_code, granted.json()["kind"]) == (201, "accounts.grant"), granted.json()
    assert office.post("/actions/accounts/grant", {**role, "role": "king"}).status_code == 422
    shown = office.get(f"/people/{key}").json()
    assert [one["role"] for one in shown["grants"]] == ["unit_officer"]
    assert (
        office.get("/people").json()["items"] and Program(officer).get("/people").status_code == 403
    )
    last = {"grant": granted.json()["id"], "last_day": str(today)}
    silent = office.post("/actions/accounts/withdraw", {**last, "reason": " "})
    assert (silent.status_code, silent.json()["errors"][0]["field"]) == (422, "reason")
    assert office.post("/actions/accounts/withdraw", {**last, "reason": "离岗"}).status_code == 201
    off = {"user": key, "active": False, "reason": "离职"}
    assert office.post("/actions/accounts/set_active", off).status_code == 201
    week = {"valid_from": str(today), "valid_to": str(today + timedelta(7))}
    mine = {"absent": head.pk, "deputy": officer.pk, **week}
    assert Program(officer).post("/actions/accounts/appoint_deputy", mine).status_code == 403
    made = Program(head).post("/actions/accounts/appoint_deputy", mine)
    assert made.status_code == 201, made.json()
    stranger = Program(make_user(Role.LEADER))
    ended = {"deputyship": made.json()["id"]}
    assert stranger.post("/actions/accounts/end_deputyship", ended).status_code == 404
    assert Program(head).post("/actions/accounts/end_deputyship", ended).status_code == 201
    gone = {"user": key, "active": True, "reason": "返岗"}
    assert Program(officer).post("/actions/accounts/set_active", gone).status_code == 404


@pytest.mark.django_db
def test_the_office_gives_a_seat_by_program(
    coordinator: User, head: User, science: Unit, now: datetime
) -> None:
    office, day = Program(coordinator), str(now.date())
    founded = {"name": "联席会议", "founded_on": day, "document": "文件"}
    conference = office.post("/actions/meetings/found_conference", founded).json()["id"]
    said = {
        "conference": conference, "kind": "member", "unit": science.pk, "office": "局长",
        "person": "示例·局长", "valid_from": day, "user": head.pk,
    }  # fmt: skip
    long = office.post("/actions/meetings/give_seat", {**said, "office": "长" * 61})
    assert (long.status_code, long.json()["errors"][0]["field"]) == (422, "office")
    made = office.post("/actions/meetings/give_seat", said)
    assert (made.status_code, made.json()["kind"]) == (201, "meetings.seat"), made.json()
    assert Program(head).post("/actions/meetings/give_seat", said).status_code == 403


def test_true_is_no_number_and_no_key(coordinator: User) -> None:
    """In Python it counts as 1, and would name the first row."""
    office = Program(coordinator)
    wording = {"title": "限期", "demand": "说明原因", "days": True}
    body = {"unit": True, "parts": [True], "wording": wording}
    answer = office.post("/actions/supervision/raise_order", body)
    assert answer.status_code == 422
    told = {one["field"]: one["message"] for one in answer.json()["errors"]}
    assert told["wording.days"] == "应为数字。"
    assert {name.partition(".")[0] for name in told} == {"unit", "parts", "wording"}
