"""Who comes in, in which language they are answered, and how they are told what went wrong."""

import json
from datetime import datetime

import pytest
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import reverse
from ninja import NinjaAPI, Router
from tests.programs import ROOT, Program

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.access.middleware import language_of
from zhicheng.foundation.access.models import AccessToken
from zhicheng.foundation.access.problems import answer_with_problems, problem
from zhicheng.foundation.access.throttle import PerToken
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.audit.queries import verify
from zhicheng.foundation.audit.seen import Overtaken
from zhicheng.foundation.files.rules import RefusedFile
from zhicheng.site import middleware

pytestmark = pytest.mark.django_db
PROBLEM = "application/problem+json"


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer zc_wrong", "Basic b2ZmaWNlcjp4"])
def test_without_a_token_nothing(header: str, client: Client, officer: User) -> None:
    client.force_login(officer)  # a browser's session opens nothing here
    answer = client.get(f"{ROOT}/tasks", headers={"Authorization": header} if header else {})
    assert (answer.status_code, answer["Content-Type"]) == (401, PROBLEM)
    assert answer["WWW-Authenticate"].startswith("Bearer")
    assert answer.json()["title"] == "没有有效的访问令牌"
    posted = client.post(f"{ROOT}/parts/1/steps", headers={"Authorization": header})
    assert posted.status_code == 401
    brought = client.post(f"{ROOT}/files?name=x.txt", b"x", content_type="text/plain")
    assert brought.status_code == 401


def test_a_scope_narrows_what_the_owner_may(auditor: User) -> None:
    narrow = Program(auditor, "read:tasks")
    answer = narrow.get("/audit")
    assert answer.status_code == 403 and "read:audit" in answer.json()["detail"]
    assert narrow.get("/tasks").status_code == 200
    assert Program(auditor, "read:audit").get("/audit").status_code == 200


def test_a_scope_gives_nothing_that_the_owner_may_not(officer: User) -> None:
    answer = Program(officer).get("/audit")
    assert answer.status_code == 403 and answer.json()["type"].endswith(":forbidden")


@pytest.mark.parametrize(
    ("header", "language"),
    [
        ("", "zh-hans"), ("en", "en"), ("en-GB,en;q=0.8", "en"), ("zh-CN,en;q=0.5", "zh-hans"),
        ("fr,en;q=0.4", "en"), ("fr", "zh-hans"), ("*", "zh-hans"), ("?!", "zh-hans"),
    ],
)  # fmt: skip
def test_the_language(header: str, language: str) -> None:
    assert language_of(header) == language


def test_problems_in_both_languages(officer: User) -> None:
    chinese, english = Program(officer), Program(officer, language="en")
    answer = chinese.get("/tasks/999")
    assert answer["Content-Language"] == "zh-Hans" and answer.json()["title"] == "没有找到"
    answer = english.get("/tasks/999")
    assert answer["Content-Language"] == "en" and answer.json() == {
        "type": "urn:zhicheng:problem:not-found",
        "title": "Not found",
        "status": 404,
        "detail": "There is no such thing, or it is not for this token's owner to know.",
        "errors": [],
    }


@pytest.mark.parametrize(
    ("path", "status"),
    [
        ("/nowhere", 404), ("/tasks/abc", 422), ("/tasks/0", 422), (f"/tasks/{2**70}", 422),
        ("/tasks?limit=0", 422), ("/tasks?limit=201", 422), ("/tasks?after=?", 422),
        ("/tasks?plan=x", 422), ("/tasks?stage=%00", 422), ("/audit?verb=a%00", 422),
    ],
)  # fmt: skip
def test_what_cannot_be_asked(path: str, status: int, officer: User) -> None:
    answer = Program(officer).get(path)
    assert (answer.status_code, answer["Content-Type"]) == (status, PROBLEM)


def test_the_field_that_is_wrong_is_named(officer: User) -> None:
    program = Program(officer)
    answer = program.post("/parts/1/steps", {"verb": "sign"})
    assert answer.json()["errors"] == [{"field": "version", "message": "缺少这一项。"}]
    answer = program.post("/parts/1/steps", {"verb": "fly", "version": -1, "reason": "\ud800"})
    assert {one["field"] for one in answer.json()["errors"]} == {
        "verb", "version", "reason",
    }  # fmt: skip
    broken = program.client.post(
        f"{ROOT}/parts/1/steps", b"{", content_type="application/json",
        headers={"Idempotency-Key": "k"},
    )  # fmt: skip
    assert (broken.status_code, broken["Content-Type"]) == (400, PROBLEM)


def test_another_method_is_told_which_there_are(officer: User) -> None:
    answer = Program(officer).client.delete(f"{ROOT}/me")
    assert (answer.status_code, answer["Allow"]) == (405, "GET")
    assert answer["Content-Type"] == PROBLEM


def test_a_large_body_of_a_stranger_is_not_read(client: Client, officer: User) -> None:
    large = b"x" * (middleware.LARGEST_OF_STRANGERS + 1)
    answer = client.post(f"{ROOT}/files?name=x.txt", large, content_type="text/plain")
    assert (answer.status_code, answer["Content-Type"]) == (413, PROBLEM)
    assert Program(officer).bring(large, "大.txt").status_code == 201


def test_a_fault_of_ours_is_a_problem_as_well(
    officer: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_given: object) -> None:
        raise RuntimeError("on purpose")

    monkeypatch.setattr("zhicheng.foundation.access.api.own_files", fail)
    program = Program(officer)
    program.client.raise_request_exception = False
    answer = program.get("/files")
    assert (answer.status_code, answer["Content-Type"]) == (500, PROBLEM)
    assert "on purpose" not in answer.content.decode()


@pytest.mark.parametrize(
    ("error", "status", "detail"),
    [
        (Refused("现在不能办理。"), 422, "现在不能办理。"),
        (RefusedFile("文件是空的。"), 422, "文件是空的。"),
        (Overtaken("刚刚被改过。"), 409, "刚刚被改过。"),
        (ValidationError(["甲。", "乙。"]), 422, "甲。；乙。"),
    ],
)
def test_what_rooms_raise(error: Exception, status: int, detail: str) -> None:
    found = _answered(error)
    assert (found.status_code, json.loads(found.content)["detail"]) == (status, detail)


def test_what_rules_say_of_fields() -> None:
    found = _answered(ValidationError({"as_of": ["太早。"], "__all__": ["不行。"]}))
    assert json.loads(found.content)["errors"] == [
        {"field": "as_of", "message": "太早。"},
        {"field": "", "message": "不行。"},
    ]


def _answered(error: Exception) -> HttpResponse:
    api = NinjaAPI(urls_namespace=f"test-{id(error)}")
    answer_with_problems(api)
    return api.on_exception(None, error)  # type: ignore[arg-type]  # no handler looks at it


def test_a_status_that_has_no_words_of_its_own() -> None:
    assert json.loads(problem(418).content)["title"] == "I'm a Teapot"


def test_ninja_is_not_asked_for_more(now: datetime) -> None:
    """Its default pages would lead elsewhere for their scripts."""
    from zhicheng.site.api import api

    assert api.docs_url is None and isinstance(api.default_router, Router)


@override_settings(API_RATE="3/m")
def test_a_token_that_asks_too_often_is_told_when_to_ask_again(
    officer: User, auditor: User, monkeypatch: pytest.MonkeyPatch
) -> None:
    clock = [1000.0]
    monkeypatch.setattr(PerToken, "timer", staticmethod(lambda: clock[0]))
    program, english = Program(officer), Program(officer, language="en")
    for step in range(3):
        clock[0] += step * 10
        assert program.get("/me").status_code == 200
    answer = program.get("/me")
    assert (answer.status_code, answer["Content-Type"]) == (429, PROBLEM)
    assert answer["Retry-After"] == "30", "the first of the three was thirty seconds ago"
    assert answer.json()["title"] == "请求过于频繁" and "30 秒" in answer.json()["detail"]
    assert program.post("/actions/plans/publish", {"version": 1}).status_code == 429
    assert english.get("/me").status_code == 200, "each token is counted by itself"
    for _n in range(2):
        english.get("/nowhere")
    refused = english.get("/me")
    assert refused.status_code == 429 and "60 seconds" in refused.json()["detail"]
    assert refused.json()["title"] == "Too many requests"
    clock[0] += 30
    assert program.get("/me").status_code == 200
    with override_settings(API_RATE="1/m"):
        assert program.get("/me")["Retry-After"] == "60", "the rate was lowered meanwhile"


def test_who_shows_no_token_is_counted_nowhere(client: Client) -> None:
    with override_settings(API_RATE="1/d"):
        answers = [client.get(f"{ROOT}/me").status_code for _n in range(3)]
    assert answers == [401, 401, 401]


def test_what_a_program_did_names_its_token(auditor: User, officer: User, client: Client) -> None:
    program = Program(officer)
    assert program.bring(b"x\n").status_code == 201
    entry = Entry.objects.get(verb="access.bring")
    assert entry.actor == str(officer.pk)
    assert entry.after["through"] == f"access.accesstoken:{program.token.pk}"
    assert not list(verify())
    client.force_login(auditor)
    page = client.get(reverse("audit:entry", args=[entry.seq])).content.decode()
    assert "通过程序" in page and f"访问令牌 {program.token.pk}：程序" in page
    AccessToken.objects.filter(pk=program.token.pk).delete()
    assert (
        f"访问令牌 {program.token.pk}<"
        in client.get(reverse("audit:entry", args=[entry.seq])).content.decode()
    )
    by_hand = Entry.objects.exclude(pk=entry.pk)[0]
    assert "through" not in by_hand.after
    page = client.get(reverse("audit:entry", args=[by_hand.seq])).content.decode()
    assert "通过程序" not in page
