"""Requests on the screen."""

from datetime import datetime, timedelta

from django.test import Client
from django.urls import reverse
from tests.factories import make_user, queries_of
from tests.governance.supervision.conftest import ASKED
from tests.governance.tasks.ledger import Ledger
from tests.governance.tasks.ledger import Order as Ordered

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.supervision import actions
from zhicheng.governance.supervision.models import Request
from zhicheng.governance.supervision.views.elsewhere import due_days

LIST = reverse("supervision:requests")
FORM = {"kind": "coordination", "title": "开放接口", "text": "请协调", "days": 5}


def url(name: str, key: int, *more: str) -> str:
    return reverse(f"supervision:{name}", args=[key, *more])


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def step(client: Client, request: Request, verb: str, **given: object) -> int:
    version = Request.objects.get(pk=request.pk).version
    address = url("decide_request", request.pk, verb)
    return client.post(address, {"version": version, **given}).status_code


def test_a_story_by_pages(
    client: Client, ledger: Ledger, science: Unit, market: Unit, officer: User, head: User,
    coordinator: User, leader: User,
) -> None:  # fmt: skip
    task = ledger.publish(Ordered(lead=[science]))[0]
    adviser = make_user(Role.UNIT_HEAD, unit=market)
    client.force_login(officer)
    about = url("new_request_about", task.pk)
    assert about in text(client, f"/tasks/{task.pk}/")
    assert "希望答复时限" in text(client, about)
    form = {**FORM, "unit": science.pk}
    assert client.post(about, {**form, "unit": market.pk}).status_code == 422
    assert client.post(about, form).status_code == 302
    found = Request.objects.get()
    assert found.task == task
    changed = {**FORM, "version": 0, "title": "开放数据接口"}
    assert client.post(url("change_request", found.pk), {**changed, "days": 0}).status_code == 422
    assert client.post(url("change_request", found.pk), changed).status_code == 302

    client.force_login(head)
    assert step(client, found, "submit") == 302
    client.force_login(coordinator)
    assert "呈报市领导" in text(client, url("request", found.pk))
    assert step(client, found, "consult", reason="请提意见", days=2, adviser=market.pk) == 302
    client.force_login(adviser)
    page = text(client, url("request", found.pk))
    assert str(task) in page and f'href="/tasks/{task.pk}/"' not in page
    assert step(client, found, "advise", reason="可以开放") == 302
    client.force_login(coordinator)
    assert step(client, found, "pass_up", reason="请批示", days=2) == 302
    client.force_login(leader)
    assert step(client, found, "instruct", reason="同意") == 302
    client.force_login(coordinator)
    assert step(client, found, "reply", reason="") == 422
    assert step(client, found, "reply", reason="下月开放") == 302
    page = text(client, url("request", found.pk))
    assert all(words in page for words in ("可以开放", "同意", "下月开放", "已答复"))
    assert f'href="/tasks/{task.pk}/"' in page


def test_one_about_no_task_and_who_may_not_begin(
    client: Client, science: Unit, officer: User, coordinator: User
) -> None:
    client.force_login(officer)
    new = reverse("supervision:new_request")
    assert new in text(client, LIST)
    assert client.post(new, {**FORM, "unit": science.pk}).status_code == 302
    assert Request.objects.get().task is None
    client.force_login(coordinator)
    assert client.get(new).status_code == 403
    assert new not in text(client, LIST)


def test_a_step_that_is_none_or_is_not_ones_own(
    client: Client, sent: Request, officer: User, other_officer: User
) -> None:
    client.force_login(officer)
    assert client.get(url("decide_request", sent.pk, "nothing")).status_code == 404
    assert client.get(url("decide_request", sent.pk, "reply")).status_code == 403
    client.force_login(other_officer)
    assert client.get(url("request", sent.pk)).status_code == 404


def test_the_list_asks_the_same_for_one_and_for_many(
    client: Client, sent: Request, science: Unit, officer: User, head: User, coordinator: User,
    now: datetime,
) -> None:  # fmt: skip
    def asked() -> list[int]:
        """The second time, when what the process keeps for a day is there."""
        pages = (LIST, "/tasks/mine/", "/", f"/units/{science.pk}/")
        return [[queries_of(client, page) for _ in range(2)][1] for page in pages]

    client.force_login(coordinator)
    one = asked()
    for _ in range(4):
        more = actions.draft_request(unit=science, asked=ASKED, by=officer, at=now)
        actions.move_request(request=more, verb="submit", by=head, at=now)
    assert asked() == one


def test_filters_groups_and_lateness(
    client: Client, sent: Request, coordinator: User, now: datetime
) -> None:
    client.force_login(coordinator)
    assert sent.number not in text(client, f"{LIST}?only=late")
    Request.objects.filter(pk=sent.pk).update(turn_due_on=now.date() - timedelta(1))
    assert "待办公室答复（逾期）" in text(client, f"{LIST}?only=late")
    wanted = f"{LIST}?q=请示&kind=instruction&unit={sent.unit_id}&state=office"
    assert sent.number in text(client, wanted)
    for group in ("unit", "state"):
        assert sent.number in text(client, f"{LIST}?group={group}&print=1")


def test_where_it_stands_besides(
    client: Client, sent: Request, coordinator: User, officer: User, other_officer: User
) -> None:
    client.force_login(coordinator)
    for page in ("/", "/tasks/mine/", f"/units/{sent.unit_id}/"):
        assert sent.number in text(client, page)
    day = sent.turn_due_on
    assert day is not None
    for user, entries in ((officer, 1), (coordinator, 1), (other_officer, 0)):
        assert len(list(due_days(user, day, day))) == entries
