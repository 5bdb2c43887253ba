"""Receivers are named and stopped by the administrator: by page, command and interface."""

from datetime import datetime
from io import StringIO

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from tests.foundation.webhooks.receiver import Receiver
from tests.programs import Program

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.webhooks.actions import (
    add_endpoint,
    fan_out,
    send_again,
    send_all,
    stop_endpoint,
)
from zhicheng.foundation.webhooks.actions.endpoints import secret_of
from zhicheng.foundation.webhooks.models import Delivery, Endpoint
from zhicheng.foundation.webhooks.rules import State

pytestmark = pytest.mark.django_db
URL = "https://example.gov.cn/hook"


def run(*words: str) -> str:
    out = StringIO()
    call_command("webhooks", *words, stdout=out)
    return out.getvalue()


@pytest.fixture
def delivered(endpoint: Endpoint, officer: User, now: datetime) -> Delivery:
    """A message that arrived."""
    Program(officer)
    fan_out(at=now)
    send_all(at=lambda: now)
    return Delivery.objects.get()


def test_the_key_is_sealed_and_the_chain_says_who(administrator: User, now: datetime) -> None:
    made, secret = add_endpoint(
        name=" 平台 ", url=URL, kinds=["tasks.", "tasks."], by=administrator, at=now
    )
    assert secret.encode() not in bytes(made.secret) and secret_of(made) == secret
    assert (made.name, made.kinds) == ("平台", ["tasks."])
    entry = Entry.objects.get()
    assert entry.verb == "webhooks.add" and entry.after == {"url": URL, "kinds": ["tasks."]}
    assert str(made) == "平台"


def test_a_button_pressed_twice_names_one(administrator: User, now: datetime) -> None:
    first, _secret = add_endpoint(name="平台", url=URL, kinds=["*"], by=administrator, at=now)
    with pytest.raises(ValidationError, match="没有重复登记") as refused:
        add_endpoint(name=" 平台", url=URL, kinds=["tasks."], by=administrator, at=now)
    assert list(refused.value.error_dict) == ["url"]
    assert Endpoint.objects.get() == first
    add_endpoint(name="平台（新密钥）", url=URL, kinds=["*"], by=administrator, at=now)
    stop_endpoint(endpoint=first, by=administrator, at=now)
    add_endpoint(name="平台", url=URL, kinds=["*"], by=administrator, at=now)
    assert Endpoint.objects.filter(stopped_at=None).count() == 2


@pytest.mark.parametrize(
    ("name", "url", "kinds", "field"),
    [
        (" ", URL, ["*"], "name"),
        ("x", "http://example.gov.cn/", ["*"], "url"),
        ("x", URL + "x" * 500, ["*"], "url"),
        ("x", URL, [], "kinds"),
        ("x", URL, ["tasks"], "kinds"),
    ],
)
def test_what_is_refused(
    name: str, url: str, kinds: list[str], field: str, administrator: User, now: datetime
) -> None:
    with pytest.raises(ValidationError) as refused:
        add_endpoint(name=name, url=url, kinds=kinds, by=administrator, at=now)
    assert list(refused.value.message_dict) == [field]
    assert not Endpoint.objects.exists()


def test_who_may_not(
    delivered: Delivery, coordinator: User, auditor: User, outsider: User, now: datetime
) -> None:
    for person in (coordinator, auditor, outsider):
        with pytest.raises(PermissionDenied):
            add_endpoint(name="x", url=URL, kinds=["*"], by=person, at=now)
        with pytest.raises(PermissionDenied):
            stop_endpoint(endpoint=delivered.endpoint, by=person, at=now)
        with pytest.raises(PermissionDenied):
            send_again(delivery=delivered, by=person, at=now)
    assert Endpoint.objects.get().stopped_at is None


def test_a_stopped_one_is_told_nothing(
    delivered: Delivery, receiver: Receiver, administrator: User, officer: User, now: datetime
) -> None:
    endpoint = delivered.endpoint
    stop_endpoint(endpoint=endpoint, by=administrator, at=now)
    Program(officer)
    assert (fan_out(at=now), send_all(at=lambda: now)) == (0, 0)
    with pytest.raises(ValidationError, match="已经停用"):
        stop_endpoint(endpoint=endpoint, by=administrator, at=now)
    with pytest.raises(ValidationError, match="不能再次推送"):
        send_again(delivery=delivered, by=administrator, at=now)
    assert len(receiver.got) == 1


def test_what_waits_is_not_sent_again(
    delivered: Delivery, administrator: User, now: datetime
) -> None:
    send_again(delivery=delivered, by=administrator, at=now)
    with pytest.raises(ValidationError, match="正等待推送"):
        send_again(delivery=delivered, by=administrator, at=now)
    assert str(delivered) == f"数据平台 {delivered.seq}"


@pytest.fixture
def page(client: Client, administrator: User) -> Client:
    client.force_login(administrator)
    return client


def test_the_pages(page: Client, administrator: User) -> None:
    url = reverse("webhooks:add")
    assert "推送事项" in page.get(url).content.decode()
    given = {"name": "平台", "url": URL, "kinds": "tasks.，targets.observe"}
    answer = page.post(url, given)
    assert "zw_" in answer.content.decode() and answer["Cache-Control"] == "no-store"
    made = Endpoint.objects.get()
    assert made.kinds == ["targets.observe", "tasks."]
    assert "正常" in page.get(reverse("webhooks:list")).content.decode()
    assert (
        "还没有推送过消息"
        in page.get(reverse("webhooks:endpoint", args=[made.pk])).content.decode()
    )
    wrong = page.post(url, {**given, "kinds": "tasks"})
    assert wrong.status_code == 422 and 'value="平台"' in wrong.content.decode()
    stop = reverse("webhooks:stop", args=[made.pk])
    assert "推送记录仍予保留" in page.get(stop).content.decode()
    assert "推送已停用" in page.post(stop, follow=True).content.decode()
    assert "已经停用" in page.post(stop, follow=True).content.decode()
    assert "已停用" in page.get(reverse("webhooks:list")).content.decode()


def test_what_did_not_arrive_is_seen_and_sent_again(
    page: Client, delivered: Delivery, receiver: Receiver
) -> None:
    Delivery.objects.update(state=State.GIVEN_UP, status=None, error="连接不上：x")
    assert "有消息未送达" in page.get(reverse("webhooks:list")).content.decode()
    shown = page.get(reverse("webhooks:endpoint", args=[delivered.endpoint_id])).content.decode()
    assert "连接不上：x" in shown and "建立访问令牌" in shown
    again = reverse("webhooks:again", args=[delivered.pk])
    assert "原来的消息编号" in page.get(again).content.decode()
    assert "已列入推送" in page.post(again, follow=True).content.decode()
    assert "正等待推送" in page.post(again, follow=True).content.decode()
    assert send_all(at=lambda: timezone.now()) == 1
    assert len(receiver.got) == 2


def test_the_pages_are_the_administrators(
    delivered: Delivery, client: Client, coordinator: User, outsider: User
) -> None:
    keys = {"endpoint": delivered.endpoint_id, "stop": delivered.endpoint_id, "again": delivered.pk}
    for person in (coordinator, outsider):
        client.force_login(person)
        for name in ("list", "add", "endpoint", "stop", "again"):
            url = reverse(f"webhooks:{name}", args=[keys[name]] if name in keys else [])
            assert client.get(url).status_code == 403, name


def test_the_command(receiver: Receiver, officer: User, now: datetime) -> None:
    assert "zw_" in run("add", receiver.url, "--name", "平台", "--kind", "access.")
    Program(officer)
    assert "送达 1 条" in run("send")
    assert "平台" in run("list") and "待送达 0，未送达 0" in run("list")
    assert "已列入推送" in run("again", str(Delivery.objects.get().pk))
    assert "已停用" in run("stop", str(Endpoint.objects.get().pk))
    assert "，已停用" in run("list")


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("stop", "99"), "没有推送 99"),
        (("again", "99"), "没有消息 99"),
        (("add", "ftp://x", "--name", "x", "--kind", "*"), "完整的网址"),
    ],
)
def test_what_the_command_refuses(words: tuple[str, ...], said: str) -> None:
    with pytest.raises(CommandError, match=said):
        run(*words)


def test_the_interface(delivered: Delivery, administrator: User) -> None:
    program = Program(administrator)
    made = program.post("/webhooks", {"name": "平台", "url": URL, "kinds": ["tasks."]})
    assert made.status_code == 201 and made.json()["secret"].startswith("zw_")
    listed = program.get("/webhooks").json()["items"]
    assert [one["name"] for one in listed] == ["数据平台", "平台"] and "secret" not in listed[0]
    assert program.post(f"/webhooks/{made.json()['id']}/stop").json()["stopped_at"]
    (row,) = program.get(f"/webhooks/{delivered.endpoint_id}/deliveries").json()["items"]
    assert (row["state"], row["status"], row["uid"]) == ("done", 200, str(delivered.uid))
    assert program.post(f"/deliveries/{row['id']}/again").json()["state"] == "waiting"
    wrong = program.post("/webhooks", {"name": "x", "url": "ftp://x", "kinds": ["tasks."]})
    assert wrong.status_code == 422 and wrong.json()["errors"][0]["field"] == "url"


def test_the_interface_is_the_administrators(delivered: Delivery, coordinator: User) -> None:
    program = Program(coordinator)
    assert program.get("/webhooks").status_code == 403
    assert program.post("/webhooks", {"name": "x", "url": URL, "kinds": ["*"]}).status_code == 403
    assert program.get(f"/webhooks/{delivered.endpoint_id}/deliveries").status_code == 403
    assert program.post(f"/deliveries/{delivered.pk}/again").status_code == 403
    assert program.post(f"/webhooks/{delivered.endpoint_id}/stop").status_code == 403
