"""Who is told what, where a message may go, how it is signed, and when it is given up."""

import hashlib
import hmac
import json
from datetime import UTC, datetime

import pytest

from zhicheng.foundation.webhooks.rules import (
    WAITS,
    UrlFault,
    body_of,
    is_kind,
    may_be_called,
    new_secret,
    signature,
    succeeded,
    url_fault,
    wait,
    wants,
)

NOW = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("kind", "good"),
    [
        ("*", True), ("tasks.", True), ("tasks.verify", True), ("tasks.save_draft", True),
        ("tasks", False), ("", False), ("Tasks.", False), ("tasks.a.b", False), ("**", False),
    ],
)  # fmt: skip
def test_kinds(kind: str, good: bool) -> None:
    assert is_kind(kind) is good


@pytest.mark.parametrize(
    ("kinds", "told"),
    [
        (["*"], True), (["tasks."], True), (["tasks.verify"], True), (["targets."], False),
        (["tasks.ver"], False), (["task."], False), (["targets.", "tasks."], True), ([], False),
    ],
)  # fmt: skip
def test_who_is_told(kinds: list[str], told: bool) -> None:
    assert wants(kinds, "tasks.verify") is told


def test_a_signature_is_checked_as_the_documentation_says() -> None:
    secret, body = new_secret(), b'{"seq": 1}'
    t, v1 = (part.partition("=")[2] for part in signature(secret, body, NOW).split(","))
    expected = hmac.new(secret.encode(), f"{t}.".encode() + body, hashlib.sha256).hexdigest()
    assert (int(t), v1) == (int(NOW.timestamp()), expected)
    assert signature(secret, body + b" ", NOW) != signature(secret, body, NOW)


def test_waits_grow_and_end() -> None:
    waits = [wait(attempts) for attempts in range(1, len(WAITS) + 2)]
    assert waits[:-1] == sorted(WAITS) and waits[-1] is None


@pytest.mark.parametrize(
    ("status", "good"),
    [(200, True), (204, True), (299, True), (302, False), (500, False), (None, False)],
)
def test_what_is_taken_for_received(status: int | None, good: bool) -> None:
    assert succeeded(status) is good


@pytest.mark.parametrize(
    ("url", "fault"),
    [
        ("https://example.gov.cn/hook", None),
        ("https://example.gov.cn:8443/", None),
        ("http://example.gov.cn/", UrlFault.NO_HTTPS),
        ("https://a:b@example.gov.cn/", UrlFault.NAMES_SOMEBODY),
        ("https://a@example.gov.cn/", UrlFault.NAMES_SOMEBODY),
        ("ftp://example.gov.cn/", UrlFault.NO_URL),
        ("https:///x", UrlFault.NO_URL),
        ("https://x:99999/", UrlFault.NO_URL),
        ("https://x:0/", UrlFault.NO_URL),
        ("https://[::1/", UrlFault.NO_URL),
        ("https://例子.cn/", UrlFault.NO_URL),
        ("https://x/\r\nHost: y", UrlFault.NO_URL),
        ("https://x/a b", UrlFault.NO_URL),
        ("", UrlFault.NO_URL),
        ("https://169.254.169.254/latest/", UrlFault.INSIDE),
        ("https://localhost/", UrlFault.INSIDE),
        ("https://LOCALHOST./", UrlFault.INSIDE),
        ("https://a.localhost/", UrlFault.INSIDE),
        ("https://db.internal/", UrlFault.INSIDE),
        ("https://[::1]/", UrlFault.INSIDE),
        ("https://[::ffff:10.0.0.1]/", UrlFault.INSIDE),
        ("https://[fe80::1%25eth0]/", UrlFault.INSIDE),
        ("https://10.0.0.8/", UrlFault.INSIDE),
        ("https://2130706433/", UrlFault.INSIDE),
        ("https://0x7f.1/", UrlFault.INSIDE),
        ("https://127.1/", UrlFault.INSIDE),
        ("https://8.8.8.8/", None),
        ("https://[2001:4860:4860::8888]/", None),
        ("https://12306.cn/", None),
    ],
)
def test_addresses(url: str, fault: UrlFault | None) -> None:
    assert url_fault(url, private=False) is fault


def test_plain_http_inside_where_that_is_allowed() -> None:
    for host in ("10.0.0.8", "localhost", "[::1]", "db.internal"):
        assert url_fault(f"http://{host}/hook", private=True) is None
    for host in ("224.0.0.1", "[::]", "127.1"):
        assert url_fault(f"http://{host}/hook", private=True) is UrlFault.INSIDE


@pytest.mark.parametrize(
    "address",
    [
        "127.0.0.1", "10.1.2.3", "172.16.0.1", "192.168.1.1", "169.254.169.254", "100.64.0.1",
        "::1", "fe80::1%eth0", "fc00::1", "::ffff:127.0.0.1", "::ffff:10.0.0.1",
    ],
)  # fmt: skip
def test_no_way_into_the_house(address: str) -> None:
    assert not may_be_called(address, private=False)
    assert may_be_called(address, private=True)


NOWHERE = ["0.0.0.0", "::", "224.0.0.1", "ff02::1", "::ffff:0.0.0.0"]  # noqa: S104 - to be refused


@pytest.mark.parametrize("address", NOWHERE)
def test_what_is_no_host(address: str) -> None:
    assert not may_be_called(address, private=True)


@pytest.mark.parametrize("address", ["8.8.8.8", "2001:4860:4860::8888"])
def test_what_is_outside(address: str) -> None:
    assert may_be_called(address, private=False)


def test_a_message_has_numbers_only() -> None:
    body = body_of(
        delivery="d", seq=7, at=NOW, verb="tasks.verify", subject_type="tasks.assignment",
        subject_id="12",
    )  # fmt: skip
    assert json.loads(body) == {
        "delivery": "d", "seq": 7, "at": "2026-11-22T08:00:00+00:00", "kind": "tasks.verify",
        "subject": {"type": "tasks.assignment", "id": "12"},
    }  # fmt: skip
