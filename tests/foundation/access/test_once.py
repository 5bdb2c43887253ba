"""What carries a key is done once."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from typing import Any

import pytest
from django.db import connection
from django.utils import timezone
from tests.programs import ROOT, Program

from zhicheng.foundation.access import once
from zhicheng.foundation.access.actions import forget
from zhicheng.foundation.access.jobs import forget_answers
from zhicheng.foundation.access.models import Answer, Brought
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.models import Entry

CONTENT = "佐证材料。".encode() * 20


@pytest.fixture
def program(officer: User) -> Program:
    return Program(officer)


@pytest.mark.django_db
def test_the_same_again_gives_the_same_answer(program: Program) -> None:
    first, again = program.bring(CONTENT, key="k"), program.bring(CONTENT, key="k")
    assert first.status_code == again.status_code == 201
    assert first.json() == again.json()
    assert once.REPLAYED not in first and again[once.REPLAYED] == "true"
    assert Brought.objects.count() == 1
    assert b"sha256" in first.content
    assert b"sha256" not in bytes(Answer.objects.get().content)
    assert Entry.objects.filter(verb="access.bring").count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize(("content", "name"), [(b"other text", "材料.txt"), (CONTENT, "别名.txt")])
def test_the_key_of_another_request_is_refused(content: bytes, name: str, program: Program) -> None:
    program.bring(CONTENT, key="k")
    answer = program.bring(content, name, key="k")
    assert answer.status_code == 422
    assert answer.json()["type"] == "urn:zhicheng:problem:idempotency-key-reused"
    assert "内容不同的请求请用新的键" in answer.json()["detail"]
    assert Brought.objects.count() == 1


@pytest.mark.django_db
@pytest.mark.parametrize("key", ["", "键", "x" * 201])
def test_a_key_must_be_there(key: str, program: Program) -> None:
    headers = {"Idempotency-Key": key.encode().decode("latin-1")} if key else {}
    answer = program.client.post(
        f"{ROOT}/files?name=x.txt", CONTENT, content_type="text/plain", headers=headers
    )
    assert answer.status_code == 400
    assert answer.json()["type"] == "urn:zhicheng:problem:idempotency-key-missing"
    assert not Brought.objects.exists()


@pytest.mark.django_db
def test_everybody_has_keys_of_their_own(program: Program, head: User) -> None:
    program.bring(CONTENT, key="k")
    assert once.REPLAYED not in Program(head).bring(CONTENT, key="k")
    assert Brought.objects.count() == 2


@pytest.mark.django_db
def test_what_is_refused_keeps_no_key(program: Program) -> None:
    assert program.bring(b"", key="k").status_code == 422
    assert not Answer.objects.exists()
    assert program.bring(CONTENT, key="k").status_code == 201


@pytest.mark.django_db
def test_too_large_a_file(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(once, "LARGEST", 10)
    answer = program.bring(CONTENT)
    assert answer.status_code == 413
    assert not Answer.objects.exists() and not Brought.objects.exists()


@pytest.mark.django_db
def test_a_key_may_be_used_anew_after_a_day(program: Program, now: datetime) -> None:
    program.bring(CONTENT, key="k")
    Answer.objects.update(at=timezone.now() - timedelta(hours=25))
    assert once.REPLAYED not in program.bring(b"another text", "x.txt", key="k")
    assert Brought.objects.count() == 2 and Answer.objects.count() == 1


@pytest.mark.django_db
def test_old_answers_are_forgotten(program: Program, now: datetime) -> None:
    program.bring(CONTENT, key="old")
    Answer.objects.update(at=timezone.now() - timedelta(hours=25))
    program.bring(CONTENT, key="new")
    assert forget_answers(now.date(), lambda *_: None) == {"removed": 1}
    assert str(Answer.objects.get()).endswith("new")
    assert forget(at=timezone.now()) == 0


@pytest.mark.django_db(transaction=True)
def test_two_at_the_same_moment_do_it_once(program: Program) -> None:
    answers = at_once([lambda: program.bring(CONTENT, key="k")] * 4)
    assert {answer.status_code for answer in answers} == {201}
    assert len({answer.content for answer in answers}) == 1
    assert sorted(once.REPLAYED in answer for answer in answers) == [False, True, True, True]
    assert Brought.objects.count() == 1


@pytest.mark.django_db(transaction=True)
def test_of_two_bodies_at_the_same_moment_one_is_refused(program: Program) -> None:
    answers = at_once(
        [lambda: program.bring(CONTENT, key="k"), lambda: program.bring(b"text", key="k")]
    )
    assert sorted(answer.status_code for answer in answers) == [201, 422]
    assert Brought.objects.count() == 1


def at_once(verbs: list[Callable[[], Any]]) -> list[Any]:
    gate = threading.Barrier(len(verbs))

    def run(verb: Callable[[], Any]) -> Any:
        try:
            gate.wait()
            return verb()
        finally:
            connection.close()

    with ThreadPoolExecutor(len(verbs)) as pool:
        return list(pool.map(run, verbs))


@pytest.mark.django_db
def test_whose_answer_is_gone_meanwhile_is_asked_to_send_again(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The first was refused between the second's look and its claim."""
    monkeypatch.setattr(once, "_claimed", lambda *_: None)
    answer = program.bring(CONTENT, key="k")
    assert answer.status_code == 409 and "请再发一次" in answer.json()["detail"]
