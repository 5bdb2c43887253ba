"""The pages of rights: filled in and sent as a person does, and looked at on any day."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse
from tests.factories import fresh, queries_of

from zhicheng.engines.rights import Kind
from zhicheng.foundation.accounts.models import User
from zhicheng.register.parties.models import Party
from zhicheng.register.rights import actions
from zhicheng.register.rights.actions import HeldBy
from zhicheng.register.rights.models import Document, Event, Right

NEW = {
    "kind": "trademark", "title": "示例东篱", "number": "12345678", "nice_class": "30",
    "filed_on": "2016-02-01", "granted_on": "2017-03-14", "source": "商标注册证",
    "holders": "东篱食品有限公司|山东省济南市|0.5\n赵示例||0.5",
}  # fmt: skip


@pytest.fixture
def page(client: Client, coordinator: User) -> Any:
    """Sends a form to a page of the room, or gets it."""
    client.force_login(coordinator)

    def ask(route: str, *keys: int, **given: Any) -> Any:
        url = reverse(f"rights:{route}", args=keys)
        return client.post(url, given) if given else client.get(url)

    return ask


def test_a_right_is_put_on_file_and_found(page: Any, client: Client) -> None:
    answer = page("add", **NEW)
    right = Right.objects.get()
    assert answer["Location"] == f"/rights/{right.pk}/"
    assert [one.share for one in right.holders.all()] == [0.5, 0.5]
    assert "示例东篱" in client.get("/rights/?q=12345678&family=mark").content.decode()
    assert "示例东篱" not in client.get("/rights/?family=patent").content.decode()
    party = Party.objects.get(name="东篱食品有限公司")
    assert "示例东篱" in client.get(f"/rights/?party={party.pk}").content.decode()
    assert "示例东篱" not in client.get("/rights/?party=99999").content.decode()
    shown = client.get(reverse("parties:party", args=[party.pk])).content.decode()
    assert "示例东篱" in shown


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("holders", "甲|乙|0.5|丁", "多于三项"),
        ("holders", "甲|乙|一半", "不是数"),
        ("nice_class", "", "1 至 45"),
        ("number", "甲乙丙", "商标"),
    ],
)
def test_what_was_typed_stays_when_it_is_refused(
    page: Any, field: str, typed: str, said: str
) -> None:
    answer = page("add", **{**NEW, field: typed})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert "示例东篱" in answer.content.decode()
    assert not Right.objects.exists()


def test_events_are_told_and_retracted(page: Any, right: Right, now: datetime) -> None:
    today = now.date()
    given = {"what": "begun", "side": "pledged", "effective_on": today, "known_on": today}
    assert page("tell", right.pk, version=0, **given).status_code == 422  # without a source
    page("tell", right.pk, version=0, source="通知书", reference="质押1号", **given)
    event = Event.objects.get(what="begun")
    shown = page("right", right.pk).content.decode()
    assert "质押（质押1号）" in shown
    assert page("retract", event.pk).status_code == 200
    page("retract", event.pk, version=0, reason="误记")
    assert fresh(event).retracted_on == today
    assert "记载已撤销" in page("right", right.pk).content.decode()


def test_a_right_on_a_day_as_known_on_another(
    client: Client, page: Any, right: Right, now: datetime
) -> None:
    today = now.date().isoformat()
    url = reverse("rights:right", args=[right.pk])
    assert "计为有效" in page("right", right.pk).content.decode()
    before = client.get(url, {"on": "2018-01-01", "known_on": today}).content.decode()
    assert "已申请" in before
    unknown = client.get(url, {"on": "2018-01-01", "known_on": "2018-01-01"}).content.decode()
    assert "不明，不计入也不计出" in unknown
    assert "当时未知" in unknown
    assert "当时的权利人不明" in unknown
    ended = client.get(url, {"on": "2045-01-01", "known_on": today}).content.decode()
    assert "不计为有效" in ended
    wrong = client.get(url, {"on": "昨天", "known_on": today})
    assert wrong.status_code == 200
    assert "计为有效" in wrong.content.decode()


def test_holders_and_documents(page: Any, client: Client, right: Right, now: datetime) -> None:
    sold = now.date() - timedelta(days=3)
    assert "示例机械有限公司\n示例大学" in page("holders", right.pk).content.decode()
    page("holders", right.pk, version=0, holders="丙厂", effective_on=sold, source="通知书")
    assert "丙厂" in page("right", right.pk).content.decode()
    file = SimpleUploadedFile("证书.txt", "专利证书（示例）".encode())
    page("attach", right.pk, title="专利证书", upload=file)
    kept = Document.objects.get()
    assert b"".join(page("document", kept.pk).streaming_content) == "专利证书（示例）".encode()
    assert page("attach", right.pk, title="无文件").status_code == 422


def test_of_a_number_alone_there_is_no_file(page: Any, right: Right) -> None:
    kept = Document.objects.create(right=right, title="CN106844774B", source=right.source)
    assert page("document", kept.pk).status_code == 404


def test_whoever_has_no_part_in_it_gets_nothing(
    client: Client, right: Right, outsider: User, officer: User
) -> None:
    event = right.events.all()[0]
    for who, status in ((outsider, 404), (officer, 403)):
        client.force_login(who)
        for route in ("tell", "holders", "attach"):
            assert client.get(reverse(f"rights:{route}", args=[right.pk])).status_code == status
        assert client.get(reverse("rights:retract", args=[event.pk])).status_code == status
        assert client.get("/rights/add/").status_code == 403
    assert client.get("/rights/").status_code == 200  # the officer
    client.force_login(outsider)
    assert client.get("/rights/").status_code == 403


def test_the_list_asks_as_much_for_many_as_for_one(
    client: Client, right: Right, coordinator: User, now: datetime
) -> None:
    client.force_login(coordinator)
    one = queries_of(client, "/rights/")
    for nice_class in range(1, 4):
        actions.add_right(
            kind=Kind.TRADEMARK, title="示例", number="12345678", nice_class=nice_class,
            filed_on=right.opened_at.date(), source="证", holders=[HeldBy("丙厂")], by=coordinator,
            at=now,
        )  # fmt: skip
    assert queries_of(client, "/rights/") == one
