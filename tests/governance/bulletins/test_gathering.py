"""What a paper says is what the pages of the other rooms say on that day."""

from collections.abc import Callable
from datetime import date, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from tests.factories import make_unit, make_user
from tests.governance.supervision.conftest import WORDING
from tests.governance.tasks.breaking import broken_down
from tests.governance.tasks.ledger import PDF, Ledger, Order, part

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.assessment.models import Scheme, Snapshot
from zhicheng.governance.bulletins.queries import Asked, gathered
from zhicheng.governance.bulletins.rules import FIGURES, Content, Figure, Table, unfounded
from zhicheng.governance.meetings import sample as meetings
from zhicheng.governance.plans.models import Item, Plan
from zhicheng.governance.supervision import actions as supervision
from zhicheng.governance.supervision.rules import RequestKind
from zhicheng.governance.targets import actions as targets
from zhicheng.governance.targets.models import Target
from zhicheng.governance.tasks.models import Assignment, Task
from zhicheng.governance.tasks.queries import counts_for
from zhicheng.governance.tasks.rules import Condition, Stage

Of = Callable[..., Content]


@pytest.fixture
def of(coordinator: User, today: date) -> Of:
    """The content of a paper about the last thirty days."""

    def content(**more: Any) -> Content:
        given = {
            "user": coordinator, "first": today - timedelta(30), "last": today, "on": today,
            "plan": None, "whole_year": False, **more,
        }  # fmt: skip
        return gathered(Asked(**given), lambda *_words: None)

    return content


def table(content: Content, key: str) -> Table:
    return next(table for table in content.tables if table.key == key)


def value(content: Content, key: str) -> Decimal | None:
    return content.known[key].value


@pytest.mark.usefixtures("science", "market", "leader")
def test_the_meetings_of_the_period_and_what_became_of_their_resolutions(
    of: Of, today: date, now: datetime
) -> None:
    for name in sorted({"市财政局", "市工业和信息化局", "市版权局"}):
        make_unit(name)
    meetings.create(at=now)
    content = of(first=today - timedelta(130))
    known = {key: value(content, key) for key in FIGURES if key.startswith(("meet", "resol"))}
    assert known == {
        "meetings.held": 4, "resolutions.made": 6, "resolutions.entered": 2,
        "resolutions.closed": 0,
    }  # fmt: skip
    assert unfounded(content.all_figures) == []
    assert content.known["resolutions.made"].rows == "#resolutions"
    lines = table(content, "resolutions").lines
    assert [line[-1] for line in lines] == [
        "待签收", "待签收", "不需列入台账", "尚未列入台账", "尚未列入台账", "不需列入台账",
    ]  # fmt: skip
    numbers = {task.number for task in Task.objects.all()}
    assert {lines[0][4], lines[1][4]} == numbers and lines[2][4] == "—"
    assert [line[-1] for line in table(content, "meetings").lines] == [
        "纪要已印发", "纪要已印发", "纪要待审定", "已召开",
    ]  # fmt: skip
    recent = of()
    assert [value(recent, key) for key in ("meetings.held", "resolutions.made")] == [2, 0]
    minutes = of(first=today - timedelta(130), plan=Task.objects.all()[0].plan)
    assert [value(minutes, key) for key in ("meetings.held", "resolutions.made")] == [1, 2]


@pytest.mark.usefixtures("tasks")
def test_every_figure_says_where_it_comes_from(of: Of) -> None:
    content = of(whole_year=True)
    assert unfounded(content.all_figures) == []
    assert FIGURES.keys() <= content.known.keys()


@pytest.mark.usefixtures("tasks")
def test_the_ledger_is_counted_as_its_pages_count(of: Of, coordinator: User, today: date) -> None:
    content, counts = of(), counts_for(coordinator, today)
    assert value(content, "tasks.total") == counts.tasks.total == 2
    assert value(content, "tasks.overdue") == counts.tasks.lights[Condition.OVERDUE] == 1
    assert value(content, "tasks.open") == 2
    assert value(content, "tasks.closed_rate") == 0
    for key, tallies in (("chapters", counts.chapters), ("units", counts.units)):
        lines = table(content, key).lines
        assert [line[1].value for line in lines] == [t.total for t in tallies]  # type: ignore[union-attr]  # a figure
    (late,) = table(content, "overdue").lines
    assert late[-1].value == 20  # type: ignore[union-attr]  # as above
    assert late[2] == "市科技局（牵头）"


@pytest.mark.usefixtures("sample_city")
def test_the_columns_of_a_table_add_up_to_all(today: date) -> None:
    office = User.objects.get(username="coordinator")
    Assignment.objects.filter(pk=Assignment.objects.filter(stage="in_progress")[0].pk).update(
        stage=Stage.ENDED
    )
    asked = Asked(
        user=office, first=today - timedelta(30), last=today, on=today, plan=None, whole_year=False
    )
    content = gathered(asked, lambda *_words: None)
    ended = 0
    for key in ("chapters", "units", "counties"):
        found = table(content, key)
        places = {name: n for n, (name, _head) in enumerate(found.columns)}
        for line in found.lines:
            total, *parts = (cell.value for cell in line[1:] if isinstance(cell, Figure))
            assert total == sum(part or 0 for part in parts), line[0]
            if key == "units":
                ended += int(line[places["ended"]].value)  # type: ignore[arg-type,union-attr]  # a figure
        assert any(line[places["normal"]].value for line in found.lines)  # type: ignore[union-attr]  # as above
    assert ended == 1


def test_an_empty_ledger_has_no_rate_which_is_not_zero(of: Of) -> None:
    content = of(whole_year=True)
    assert content.known["tasks.closed_rate"].words == "尚无数据"
    assert value(content, "tasks.total") == 0
    assert table(content, "tasks").lines == ()


def test_a_paper_about_a_plan_counts_it_alone(
    of: Of, tasks: list[Task], coordinator: User, science: Unit, now: datetime
) -> None:
    other = Ledger(coordinator, now, "另一份方案")
    (far,) = other.publish(Order("建设知识产权服务站", lead=[science]))
    both, one = of(whole_year=True), of(plan=other.plan, whole_year=True)
    assert value(both, "tasks.total") == 3
    assert value(one, "tasks.total") == 1
    assert [line[0] for line in table(one, "tasks").lines] == [far.number]
    assert f"plan={other.plan.pk}" in one.known["tasks.overdue"].rows
    assert "示例市知识产权强市建设工作方案 · " in str(table(both, "chapters").lines[1][0])
    assert table(one, "overdue").lines == ()
    assert table(both, "closed").lines == table(one, "closed").lines == ()


def test_what_was_closed_in_the_period_is_listed(
    of: Of, tasks: list[Task], science: Unit, now: datetime, today: date
) -> None:
    rows = Assignment.objects.filter(task__in=tasks, unit=science)
    rows.update(stage=Stage.CLOSED, closed_at=now - timedelta(3))
    content = of()
    assert value(content, "closed.parts") == 2
    assert value(content, "closed.late") == 1
    assert [line[0] for line in table(content, "closed").lines] == [t.number for t in tasks]
    assert value(of(first=today, last=today), "closed.parts") == 0


def test_supervision_of_the_period(
    of: Of, tasks: list[Task], coordinator: User, science: Unit, officer: User, head: User,
    now: datetime, today: date, ledger: Ledger,
) -> None:  # fmt: skip
    order = supervision.raise_order(
        unit=science, parts=[part(tasks[0], science)], wording=WORDING, by=coordinator, at=now
    )
    supervision.move_order(order=order, verb="issue", by=coordinator, at=now)
    asked = supervision.Asked(RequestKind.INSTRUCTION, "经费来源", "请明确经费渠道。", 5)
    request = supervision.draft_request(unit=science, asked=asked, by=officer, at=now)
    supervision.move_request(request=request, verb="submit", by=head, at=now)
    content = of()
    for key in ("orders.issued", "requests.raised"):
        assert value(content, key) == 1
    for key in ("orders.closed", "orders.late", "requests.answered", "circulars.published"):
        assert value(content, key) == 0
    assert table(content, "orders").lines[0][1] == WORDING.title
    assert table(content, "requests").lines[0][1] == "经费来源"
    assert value(of(plan=ledger.plan), "orders.issued") == 1
    assert value(of(plan=ledger.plan), "requests.raised") == 0, "it is about no task"
    assert value(of(on=today + timedelta(60)), "orders.late") == 1
    before = today - timedelta(1)
    assert value(of(first=before, last=before), "orders.issued") == 0


def test_a_circular_of_the_period(
    of: Of, tasks: list[Task], coordinator: User, science: Unit, now: datetime
) -> None:
    heading = supervision.Heading("督办情况通报", "")
    day = now.date()
    row = supervision.draft_circular(
        heading=heading, period_from=day, period_to=day, by=coordinator, at=now
    )
    from zhicheng.governance.supervision.queries import Grounds
    from zhicheng.governance.supervision.rules import EntryKind

    supervision.add_entry(
        circular=row, kind=EntryKind.CRITICISM, unit=science, reason="逾期未办结",
        grounds=Grounds(tasks=[tasks[0]]), by=coordinator, at=now,
    )  # fmt: skip
    supervision.publish_circular(circular=row, by=coordinator, at=now)
    content = of()
    assert value(content, "circulars.published") == 1
    assert table(content, "circulars").lines[0][0] == row.number


@pytest.fixture
def target(
    ledger: Ledger, science: Unit, coordinator: User, now: datetime, tasks: list[Task]
) -> Target:
    row = Target.objects.create(
        plan=ledger.plan, item=Item.objects.filter(version__plan=ledger.plan)[0], key=tasks[0].key,
        position=1, indicator="每万人口高价值发明专利拥有量", comparator=">=", value=Decimal(3),
        unit="件", due_on=now.date() + timedelta(400), opened_at=now,
    )  # fmt: skip
    targets.confirm(
        target=row, owner=science, baseline=None, baseline_on=None, by=coordinator, at=now
    )
    row.refresh_from_db()
    return row


def observe(target: Target, by: User, now: datetime, days: int, number: int) -> None:
    targets.observe(
        target=target, as_of=now.date() - timedelta(days), by=by, at=now,
        figure=targets.Figure("市统计月报", Decimal(number), "件"),
        evidence=targets.Upload("月报.pdf", BytesIO(PDF + bytes([days]))),
    )  # fmt: skip


def test_a_target_without_a_value_is_unknown_with_its_lineage(of: Of, target: Target) -> None:
    figure = of().known[f"target.{target.pk}"]
    assert figure.words == "尚无数据"
    assert figure.lineage and figure.lineage.count == 0
    assert "尚无数值" in figure.lineage.source


def test_a_value_names_source_day_and_evidence(
    of: Of, target: Target, officer: User, now: datetime
) -> None:
    observe(target, officer, now, 20, 1)
    observe(target, officer, now, 5, 2)
    content = of(plan=target.plan)
    figure = content.known[f"target.{target.pk}"]
    assert figure.words == "2件"
    assert figure.lineage and figure.lineage.count == 1
    for words in ("市统计月报", str(now.date() - timedelta(5)), "月报.pdf", "SHA-256"):
        assert words in figure.lineage.source
    assert value(content, "targets.total") == value(content, "targets.measured") == 1
    assert table(content, "targets").lines[0][-1] == "市科技局"


def test_a_sum_names_all_that_it_is_the_sum_of(
    of: Of, target: Target, officer: User, now: datetime
) -> None:
    Target.objects.filter(pk=target.pk).update(
        cumulative=True, period_start=now.date() - timedelta(300)
    )
    target.refresh_from_db()
    observe(target, officer, now, 20, 1)
    observe(target, officer, now, 5, 2)
    figure = of().known[f"target.{target.pk}"]
    assert figure.value == 3
    assert figure.lineage and figure.lineage.count == 2
    assert figure.lineage.source.startswith("2次填报")


def test_results_are_those_that_were_frozen(
    of: Of, coordinator: User, now: datetime, today: date
) -> None:
    scheme = Scheme.objects.create(
        title="年度考核", year=today.year, origin="own", subject="units", state="frozen",
        period_start=today, period_end=today, self_by=today, published_at=now,
        announced_on=today, appeal_until=today, frozen_at=now,
    )  # fmt: skip
    content = (
        '{"sheets":[{"unit":"市科技局","total":"88.5","rank":2},{"unit":"市财政局","total":"90","rank":1},'
        '{"unit":"市商务局","total":null,"rank":null}]}'
    )
    Snapshot.objects.create(scheme=scheme, content=content, sha256="a" * 64, by=coordinator, at=now)
    lines = table(of(), "assessment").lines
    assert [line[1] for line in lines] == ["市财政局", "市科技局", "市商务局"]
    assert lines[1][2].words == "88.5分"  # type: ignore[union-attr]  # a figure
    before = today - timedelta(1)
    assert table(of(first=before, last=before), "assessment").lines == ()
    this_year = of(first=today.replace(month=1, day=1), last=before, whole_year=True)
    assert len(table(this_year, "assessment").lines) == 3


@pytest.mark.usefixtures("tasks")
def test_only_what_the_person_sees_is_gathered(of: Of, science: Unit) -> None:
    stranger = make_user(Role.UNIT_OFFICER, unit=science)
    assert value(of(user=stranger), "tasks.total") == 2
    assert value(of(user=make_user()), "tasks.total") == 0


@pytest.mark.usefixtures("tasks")
def test_every_task_stands_in_a_yearly_paper(of: Of) -> None:
    lines = table(of(whole_year=True), "tasks").lines
    assert len(lines) == 2
    assert "逾期" in lines[0]
    assert "tasks" not in [t.key for t in of().tables]


def test_the_tasks_that_plans_name_are_counted_as_the_public_sees_them(
    of: Of, tasks: list[Task], science: Unit, coordinator: User, now: datetime
) -> None:
    whole = tasks[1]
    (inside,) = broken_down(whole, science, by=coordinator, at=now)
    resolved = Ledger(coordinator, now, "会议议定事项")
    (order,) = resolved.publish(Order("研究服务站经费", lead=[science]))
    Plan.objects.filter(pk=resolved.plan.pk).update(ordered=True)
    content = of()
    assert value(content, "tasks.total") == 4
    assert value(content, "tasks.named") == 2
    chapters = table(content, "chapters")
    assert [line[1].value for line in chapters.lines] == [1, 1]  # type: ignore[union-attr]  # a figure
    assert "各章之和" in chapters.note
    assert value(content, "tasks.named_overdue") == 1
    line = content.known["tasks.named"].lineage
    assert line is not None and "不含分解的子任务" in line.rule
    total = content.known["tasks.total"].lineage
    assert total is not None and "含分解的子任务" in total.rule
    client = Client()
    client.force_login(coordinator)
    page = client.get(line.rows).content.decode()
    assert whole.number in page and inside.number not in page and order.number not in page
    of_one = chapters.lines[1][1]
    assert isinstance(of_one, Figure) and "level=named" in of_one.rows
    page = client.get(of_one.rows).content.decode()
    assert whole.number in page and inside.number not in page
