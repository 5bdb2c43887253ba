"""The interface as a whole: nothing without a token or a scope, nothing for an outsider, described as it is."""

import json
from collections.abc import Iterator
from datetime import datetime
from importlib import import_module
from io import StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from ninja import Schema
from tests.house import ROOT
from tests.programs import Program

from zhicheng.foundation.access.registry import scopes
from zhicheng.foundation.accounts.models import User
from zhicheng.site.api import MODULES, api, description
from zhicheng.site.management.commands.sample import create_sample

DESCRIPTION = ROOT / "docs" / "openapi.json"


def operations() -> Iterator[tuple[str, str, dict[str, Any]]]:
    """Method, address and description of every operation."""
    for path, methods in api.get_openapi_schema()["paths"].items():
        for method, said in methods.items():
            yield method, path.replace("{key}", "1").replace("{seq}", "1"), said


def _answer(client: Client, method: str, path: str, secret: str) -> Any:
    headers = {"Authorization": f"Bearer {secret}", "Idempotency-Key": "k"}
    return getattr(client, method)(path, content_type="application/json", headers=headers)


def test_the_committed_description_is_that_of_the_code() -> None:
    assert DESCRIPTION.read_text("utf-8") == description(), (
        "the interface has changed: run script/zhicheng openapi docs/openapi.json"
    )


def test_the_command_writes_it(tmp_path: Path) -> None:
    out = StringIO()
    call_command("openapi", stdout=out)
    call_command("openapi", str(tmp_path / "x.json"), stdout=StringIO())
    assert out.getvalue() == (tmp_path / "x.json").read_text("utf-8") == description()


@pytest.mark.django_db
def test_programs_read_the_description_from_the_server(client: Client) -> None:
    assert client.get("/api/v1/openapi.json").json() == json.loads(description())


def test_every_operation_names_a_scope_that_there_is() -> None:
    for _method, path, said in operations():
        assert said.get("x-scope") in scopes() or path == "/api/v1/me", path


def test_every_post_asks_for_a_key() -> None:
    for method, path, said in operations():
        keys = [one for one in said["parameters"] if one["name"] == "Idempotency-Key"]
        assert len(keys) == (method == "post"), path


@pytest.mark.django_db
def test_nothing_without_a_token(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    for method, path, _said in operations():
        assert _answer(client, method, path, "zc_no").status_code == 401, path


@pytest.mark.django_db
def test_nothing_without_the_scope(client: Client, coordinator: User) -> None:
    """Also with every other scope."""
    every = set(scopes())
    lacking = {scope: Program(coordinator, *(every - {scope})).secret for scope in every}
    asked = 0
    for method, path, said in operations():
        if scope := said.get("x-scope"):
            answer = _answer(client, method, path, lacking[scope])
            assert answer.status_code == 403, (scope, path)
            asked += 1
    assert asked > len(every)


@pytest.mark.django_db
def test_an_outsider_with_every_scope_gets_no_row(
    client: Client, outsider: User, now: datetime
) -> None:
    create_sample(at=now)
    secret = Program(outsider).secret
    for method, path, _said in operations():
        answer = _answer(client, method, path, secret)
        if path != "/api/v1/me":
            empty = answer.status_code == 200 and answer.json() == {"items": [], "next": None}
            assert empty or answer.status_code in {400, 403, 404, 422}, path


def test_no_name_of_a_schema_stands_for_two() -> None:
    """The description keeps one schema of a name; another room's of the same name would take its place."""
    named = [
        (name, thing)
        for module in sorted(MODULES.values())
        for name, thing in vars(import_module(module)).items()
        if isinstance(thing, type) and issubclass(thing, Schema) and thing.__module__ == module
    ]
    assert len({name for name, _thing in named}) == len(named)
