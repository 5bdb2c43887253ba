"""Circulars on the screen."""

from datetime import datetime

from django.test import Client
from django.urls import reverse
from tests.factories import queries_of
from tests.governance.supervision.actions.test_circulars import cite, figure

from zhicheng.foundation.accounts.models import User
from zhicheng.governance.supervision.models import Circular, CircularEntry, Order
from zhicheng.governance.supervision.queries import Grounds
from zhicheng.governance.targets.models import Observation
from zhicheng.governance.tasks.models import Assignment

__all__ = ["figure"]
LIST = reverse("supervision:circulars")


def url(name: str, *key: int) -> str:
    return reverse(f"supervision:{name}", args=key)


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_story_by_pages(
    client: Client, issued: Order, coordinator: User, officer: User, now: datetime
) -> None:
    client.force_login(coordinator)
    new = reverse("supervision:draft_circular")
    assert new in text(client, LIST)
    assert "期间起" in text(client, new)
    today = now.date()
    form = {"title": "督办通报", "period_from": today.replace(month=1, day=1), "period_to": today}
    assert client.post(new, {**form, "title": ""}).status_code == 422
    assert client.post(new, form).status_code == 302
    circular = Circular.objects.get()
    key = circular.pk
    assert "还没有列出" in text(client, url("circular", key))
    refused = client.post(url("publish", key), {"version": circular.version})
    assert refused.status_code == 422
    assert "没有列出任何单位" in refused.content.decode()

    assert client.post(url("choose_unit", key), {"unit": ""}).status_code == 422
    answer = client.post(url("choose_unit", key), {"unit": issued.unit_id})
    assert answer["Location"] == url("add_entry", key, issued.unit_id)
    page = text(client, answer["Location"])
    assert issued.number in page and "依据的指标数值" not in page
    entry = {"version": 0, "kind": "criticism", "reason": "未按时回复", "person": officer.pk}
    assert client.post(answer["Location"], entry).status_code == 422
    listed = {**entry, "orders": [issued.pk]}
    assert client.post(answer["Location"], listed).status_code == 302
    words = {"version": 1, "title": "督办情况通报", "intro": "现通报如下。"}
    assert client.post(url("reword_circular", key), words).status_code == 302
    assert "不能再改" in text(client, url("publish", key))
    assert client.post(url("publish", key), {"version": 2}).status_code == 302

    client.force_login(officer)
    page = text(client, url("circular", key))
    assert all(w in page for w in ("通报批评", "科技联络员", "未按时回复", issued.number))
    assert url("publish", key) not in page
    paper = text(client, url("paper", key))
    assert all(w in paper for w in ("督办情况通报", "现通报如下。", "通报〔", issued.number))
    for name in ("publish", "choose_unit", "reword_circular"):
        assert client.get(url(name, key)).status_code == 403


def test_a_draft_is_given_up_with_a_reason(
    client: Client, circular: Circular, coordinator: User, officer: User
) -> None:
    address = url("discard_circular", circular.pk)
    client.force_login(officer)
    assert client.get(address).status_code == 404
    client.force_login(coordinator)
    assert address in text(client, url("circular", circular.pk))
    empty = client.post(address, {"version": circular.version, "reason": ""})
    assert empty.status_code == 422
    said = {"version": circular.version, "reason": "与上月通报重复"}
    assert client.post(address, said)["Location"] == url("circular", circular.pk)
    page = text(client, url("circular", circular.pk))
    assert "已作废" in page and "与上月通报重复" in page and address not in page


def test_an_entry_is_dropped_after_a_question(
    client: Client, circular: Circular, issued: Order, coordinator: User, officer: User,
    now: datetime,
) -> None:  # fmt: skip
    entry = cite(circular, issued.unit, Grounds(orders=[issued]), coordinator, now)
    client.force_login(officer)
    assert client.get(url("drop_entry", entry.pk)).status_code == 404
    assert client.get(url("paper", circular.pk)).status_code == 404
    client.force_login(coordinator)
    assert "草稿，未印发" in text(client, url("paper", circular.pk))
    assert entry.unit_name in text(client, url("drop_entry", entry.pk))
    answer = client.post(url("drop_entry", entry.pk), {"version": circular.version})
    assert answer.status_code == 302
    assert not CircularEntry.objects.exists()


def test_what_it_rests_on_is_one_click_away_and_queries_stay_the_same(
    client: Client, circular: Circular, issued: Order, late: Assignment, figure: Observation,
    coordinator: User, now: datetime,
) -> None:  # fmt: skip
    client.force_login(coordinator)
    cite(circular, issued.unit, Grounds(observations=[figure]), coordinator, now)
    page = url("circular", circular.pk)
    queries_of(client, page)
    one = queries_of(client, page)
    everything = Grounds(orders=[issued], tasks=[late.task], observations=[figure])
    for _ in range(3):
        cite(circular, issued.unit, everything, coordinator, now)
    assert queries_of(client, page) == one
    found = text(client, page)
    assert url("order", issued.pk) in found
    assert f"/tasks/{late.task_id}/" in found
    assert reverse("targets:target", args=[figure.target_id]) in found


def test_a_reader_is_led_only_to_what_they_may_open(
    client: Client, circular: Circular, issued: Order, coordinator: User, other_officer: User,
    now: datetime,
) -> None:  # fmt: skip
    """Everybody reads a circular; the order behind an entry is its unit's and the city's offices' alone."""
    cite(circular, issued.unit, Grounds(orders=[issued]), coordinator, now)
    client.force_login(coordinator)
    version = Circular.objects.get().version
    assert client.post(url("publish", circular.pk), {"version": version}).status_code == 302
    page, order = url("circular", circular.pk), url("order", issued.pk)
    assert order in text(client, page)
    client.force_login(other_officer)
    read = text(client, page)
    assert issued.number in read
    assert order not in read
