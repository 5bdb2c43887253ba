"""Orders on the screen."""

import io
from datetime import datetime, timedelta

from django.test import Client
from django.urls import reverse
from tests.factories import fresh, queries_of
from tests.governance.supervision.conftest import WORDING, Saved
from tests.governance.tasks.ledger import PDF, Ledger, part
from tests.governance.tasks.ledger import Order as Ordered

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.supervision import actions
from zhicheng.governance.supervision.models import AnswerFile, Order
from zhicheng.governance.supervision.views.elsewhere import due_days
from zhicheng.governance.tasks.models import Assignment

LIST = reverse("supervision:orders")


def url(name: str, key: int, *more: str) -> str:
    return reverse(f"supervision:{name}", args=[key, *more])


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_a_story_by_pages(
    client: Client, late: Assignment, coordinator: User, officer: User, head: User, verifier: User,
) -> None:  # fmt: skip
    client.force_login(coordinator)
    assert url("raise", late.pk) in text(client, f"/tasks/{late.task_id}/")
    form = {"title": "逾期", "demand": "说明原因", "days": 5, "parts": [late.pk]}
    assert client.post(url("raise", late.pk), {**form, "parts": []}).status_code == 422
    assert client.post(url("raise", late.pk), form).status_code == 302
    order = Order.objects.get()
    words = {"version": 0, "title": "逾期未办", "demand": "说明原因和措施", "days": 3}
    assert client.post(url("reword", order.pk), {**words, "days": 0}).status_code == 422
    assert client.post(url("reword", order.pk), words).status_code == 302
    assert "编号" in text(client, url("decide", order.pk, "issue"))
    assert client.post(url("decide", order.pk, "issue"), {"version": 1}).status_code == 302

    client.force_login(officer)
    page = text(client, url("answer", order.pk))
    assert "保存并提请负责人报送" in page
    file = io.BytesIO(PDF)
    file.name = "说明.pdf"
    given = {"text": "已办结", "uploads": file, "button": "hand_up"}
    assert client.post(url("answer", order.pk), given).status_code == 302
    assert "说明.pdf" in text(client, url("answer", order.pk))

    client.force_login(head)
    refused = client.post(url("answer", order.pk), {"text": "我写的", "button": "send"})
    assert refused.status_code == 422
    assert "我写的" in refused.content.decode()
    given = {"text": "已办结并验收", "seen": "1", "button": "send"}
    assert client.post(url("answer", order.pk), given).status_code == 302
    assert client.get(url("answer", order.pk)).status_code == 302

    client.force_login(verifier)
    assert "已办结并验收" in text(client, url("order", order.pk))
    proof = AnswerFile.objects.get()
    assert b"".join(client.get(url("file", proof.pk)).streaming_content) == PDF  # type: ignore[attr-defined]  # a file
    back = {"version": fresh(order).version, "reason": "请补验收表", "days": 2}
    assert client.post(url("decide", order.pk, "return"), back).status_code == 302
    assert "请补验收表" in text(client, url("order", order.pk))


def test_a_step_that_is_none_or_is_not_ones_own(
    client: Client, issued: Order, officer: User, other_officer: User
) -> None:
    client.force_login(officer)
    for verb, status in (("escalate", 404), ("nothing", 404), ("revoke", 403)):
        assert client.get(url("decide", issued.pk, verb)).status_code == status
    client.force_login(other_officer)
    assert client.get(url("decide", issued.pk, "revoke")).status_code == 404


def test_who_comes_second_is_told_and_sees_the_order_as_it_is(
    client: Client, issued: Order, coordinator: User
) -> None:
    client.force_login(coordinator)
    answer = client.post(url("decide", issued.pk, "revoke"), {"version": 0, "reason": "误发"})
    assert answer.status_code == 422
    assert "签发" in answer.content.decode()
    assert fresh(issued).state == "issued"


def test_the_list_asks_the_same_for_one_and_for_many(
    client: Client, ledger: Ledger, issued: Order, coordinator: User, science: Unit, now: datetime,
) -> None:  # fmt: skip
    def raise_one(n: int) -> Order:
        task = ledger.publish(Ordered(f"任务{n}", lead=[science], days=-60))[0]
        return actions.raise_order(
            unit=science, parts=[part(task, science)], wording=WORDING, by=coordinator, at=now
        )

    def asked() -> list[int]:
        """The second time, when what the process keeps for a day is there."""
        pages = (LIST, "/tasks/mine/", "/", f"/units/{science.pk}/")
        return [[queries_of(client, page) for _ in range(2)][1] for page in pages]

    client.force_login(coordinator)
    raise_one(0)
    one = asked()
    for n in range(1, 5):
        raise_one(n)
    assert asked() == one


def test_filters_groups_and_print(
    client: Client, ledger: Ledger, issued: Order, coordinator: User, market: Unit, now: datetime
) -> None:
    mine = part(ledger.publish(Ordered("另一项", lead=[market], days=-90))[0], market)
    actions.propose(on=now.date(), at=now)
    Order.objects.filter(pk=issued.pk).update(due_on=now.date() - timedelta(1))
    client.force_login(coordinator)
    page = text(client, LIST)
    assert issued.number in page and "逾期未回复" in page and "待签发" in page
    assert mine.task.number not in text(client, f"{LIST}?only=late")
    assert issued.number not in text(client, f"{LIST}?only=rule")
    wanted = f"{LIST}?q=督办&unit={issued.unit_id}&state=issued"
    assert issued.number in text(client, wanted)
    for group in ("unit", "state"):
        assert issued.number in text(client, f"{LIST}?group={group}&print=1")


def test_what_the_rule_found_stands_on_the_page(
    client: Client, late: Assignment, coordinator: User, now: datetime
) -> None:
    actions.propose(on=now.date(), at=now)
    order = Order.objects.get()
    client.force_login(coordinator)
    page = text(client, url("order", order.pk))
    assert "检查时已逾期" in page and "系统" in page
    order.findings.model.objects.bulk_create(
        [order.findings.model(order=order, assignment=late, rule="gone", anchor_on=late.due_on,
                              on=now.date(), count=3)]
    )  # fmt: skip
    assert f"{late.due_on} 3" in text(client, url("order", order.pk))


def test_the_rules_are_shown_with_their_source(client: Client, officer: User) -> None:
    client.force_login(officer)
    page = text(client, reverse("supervision:rules"))
    assert (
        "逾期达到 10 个工作日" in page
        and "按系统预设执行" in page
        and "PARAM" not in page
        and "列入通报" in page
    )


def test_what_waits_for_whom(
    client: Client, issued: Order, save: Saved, officer: User, head: User, verifier: User,
    coordinator: User, leader: User, now: datetime,
) -> None:  # fmt: skip
    def waits(user: User) -> bool:
        client.force_login(user)
        mine = url("order", issued.pk) in text(client, "/tasks/mine/")
        assert (url("order", issued.pk) in text(client, "/")) == mine
        return mine

    assert [waits(u) for u in (officer, head, verifier, coordinator)] == [True, True, False, False]
    draft = save(issued, hand_up=True)
    assert [waits(u) for u in (officer, head)] == [False, True]
    actions.send_answer(order=issued, draft=draft, by=head, at=now)
    assert [waits(u) for u in (head, verifier, leader)] == [False, True, False]
    actions.move_order(order=issued, verb="accept", by=verifier, at=now)
    assert [waits(u) for u in (verifier, coordinator)] == [False, True]


def test_where_it_stands_besides(
    client: Client, issued: Order, late: Assignment, officer: User, head: User, leader: User,
    other_officer: User, coordinator: User, now: datetime,
) -> None:  # fmt: skip
    client.force_login(leader)
    assert issued.number in text(client, f"/units/{issued.unit_id}/")
    assert issued.number in text(client, f"/tasks/{late.task_id}/")
    assert issued.due_on is not None
    for user, entries in ((officer, 1), (leader, 1), (other_officer, 0)):
        assert len(list(due_days(user, issued.due_on, issued.due_on))) == entries
    actions.move_order(order=issued, verb="revoke", reason="误发", by=coordinator, at=now)
    [entry] = due_days(officer, issued.due_on, issued.due_on)
    assert entry.done
    client.force_login(leader)
    assert "督办单（在办" not in text(client, f"/units/{issued.unit_id}/")
