"""Bodies that are too large, and pages that only their reader should see."""

import pytest
from django.test import Client
from pytest_django import Settings
from tests.factories import make_user

from zhicheng.site import middleware

LOGIN = "/account/login/"


def post(client: Client, size: int) -> int:
    body = b"--b\r\n" + b"x" * (size - 5)
    return client.generic(
        "POST", LOGIN, body, content_type="multipart/form-data; boundary=b"
    ).status_code


def test_strangers_send_nothing_large(db: None) -> None:
    assert post(Client(), middleware.LARGEST_OF_STRANGERS + 1) == 413
    assert post(Client(), middleware.LARGEST_OF_STRANGERS) != 413


def test_who_is_logged_in_may_send_files_within_the_limit(
    db: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(middleware, "LARGEST_REQUEST", 3_000_000)
    monkeypatch.setattr(middleware, "_LARGEST_TO_READ_AWAY", 4_000_000)
    client = Client()
    client.force_login(make_user())
    assert post(client, 3_000_000) != 413
    assert post(client, 3_500_000) == 413
    assert post(client, 5_000_000) == 413


def test_a_length_that_is_none_counts_as_no_body(db: None) -> None:
    for length in ("", "-1", "٣", "9" * 40):
        assert Client().get(LOGIN, CONTENT_LENGTH=length).status_code == 200


def test_too_many_fields_and_too_long_a_text_are_told_what_is_too_much(
    db: None, settings: Settings
) -> None:
    settings.DATA_UPLOAD_MAX_MEMORY_SIZE = 1000
    page = Client().post(LOGIN, "login=" + "x" * 2000, "application/x-www-form-urlencoded")
    assert page.status_code == 413
    assert "合计不能超过" in page.content.decode()


def test_pages_are_private_and_forgotten_at_the_logout(db: None) -> None:
    client = Client()
    client.force_login(make_user())
    assert client.get("/people/me/")["Cache-Control"] == "private, no-cache"
    assert client.post("/account/logout/")["Clear-Site-Data"] == '"cache"'
    assert "no-store" in client.get(LOGIN)["Cache-Control"]
