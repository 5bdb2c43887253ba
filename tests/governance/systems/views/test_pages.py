"""The build list on the screen."""

import io
from datetime import date, datetime

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from openpyxl import load_workbook
from tests.factories import queries_of
from tests.governance.systems.buildlist import BuildList, Listed, fresh_system

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.systems import actions
from zhicheng.governance.systems.models import Milestone, NoteFile, System

LIST = reverse("systems:list")


def url(name: str, key: int, *more: str) -> str:
    return reverse(f"systems:{name}", args=[key, *more])


def text(client: Client, address: str) -> str:
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_the_list_asks_the_same_for_one_and_for_many(
    buildlist: BuildList, client: Client, coordinator: User, science: Unit
) -> None:
    client.force_login(coordinator)
    first = Listed("平台甲", [science])
    buildlist.publish(first)
    queries_of(client, LIST)
    one = queries_of(client, LIST)
    buildlist.publish(first, *(Listed(f"平台{n}", [science]) for n in range(5)))
    assert queries_of(client, LIST) == one


def test_filters_groups_and_export(
    buildlist: BuildList, client: Client, coordinator: User, science: Unit, officer: User,
    now: datetime,
) -> None:  # fmt: skip
    late, _other = buildlist.publish(Listed("平台甲", [science]), Listed("名录乙"))
    day = date(2026, 1, 1)
    actions.save_milestone(system=late, name="开发", due_on=day, by=coordinator, at=now)
    client.force_login(coordinator)
    page = text(client, LIST)
    assert "节点逾期" in page
    assert "未安排节点" in page
    assert "名录乙" not in text(client, f"{LIST}?only=late")
    assert "平台甲" not in text(client, f"{LIST}?only=unowned")
    assert "名录乙" not in text(client, f"{LIST}?q=平台&state=planned&owner={science.pk}")
    for group in ("owner", "chapter", "state"):
        assert "平台甲" in text(client, f"{LIST}?group={group}&print=1")
    answer = client.get(f"{LIST}?export=xlsx")
    book = load_workbook(io.BytesIO(b"".join(answer.streaming_content)))  # type: ignore[attr-defined]  # a file is streamed
    rows = list(book.worksheets[0].iter_rows(values_only=True))
    assert [row[0] for row in rows[1:]] == ["平台甲", "名录乙"]


def test_a_story_by_pages(
    buildlist: BuildList, client: Client, coordinator: User, officer: User, head: User,
    science: Unit,
) -> None:  # fmt: skip
    found = buildlist.publish(Listed())[0]
    client.force_login(coordinator)
    wrong = client.post(url("assign", found.pk), {"version": 0, "owner": ""})
    assert wrong.status_code == 422
    answer = client.post(url("assign", found.pk), {"version": 0, "owner": science.pk})
    assert answer.status_code == 302

    client.force_login(officer)
    _post(client, "decide", found, "begin")
    milestone = {"name": "主体开发", "due_on": "2050-01-01"}
    refused = client.post(url("add_milestone", found.pk), milestone)
    assert refused.status_code == 422
    assert "晚于方案结束" in refused.content.decode()
    assert "2050-01-01" in refused.content.decode(), "what was typed stays"
    milestone["due_on"] = "2030-01-01"
    assert client.post(url("add_milestone", found.pk), milestone).status_code == 302
    key = Milestone.objects.get().pk
    milestone |= {"name": "主体功能开发", "version": "0"}
    assert "主体开发" in text(client, url("milestone", key))
    assert client.post(url("milestone", key), milestone).status_code == 302
    assert (
        client.post(url("reach", key), {"done_on": "2099-01-01", "version": 1}).status_code == 422
    )
    assert (
        client.post(url("reach", key), {"done_on": "2026-01-02", "version": 1}).status_code == 302
    )
    proof = io.BytesIO(b"proof\n")
    proof.name = "证明.txt"
    note = {"text": "主体功能已经完成", "uploads": [proof]}
    assert client.post(url("note", found.pk), note).status_code == 302
    assert client.post(url("note", found.pk), {"text": ""}).status_code == 422
    file = url("evidence", NoteFile.objects.get().pk)
    assert client.get(file).status_code == 200
    assert "节点均已完成" in text(client, LIST)
    _post(client, "decide", found, "try_out")

    client.force_login(head)
    page = text(client, url("system", found.pk))
    assert "按期完成" in page
    assert "请先填写运行地址" in page
    version = fresh_system(found).version
    bad = client.post(url("link", found.pk), {"version": version, "link": "http://a.example.cn"})
    assert bad.status_code == 422
    assert "http://a.example.cn" in bad.content.decode()
    link = {"version": version, "link": "https://ip.example.cn/"}
    assert client.post(url("link", found.pk), link).status_code == 302
    _post(client, "decide", found, "launch")
    page = text(client, url("system", found.pk))
    assert "已上线" in page
    assert "noopener" in page


def _post(client: Client, name: str, system: System, *more: str) -> None:
    given = {"version": fresh_system(system).version}
    assert client.post(url(name, system.pk, *more), given).status_code == 302


def test_who_comes_second_is_told_and_may_do_it_again(
    building: System, client: Client, head: User
) -> None:
    client.force_login(head)
    asked = {"version": building.version - 1, "reason": "不再需要"}
    answer = client.post(url("decide", building.pk, "stop"), asked)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "启动建设" in page
    assert "不再需要" in page, "what was typed stays"
    assert f'value="{building.version}"' in page
    assert client.get(url("decide", building.pk, "stop")).status_code == 200
    for verb in ("end", "fly"):
        assert client.get(url("decide", building.pk, verb)).status_code == 404


def test_a_milestone_is_dropped_after_a_question(
    building: System, client: Client, officer: User, now: datetime
) -> None:
    day = date(2030, 1, 1)
    planned = actions.save_milestone(system=building, name="验收", due_on=day, by=officer, at=now)
    client.force_login(officer)
    assert "未到期" in text(client, url("system", building.pk))
    assert "删除节点" in text(client, url("drop", planned.pk))
    given = {"version": planned.version}
    assert client.post(url("drop", planned.pk), given).status_code == 302
    assert not Milestone.objects.exists()


def test_what_has_come_is_the_coordinators_to_move_with_the_reason(
    building: System, client: Client, officer: User, coordinator: User, now: datetime
) -> None:
    day = date(2026, 1, 1)
    planned = actions.save_milestone(
        system=building, name="验收", due_on=day, by=coordinator, at=now
    )
    page, change, drop = (
        url("system", building.pk), url("milestone", planned.pk), url("drop", planned.pk),
    )  # fmt: skip
    client.force_login(officer)
    assert all(f'"{link}"' not in text(client, page) for link in (change, drop))
    moved = {"version": 0, "name": "验收", "due_on": "2030-01-01", "reason": "改期"}
    refused = client.post(change, moved)
    assert (refused.status_code, "只能由统筹协调员" in refused.content.decode()) == (422, True)
    client.force_login(coordinator)
    assert all(f'"{link}"' in text(client, page) for link in (change, drop))
    assert client.post(change, moved | {"reason": ""}).status_code == 422
    given = {"version": planned.version, "reason": ""}
    assert client.post(drop, given).status_code == 422
    assert client.post(drop, given | {"reason": "并入二期"}).status_code == 302
    assert "理由：并入二期" in text(client, page)
    again = actions.save_milestone(system=building, name="验收", due_on=day, by=coordinator, at=now)
    assert client.post(url("milestone", again.pk), moved).status_code == 302
    assert Milestone.objects.get().due_on == date(2030, 1, 1)


def test_of_two_at_one_milestone_the_second_is_told(
    building: System, client: Client, officer: User, head: User, now: datetime
) -> None:
    day = date(2030, 1, 1)
    planned = actions.save_milestone(system=building, name="验收", due_on=day, by=officer, at=now)
    client.force_login(head)
    seen = {"version": 0, "name": "初验", "due_on": "2030-02-01"}
    actions.save_milestone(
        system=building, milestone=planned, name="终验", due_on=day, by=officer, at=now
    )
    answer = client.post(url("milestone", planned.pk), seen)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "安排建设节点" in page, "who did what is said"
    assert "初验" in page, "what was typed stays"
    assert Milestone.objects.get().name == "终验"
    assert client.post(url("drop", planned.pk), {"version": 0}).status_code == 422
    reached = {"version": 0, "done_on": "2026-01-02"}
    assert client.post(url("reach", planned.pk), reached).status_code == 422
    assert client.post(url("milestone", planned.pk), seen | {"version": 1}).status_code == 302
    assert Milestone.objects.get().name == "初验"


def test_the_coordinator_takes_back_that_a_milestone_was_reached(
    building: System, client: Client, officer: User, coordinator: User, now: datetime
) -> None:
    day = date(2026, 1, 1)
    planned = actions.save_milestone(
        system=building, name="验收", due_on=day, by=coordinator, at=now
    )
    actions.reach(milestone=planned, done_on=day, by=officer, at=now)
    page, revoke = url("system", building.pk), url("revoke", planned.pk)
    client.force_login(officer)
    assert revoke not in text(client, page)
    assert client.get(revoke).status_code == 403
    client.force_login(coordinator)
    assert revoke in text(client, page)
    assert "撤销节点完成：验收" in text(client, revoke)
    given = {"version": planned.version, "reason": ""}
    assert client.post(revoke, given).status_code == 422
    assert client.post(revoke, given | {"reason": "验收材料不全"}).status_code == 302
    shown = text(client, page)
    assert "验收材料不全" in shown and revoke not in shown
    assert Milestone.objects.get().done_on is None


def test_of_a_long_address_the_list_shows_the_host(
    running: System, client: Client, head: User, now: datetime
) -> None:
    client.force_login(head)
    whole = "https://ip.example.cn/" + "a" * 250
    places = {whole: ">ip.example.cn</a>", "/tasks/": ">/tasks/</a>"}
    for link, shown in places.items():
        actions.save_link(system=fresh_system(running), link=link, no_link="", by=head, at=now)
        page = text(client, LIST)
        assert shown in page and f'title="{link}"' in page


def test_what_was_said_afterwards_never_turns_green(
    building: System, client: Client, officer: User, now: datetime, coordinator: User
) -> None:
    day = date(2026, 1, 1)
    for name, done_on in (("开发", day), ("验收", date(2026, 1, 2))):
        planned = actions.save_milestone(
            system=building, name=name, due_on=day, by=coordinator, at=now
        )
        actions.reach(milestone=planned, done_on=done_on, by=officer, at=now)
    client.force_login(officer)
    page = text(client, url("system", building.pk))
    assert "逾期登记" in page and "逾期完成" in page
    assert "按期完成" not in page


def test_what_others_see_and_do_not(
    building: System, client: Client, officer: User, other_officer: User, county_officer: User,
    administrator: User, now: datetime,
) -> None:  # fmt: skip
    proof = [actions.Upload("证明.txt", io.BytesIO(b"proof\n"))]
    actions.note(system=building, text="内部进展", uploads=proof, by=officer, at=now)
    file = url("evidence", NoteFile.objects.get().pk)
    for other in (other_officer, county_officer):
        client.force_login(other)
        page = text(client, url("system", building.pk))
        assert building.name in page
        assert "内部进展" not in page
        assert client.get(file).status_code == 404
        for name in ("assign", "link", "note", "add_milestone"):
            assert client.get(url(name, building.pk)).status_code == 403
    client.force_login(administrator)
    assert client.get(LIST).status_code == 403
    assert client.get(url("system", building.pk)).status_code == 404


def test_a_stopped_system_shows_what_was_left_undone(
    building: System, client: Client, head: User, now: datetime, coordinator: User
) -> None:
    day = date(2026, 1, 1)
    actions.save_milestone(system=building, name="验收", due_on=day, by=coordinator, at=now)
    client.force_login(head)
    assert "逾期" in text(client, url("system", building.pk))
    actions.move(system=building, verb="stop", by=head, at=now, reason="不再建设")
    page = text(client, url("system", building.pk))
    assert "未完成" in page
    assert url("add_milestone", building.pk) not in page
    assert building.name not in text(client, f"{LIST}?only=late")


def test_what_the_plan_no_longer_lists_says_so(
    buildlist: BuildList, client: Client, coordinator: User
) -> None:
    found = buildlist.publish(Listed())[0]
    buildlist.publish()
    client.force_login(coordinator)
    page = text(client, url("system", found.pk))
    assert "不再列入" in page


@pytest.mark.parametrize("version", [None, "", "x", "-1", "9" * 30])
@pytest.mark.parametrize("name", ["assign", "link", "decide", "milestone", "reach", "drop"])
def test_a_form_without_the_version_that_was_seen_changes_nothing(
    name: str, version: str | None, building: System, market: Unit, client: Client,
    coordinator: User, head: User, now: datetime,
) -> None:  # fmt: skip
    planned = actions.save_milestone(
        system=building, name="验收", due_on=date(2030, 1, 1), by=head, at=now
    )
    client.force_login(coordinator if name == "assign" else head)
    whole = {"assign": building.pk, "link": building.pk, "decide": building.pk}
    given = {
        "owner": market.pk, "link": "https://ip.example.cn/", "name": "终验",
        "due_on": "2030-02-01", "done_on": "2026-01-02", "reason": "不再需要",
    }  # fmt: skip
    forged = given if version is None else {**given, "version": version}
    more = ("stop",) if name == "decide" else ()
    answer = client.post(url(name, whole.get(name, planned.pk), *more), forged)
    assert answer.status_code == 422
    assert "页面已过期" in answer.content.decode()
    found = fresh_system(building)
    assert (found.version, found.owner, found.link) == (building.version, building.owner, "")
    assert Milestone.objects.get(name="验收", done_on=None).version == planned.version
    assert client.post(url(name, whole.get(name, planned.pk), *more)).status_code == 422


def test_after_a_slip_what_somebody_else_did_meanwhile_is_not_written_over(
    building: System, science: Unit, market: Unit, client: Client, coordinator: User
) -> None:
    client.force_login(coordinator)
    seen = building.version
    actions.assign(system=building, owner=market, by=coordinator, at=timezone.now())
    slip = client.post(url("assign", building.pk), {"version": seen, "owner": ""})
    assert slip.status_code == 422
    assert f'name="version" value="{seen}"' in slip.content.decode(), "still what was seen"
    told = client.post(url("assign", building.pk), {"version": seen, "owner": science.pk})
    assert "您的操作未执行" in told.content.decode()
    assert f'name="version" value="{seen + 1}"' in told.content.decode()
