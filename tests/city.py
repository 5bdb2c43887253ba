"""The sample city with what it lacks, and who is logged in there: what pages are looked at with.

Everything is made by the product's own actions, in the city of a unit test or in that of a running server.
"""

import time
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO

from django.test import Client
from django.urls import reverse

from tests.addresses import AMENDMENT, make_what_the_sample_lacks
from tests.governance.assessment import house
from tests.naming import staffed, who_is
from zhicheng.foundation.accounts.actions.login import password_link
from zhicheng.foundation.accounts.actions.people import add_user
from zhicheng.foundation.accounts.actions.roles import appoint_deputy
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.accounts.sample import PASSWORD
from zhicheng.foundation.jobs.worker import work_once
from zhicheng.governance.assessment import actions as assessment
from zhicheng.governance.assessment.models import Sheet
from zhicheng.governance.bulletins.actions import Period
from zhicheng.governance.bulletins.actions import draft as draft_report
from zhicheng.governance.bulletins.rules import Kind
from zhicheng.governance.meetings import actions as meetings
from zhicheng.governance.meetings.rules import SeatKind
from zhicheng.governance.overview.actions import open_screen
from zhicheng.governance.plans.actions.importing import upload
from zhicheng.governance.plans.models import Version, VersionState
from zhicheng.governance.systems import actions as systems
from zhicheng.governance.systems.models import System
from zhicheng.governance.targets import actions as targets
from zhicheng.governance.targets.models import Target
from zhicheng.governance.tasks import actions as tasks
from zhicheng.governance.tasks.models import Assignment

NOBODY = ""
"""A visitor without a login."""
HALF_WAY = "(half-way)"
"""The administrator, asked for the second factor."""
NEWCOMER = "newcomer"
"""Somebody without a password yet."""
# A plan that leaves open whatever a plan can: a name, days, one of them beyond its own end, units, what a
# bare list means; with a doubt, and with something of every kind.
PLAN = """示例市知识产权服务提升工作方案(2026-2027年)

为提升知识产权服务水平,制定本方案。

一、工作目标

到2027年,建成知识产权服务站30.5个以上,服务企业达到800家,服务满意度达到90%以上。

二、重点任务

(一)夯实基础

1.完善服务网络。编制服务指引,建立服务站名录,建设知识产权服务平台。(责任单位:市科技局、市教育局)

2.规范服务行为。开展信用评价,公开服务标准。每年12月20日前向市政府报告。(牵头单位:市市场监督管理局;责任单位:市司法局)

3.丰富服务产品。面向中小企业推出服务清单。(完成时限:2030年12月)

(二)做好保障

1.培养服务人才。开设专题课程。(责任单位:市新设局)

三、实施步骤

(一)启动阶段(2026年12月底前)。印发方案,明确分工。

(二)推进阶段(2027年11月底前)。全面落实各项任务。
"""
NO_PLAN = "会议室使用须知\n请保持整洁。\n"


def furnish(now: datetime) -> None:
    """Make what the sample lacks: plans being read, that cannot be read and under review, a deputy, people
    on their way to a password, names that are hard to place, claims of this year's assessment, and an
    assessment that was announced."""
    make_what_the_sample_lacks(now)
    office, admin = (User.objects.get(username=name) for name in ("coordinator", "admin"))
    for name, text in (("服务方案.txt", PLAN), ("须知.txt", NO_PLAN)):
        _be_read(upload(stream=BytesIO(text.encode()), name=name, by=office, at=now), now)
    # No worker takes it before its time, so that it is still being read when it is looked at.
    later = now + timedelta(hours=8)
    waiting = AMENDMENT.replace("强市建设", "保护")
    upload(stream=BytesIO(waiting.encode()), name="等待读取.txt", by=office, at=later)
    draft_report(period=Period(Kind.YEARLY, now.year - 1), by=office, at=later)
    add_user(username=NEWCOMER, name="示例·新同事", unit=None, by=admin, at=now)
    head, deputy = (User.objects.get(username=name) for name in ("kjj-head", "kjj"))
    week = now.date() + timedelta(days=7)
    appoint_deputy(
        absent=head, deputy=deputy, valid_from=now.date(), valid_to=week, by=head, at=now
    )
    _say_at_length(now)
    _claim(now)
    _announce(now)
    _end_a_conference(now)


def _say_at_length(now: datetime) -> None:
    """Names as long as can be, with no place to break at: of a sub-task, of milestones, of an address, of a
    file."""
    office = User.objects.get(username="coordinator")
    led = Assignment.objects.filter(stage="in_progress", kind="lead", task__parent=None)[0]
    given = tasks.Breakdown("Z" * 300, led.task.due_on, {led.unit: None})
    [sub] = tasks.break_down(task=led.task, breakdown=given, by=office, at=now)
    tasks.add_milestone(
        task=sub, title="M" * 200, due_on=sub.due_on, expected=50, by=office, at=now
    )
    system = System.objects.filter(milestones__done_on=None, state="building")[0]
    systems.save_milestone(
        system=system, name="W" * 100, due_on=now.date() - timedelta(days=30), by=office, at=now
    )
    link = f"https://{'platform.' * 20}example.cn/{'a' * 80}"
    systems.save_link(system=system, link=link, no_link="", by=office, at=now)
    target = Target.objects.filter(shares__isnull=False)[0]
    figure = targets.Figure("统计公报", target.value, target.unit)
    targets.observe(
        target=target, as_of=now.date(), figure=figure, evidence=house.upload("F" * 116 + ".pdf"),
        by=User.objects.get(username=who_is(Role.UNIT_OFFICER, target.owner_id)), at=now,
    )  # fmt: skip


def _claim(now: datetime) -> None:
    """On one of this year's sheets a bonus and a proof, on one that was handed in a deduction."""
    running = Sheet.objects.filter(scheme__state="published", scheme__subject="units")
    own, handed_in = (running.filter(state=s).order_by("pk")[0] for s in ("open", "submitted"))
    head, verifier = house.head_of(own.unit), User.objects.get(username="verifier")
    for sheet, kind, by in ((own, "bonus", head), (handed_in, "deduction", verifier)):
        assessment.adjust(
            sheet=sheet, clause=sheet.scheme.clauses.get(kind=kind), said="见附件。",
            points=Decimal(1), by=by, at=now, upload=house.upload(),
        )  # fmt: skip
    entry = own.entries.filter(indicator__method="judged")[0]
    assessment.prove(entry=entry, upload=house.upload(), by=head, at=now)


def _announce(now: datetime) -> None:
    """An assessment of two units that was announced; one appeals."""
    coordinator, verifier = (User.objects.get(username=n) for n in ("coordinator", "verifier"))
    office = house.Office(coordinator, verifier, now)
    scheme = office.draft(staffed().order_by("order", "pk")[:2])
    office.publish(scheme)
    sheets = list(scheme.sheets.select_related("scheme", "unit"))
    for sheet in sheets:
        house.hand_in(sheet, now)
        office.verify(sheet)
    office.announce(scheme)
    appealing = house.fresh_sheet(sheets[0])
    assessment.appeal(
        sheet=appealing, against=house.entries(appealing)[house.QUALITY], text="信息均按时报送，请予复核。",
        upload=house.upload(), by=house.head_of(appealing.unit), at=now,
    )  # fmt: skip


def _end_a_conference(now: datetime) -> None:
    """A leading group that was dissolved, with a seat that was never used."""
    office = User.objects.get(username="coordinator")
    group = meetings.found_conference(
        name="示例市商标战略工作领导小组", founded_on=date(2021, 4, 1), document="示政办〔2021〕12号",
        by=office, at=now,
    )  # fmt: skip
    meetings.give_seat(
        conference=group, kind=SeatKind.CONVENER, unit=None, office="副市长", person="示例·前任副市长",
        valid_from=group.founded_on, by=office, at=now,
    )  # fmt: skip
    meetings.end_conference(
        conference=group, on=date(2025, 3, 9), reason="职责并入知识产权工作联席会议（示政办〔2025〕9号）",
        by=office, at=now,
    )  # fmt: skip


def _be_read(version: Version, now: datetime) -> None:
    """Here, or by a worker of the city that was quicker."""
    while version.state == VersionState.READING:
        assert version.job
        if work_once("test", at=now, only=version.job) is None:
            time.sleep(0.1)
        version.refresh_from_db(fields=["state"])


def link_to_a_password(now: datetime) -> list[str]:
    """The two parts of a one-time link."""
    admin, person = (User.objects.get(username=name) for name in ("admin", "bqj"))
    link = password_link(user=person, by=admin, at=now)
    return [link.uid, link.token]


def screen_on_the_wall(now: datetime) -> str:
    """The secret of its address."""
    return open_screen(by=User.objects.get(username="mayor"), at=now)


def client_of(who: str) -> Client:
    """Logged in as somebody who has just given the password, or as far as ``who`` says."""
    client = Client(SERVER_NAME="127.0.0.1")
    if who == HALF_WAY:
        client.post(reverse("account_login"), {"login": "admin", "password": PASSWORD})
    elif who != NOBODY:
        client.force_login(User.objects.get(username=who))
        client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    return client
