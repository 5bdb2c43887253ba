"""Where a system may run, when its milestones may lie, and what its procedure allows."""

from datetime import date
from pathlib import Path

import pytest

from zhicheng.engines.procedures.drawing import mermaid
from zhicheng.engines.procedures.running import Refused, apply, hindrance
from zhicheng.governance.systems.rules import (
    BUILD,
    TOLD,
    As,
    Facts,
    State,
    in_time,
    link_faults,
    may_change,
    milestone_faults,
    reached_faults,
)


def page(path: str) -> bool:
    return path == "/tasks/"


@pytest.mark.parametrize(
    "link",
    [
        "https://ip.example.cn",
        "https://ip.example.cn:8443/platform?a=1#top",
        "https://知识产权.example.cn/",
        "/tasks/?plan=1",
        "https://114.114.114.114/",
        "https://127.example.cn/",
    ],
)
def test_an_https_address_or_a_page_of_the_product_holds_up(link: str) -> None:
    assert link_faults(link, "", page) == {}


@pytest.mark.parametrize(
    ("link", "said"),
    [
        ("http://ip.example.cn", "https://"),
        ("javascript:alert(1)", "https://"),
        ("https://ip.example.cn/\u202emoc", "不可见字符"),
        ("data:text/html,x", "https://"),
        ("//ip.example.cn/x", "https://"),
        ("https://", "https://"),
        ("https://platform", "https://"),
        ("https://-a.example.cn", "https://"),
        ("https://user@ip.example.cn/", "https://"),
        ("https://ip.example.cn:99999/", "https://"),
        ("https://ip.example.cn:0/", "https://"),
        ("https://[::1/", "https://"),
        ("https://a..cn/", "https://"),
        ("ip.example.cn", "https://"),
        ("https://127.0.0.1/", "本机"),
        ("https://127.8.9.10:8443/a", "本机"),
        ("https://127.1/", "本机"),
        ("https://0x7f.0.0.1/", "本机"),
        ("https://１２７.0.0.1/", "本机"),
        ("https://0.0.0.0/", "本机"),
        ("https://10.1.2.3/", "内部网络"),
        ("https://192.168.0.1/", "内部网络"),
        ("https://[::1]/", "本机"),
        ("https://[fe80::1]/", "本机"),
        ("https://localhost/", "本机"),
        ("https://localhost:8443/", "本机"),
        ("https://LOCALHOST/", "本机"),
        ("https://a.localhost/", "本机"),
        ("https://platform.local/", "本机"),
        ("https://[2400:3200::1]/", "https://"),
        ("https://ip.example.cn/a b", "空格"),
        ("https:\\\\ip.example.cn", "反斜线"),
        ("/nowhere/", "没有这个页面"),
        ("https://ip.example.cn/" + "a" * 300, "300"),
    ],
)
def test_any_other_address_is_refused_beside_its_field(link: str, said: str) -> None:
    faults = link_faults(link, "", page)
    assert list(faults) == ["link"]
    assert said in faults["link"]


def test_a_reason_stands_for_the_address_but_not_beside_it() -> None:
    assert link_faults("", "在政务内网运行", page) == {}
    assert list(link_faults("", "", page)) == ["link"]
    assert list(link_faults("/tasks/", "在政务内网运行", page)) == ["no_link"]


START, END = date(2026, 1, 1), date(2028, 12, 31)


@pytest.mark.parametrize(
    ("day", "fault"),
    [
        (date(2025, 12, 31), "早于方案开始"),
        (START, ""),
        (END, ""),
        (date(2029, 1, 1), "晚于方案结束"),
    ],
)
def test_a_milestone_lies_within_the_plan(day: date, fault: str) -> None:
    assert fault in milestone_faults(day, START, END).get("due_on", "")
    assert bool(milestone_faults(day, START, END)) == bool(fault)


def test_a_plan_without_a_period_sets_no_bounds() -> None:
    assert milestone_faults(date(1990, 1, 1), None, None) == {}
    assert reached_faults(date(1990, 1, 1), None, date(2026, 1, 1)) == {}


def test_nothing_is_reached_tomorrow_or_before_the_plan() -> None:
    today = date(2026, 11, 22)
    assert reached_faults(today, START, today) == {}
    assert "今天" in reached_faults(date(2026, 11, 23), START, today)["done_on"]
    assert "开始" in reached_faults(date(2025, 1, 1), START, today)["done_on"]


def test_the_unit_changes_a_milestone_only_ahead_of_its_day() -> None:
    today = date(2026, 11, 22)
    assert may_change(date(2026, 11, 23), office=False, today=today)
    assert not may_change(today, office=False, today=today)
    assert may_change(date(2026, 1, 1), office=True, today=today)


@pytest.mark.parametrize(
    ("done_on", "said_on", "timely"),
    [(START, START, True), (START, date(2026, 1, 2), False), (date(2026, 1, 2),) * 2 + (False,)],
)
def test_in_time_is_what_was_reached_and_said_in_time(
    done_on: date, said_on: date, timely: bool
) -> None:
    assert in_time(START, done_on, said_on) is timely


def test_only_the_head_launches_and_only_what_can_be_looked_at() -> None:
    linked = Facts(owned=True, linked=True)
    with pytest.raises(Refused, match="负责人办理"):
        apply(BUILD, State.TRIAL, "launch", who={As.OFFICER, As.COORDINATOR}, facts=linked)
    with pytest.raises(Refused, match="运行地址"):
        apply(BUILD, State.TRIAL, "launch", who={As.HEAD}, facts=Facts(owned=True))
    assert apply(BUILD, State.TRIAL, "launch", who={As.HEAD}, facts=linked).to == State.RUNNING


@pytest.mark.parametrize("verb", ["begin", "try_out", "launch", "rework", "resume"])
def test_what_the_plan_no_longer_lists_goes_no_further(verb: str) -> None:
    edge = next(t for t in BUILD.transitions if t.verb == verb)
    gone = Facts(owned=True, ordered=False, linked=True)
    assert "不再列入" in hindrance(BUILD, edge, gone)


def test_without_a_unit_nothing_is_resumed() -> None:
    with pytest.raises(Refused, match="建设单位"):
        apply(BUILD, State.STOPPED, "resume", who={As.COORDINATOR}, facts=Facts(), reason="恢复")


def test_the_documentation_shows_the_procedure_as_it_is() -> None:
    text = (Path(__file__).parents[3] / "docs" / "systems.md").read_text("utf-8")
    assert f"```mermaid\n{mermaid(BUILD)}```" in text


def test_only_verbs_of_the_procedure_tell_anybody() -> None:
    assert set(TOLD) - {"open", "assign", "revoke_milestone"} <= {t.verb for t in BUILD.transitions}
