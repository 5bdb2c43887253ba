"""The pages of the conference, and the command."""

from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.management import CommandError, call_command
from django.test import Client
from tests.factories import fresh, queries_of

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.agenda.registry import waiting
from zhicheng.foundation.files.queries import content
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.meetings import actions, queries
from zhicheng.governance.meetings.models import Conference, Meeting, Resolution, Seat
from zhicheng.governance.meetings.views.elsewhere import meeting_days
from zhicheng.governance.tasks.models import Task


def post(client: Client, url: str, given: dict[str, Any] | None = None) -> tuple[int, str]:
    answer = client.post(url, given or {}, follow=True)
    return answer.status_code, answer.content.decode()


def get(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def test_a_conference_and_its_seats(
    client: Client, coordinator: User, science: Unit, head: User
) -> None:
    client.force_login(coordinator)
    assert "还没有联席会议" in get(client, "/meetings/conferences/")
    get(client, "/meetings/conferences/new/")
    given = {"name": "联席会议", "founded_on": "2025-01-01", "document": "示政办〔2025〕1号"}
    assert post(client, "/meetings/conferences/new/", {**given, "name": ""})[0] == 422
    assert "没有登记在任成员" in post(client, "/meetings/conferences/new/", given)[1]
    found = Conference.objects.get()
    url = f"/meetings/conferences/{found.pk}/"
    seat = {
        "kind": "member", "unit": science.pk, "office": "局长", "person": "张三",
        "user": head.pk, "valid_from": "2025-01-01",
    }  # fmt: skip
    get(client, f"{url}seats/")
    assert "张三" in post(client, f"{url}seats/", seat)[1]
    status, said = post(client, f"{url}seats/", seat)
    assert status == 422
    assert "任期不能重叠" in said
    row = Seat.objects.get()
    get(client, f"/meetings/seats/{row.pk}/end/")
    assert post(client, f"/meetings/seats/{row.pk}/end/", {"on": "2024-01-01"})[0] == 422
    assert "其他任期" in post(client, f"/meetings/seats/{row.pk}/end/", {"on": "2025-06-30"})[1]
    assert "2025年6月30日在任（1 人）" in get(client, f"{url}?on=2025-06-30")
    assert "在任（0 人）" in get(client, f"{url}?on=2025-07-01")
    assert "在任（0 人）" in get(client, f"{url}?on=x")


def test_a_seat_is_taken_off_and_a_conference_ends(
    client: Client, invited: Meeting, seats: list[Seat], coordinator: User, today: date
) -> None:
    client.force_login(coordinator)
    conference = f"/meetings/conferences/{invited.conference_id}/"
    drop = f"/meetings/seats/{seats[2].pk}/drop/"
    assert drop in get(client, conference)
    assert "王五" in get(client, drop)
    assert post(client, drop, {"reason": ""})[0] == 422
    assert "席位已删去" in post(client, drop, {"reason": "姓名写错"})[1]
    assert client.get(drop).status_code == 404
    end = f"{conference}end/"
    get(client, end)
    typed = {"on": today - timedelta(1), "reason": "示委〔2026〕3号"}
    status, said = post(client, end, typed)
    assert status == 422
    assert "未召开的请先取消" in said and "示委〔2026〕3号" in said
    later = today + timedelta(3)
    assert f"{later.isoformat()}结束" in post(client, end, {**typed, "on": later})[1]
    assert "筹备会议" not in get(client, conference)
    assert "已登记于" in post(client, end, {**typed, "on": later})[1]
    Conference.objects.update(ended_on=today - timedelta(1))
    assert "已结束" in get(client, conference)


def test_a_meeting_from_the_agenda_to_the_ledger(
    client: Client, conference: Conference, seats: list[Seat], science: Unit, coordinator: User,
    leader: User, head: User, today: date,
) -> None:  # fmt: skip
    client.force_login(coordinator)
    frame = {"title": "第一次会议", "held_on": today, "place": "会议室", "chair": "市长"}
    plan = f"/meetings/conferences/{conference.pk}/plan/"
    get(client, plan)
    assert post(client, plan, {**frame, "place": ""})[0] == 422
    assert "还没有议题" in post(client, plan, frame)[1]
    meeting = Meeting.objects.get()
    url = f"/meetings/{meeting.pk}/"

    def seen() -> dict[str, Any]:
        return {"version": fresh(meeting).version}

    get(client, f"{url}frame/")
    status, said = post(client, f"{url}frame/", {"version": 99, **frame})
    assert status == 422
    assert "筹备" in said
    post(client, f"{url}frame/", {**seen(), **frame, "place": "大会议室"})
    get(client, f"{url}agenda/")
    paper = SimpleUploadedFile("材料.txt", "材料".encode())
    item = {"title": "听取汇报", "unit": science.pk, "uploads": [paper]}
    assert "材料.txt" in post(client, f"{url}agenda/", {**seen(), **item})[1]
    wrong = SimpleUploadedFile("材料.exe", b"MZ\x00")
    status, said = post(client, f"{url}agenda/", {**seen(), "title": "x", "uploads": [wrong]})
    assert status == 422
    assert "材料.exe" in said
    post(client, f"{url}agenda/", {**seen(), "title": "多余的"})
    spare = meeting.agenda.get(title="多余的")
    get(client, f"/meetings/items/{spare.pk}/drop/")
    assert "议题已删去" in post(client, f"/meetings/items/{spare.pk}/drop/", seen())[1]
    get(client, f"{url}step/invite/")
    assert "已通知" in post(client, f"{url}step/invite/", seen())[1]
    get(client, f"{url}attendance/")
    present = {f"seat_{seat.pk}": "present" for seat in seats[:3]}
    status, said = post(client, f"{url}attendance/", {**seen(), f"seat_{seats[1].pk}": "deputy"})
    assert status == 422
    assert "代为参会" in said
    assert "出席情况已登记" in post(client, f"{url}attendance/", {**seen(), **present})[1]
    post(client, f"{url}step/hold/", seen())
    get(client, f"{url}write/")
    key = meeting.agenda.get().pk
    said = post(client, f"{url}write/", {**seen(), "summary": "概况", f"item_{key}": "同意"})[1]
    assert "纪要已保存" in said
    get(client, f"{url}resolutions/")
    work = {"text": "制定细则。", "lead": science.pk, "due_on": today + timedelta(30)}
    assert post(client, f"{url}resolutions/", {**seen(), **work, "due_on": ""})[0] == 422
    post(client, f"{url}resolutions/", {**seen(), **work})
    post(client, f"{url}resolutions/", {**seen(), "text": "写错的。"})
    slip = Resolution.objects.get(text="写错的。")
    get(client, f"/meetings/resolutions/{slip.pk}/drop/")
    post(client, f"/meetings/resolutions/{slip.pk}/drop/", seen())
    draft = client.get(f"{url}minutes/")
    assert b"".join(draft)[:2] == b"PK"
    post(client, f"{url}step/submit/", seen())
    assert client.get(f"{url}step/confirm/").status_code == 403
    client.force_login(leader)
    assert post(client, f"{url}step/return/", {**seen(), "reason": ""})[0] == 422
    assert "纪要已印发" in post(client, f"{url}step/confirm/", seen())[1]
    client.force_login(coordinator)
    get(client, f"{url}enter/")
    assert "等待各单位签收" in post(client, f"{url}enter/", seen())[1]
    task = Task.objects.get()
    client.force_login(head)
    assert task.number in get(client, url)
    assert "会议议定事项" in get(client, f"/tasks/{task.pk}/")
    issued = client.get(f"{url}minutes/")
    kept = fresh(meeting).file
    assert kept
    assert b"".join(issued) == content(kept)
    material = meeting.agenda.get().materials.get()
    assert b"".join(client.get(f"/meetings/materials/{material.pk}/")) == "材料".encode()


def test_lists_and_the_places_of_others(
    client: Client, drafted: Meeting, leader: User, coordinator: User, head: User, outsider: User,
    today: date,
) -> None:  # fmt: skip
    client.force_login(head)
    assert drafted.title in get(client, "/meetings/")
    assert drafted.title in get(client, "/meetings/?q=全体&state=drafted")
    assert drafted.title not in get(
        client, f"/meetings/?conference={drafted.conference_id}&state=held"
    )
    assert client.get(f"/meetings/{drafted.pk}/minutes/").status_code == 404
    assert "纪要还没有印发" in get(client, f"/meetings/{drafted.pk}/")
    assert [load.count for load in waiting(leader, today) if load.title == "会议纪要"] == [1]
    assert [load for load in waiting(head, today) if load.title == "会议纪要"] == []
    [entry] = meeting_days(head, today, today)
    assert (entry.title, entry.done) == (drafted.title, True)
    assert list(meeting_days(outsider, today, today)) == []


def test_who_may_not(
    client: Client, planned: Meeting, head: User, outsider: User, other_officer: User
) -> None:
    item = planned.agenda.get()
    client.force_login(head)
    for url in (f"/meetings/{planned.pk}/", f"/meetings/{planned.pk}/step/invite/"):
        assert client.get(url).status_code == 404
    assert client.get(f"/meetings/items/{item.pk}/drop/").status_code == 403
    assert client.get("/meetings/conferences/new/").status_code == 403
    client.force_login(outsider)
    assert client.get("/meetings/").status_code == 403
    assert client.get("/meetings/conferences/").status_code == 403


def test_unknown_steps_are_not_found(client: Client, planned: Meeting, coordinator: User) -> None:
    client.force_login(coordinator)
    assert client.get(f"/meetings/{planned.pk}/step/dance/").status_code == 404


def test_a_list_asks_as_much_for_three_as_for_one(
    client: Client, planned: Meeting, conference: Conference, coordinator: User, now: datetime
) -> None:
    client.force_login(coordinator)
    one = queries_of(client, "/meetings/")
    for title in ("又一次", "再一次"):
        frame = actions.Frame(title, now.date(), "会议室", "市长")
        actions.plan_meeting(conference=conference, frame=frame, by=coordinator, at=now)
    assert queries_of(client, "/meetings/") == one


def test_the_command(
    db: None, science: Unit, market: Unit, coordinator: User, leader: User, head: User,
    today: date, tmp_path: Path, capsys: pytest.CaptureFixture[str],
) -> None:  # fmt: skip
    by = ["--by", coordinator.username]

    def run(*words: object) -> str:
        call_command("meetings", *map(str, words))
        return capsys.readouterr().out

    found = ["--name", "联席会议", "--founded-on", "2025-01-01", "--document", "文件"]
    run("found", *found, *by)
    conference = Conference.objects.get().pk
    for person, unit, user in (("张三", "市科技局", head.username), ("李四", "市市场监管局", "")):
        run(
            "seat", conference, "--kind", "member", "--unit", unit, "--office", "局长", "--person",
            person, "--user", user, "--valid-from", "2025-01-01", *by,
        )  # fmt: skip
    assert "张三" in run("members", conference, "--on", today)
    wrong = ["--kind", "vice", "--office", "副市长", "--person", "写错", "--valid-from", today]
    run("seat", conference, *wrong, *by)
    run("drop-seat", Seat.objects.get(person="写错").pk, "--reason", "姓名写错", *by)
    frame = ["--title", "会议", "--held-on", today, "--place", "会议室", "--chair", "市长"]
    meeting = int(run("plan", conference, *frame, *by).splitlines()[0])
    run("change", meeting, *frame, *by)
    paper = tmp_path / "材料.txt"
    paper.write_text("材料", encoding="utf-8")
    run("item", meeting, "--title", "汇报", "--unit", "市科技局", "--file", paper, *by)
    run("item", meeting, "--title", "多余", *by)
    spare = Meeting.objects.get().agenda.get(title="多余")
    run("drop-item", spare.pk, *by)
    run("move", meeting, "--step", "invite", *by)
    one, two = Seat.objects.order_by("pk")
    noted = ["--seat", f"{one.pk}=present", "--seat", f"{two.pk}=deputy:孙七"]
    run("attendance", meeting, *noted, *by)
    run("move", meeting, "--step", "hold", *by)
    run("write", meeting, "--summary", "概况", "--outcome", "同意", *by)
    work = ["--lead", "市科技局", "--unit", "市市场监管局", "--due-on", today + timedelta(9)]
    run("resolve", meeting, "--text", "制定细则。", *work, *by)
    run("resolve", meeting, "--text", "写错", *by)
    run("drop-resolution", Resolution.objects.get(text="写错").pk, *by)
    run("move", meeting, "--step", "submit", *by)
    file = tmp_path / "纪要.docx"
    with pytest.raises(CommandError, match="还没有印发"):
        run("minutes", meeting, file)
    run("move", meeting, "--step", "confirm", "--by", leader.username)
    run("minutes", meeting, file)
    assert file.read_bytes()[:2] == b"PK"
    run("enter", meeting, *by)
    assert Task.objects.get().title == "制定细则。"
    assert "纪要已印发" in run("list")
    run("end", conference, "--on", today, "--reason", "示委〔2026〕3号", *by)
    for words, said in (
        (("enter", meeting, *by), "已经列入"),
        (("enter", meeting, "--by", head.username), "不能办理"),
        (("enter", 99, *by), "没有这次会议"),
        (("minutes", meeting, tmp_path), "写不进"),
        (("attendance", meeting, "--seat", "x", *by), "写法有误"),
        (("item", meeting, "--title", "x", "--file", tmp_path / "no.txt", *by), "打不开"),
        (("end-seat", one.pk, "--on", "2020-01-01", *by), "止日不能早于"),
    ):
        with pytest.raises(CommandError, match=said):
            run(*words)


def test_the_minutes_are_kept_under_the_conferences_name(confirmed: Meeting) -> None:
    assert queries.meetings_for(confirmed.steps.latest("id").by).get().file == confirmed.file
