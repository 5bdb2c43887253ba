"""Drafting, writing, gathering."""

from dataclasses import replace
from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from tests.factories import make_user
from tests.governance.bulletins.conftest import Gathered

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.jobs.models import Job
from zhicheng.governance.bulletins import actions, queries
from zhicheng.governance.bulletins.actions import Overtaken, Period
from zhicheng.governance.bulletins.models import Issue, Report
from zhicheng.governance.bulletins.queries import Asked
from zhicheng.governance.bulletins.rules import Content, Kind, of_plain


def words(report: Report, **more: str) -> dict[str, str]:
    return {**queries.texts_of(report), **more}


def test_a_bulletin_is_drafted_and_its_data_are_gathered(
    drafted: Report, gathered: Gathered, today: object
) -> None:
    assert (drafted.state, drafted.edition, drafted.content) == ("draft", 1, {})
    assert queries.content_of(drafted) is None
    report = gathered(drafted)
    assert (report.state, report.as_of, report.problem) == ("composed", today, "")
    content = queries.content_of(report)
    assert content and content.known["tasks.total"].value == 2
    assert content.head["title"] == report.title
    assert [s.verb for s in queries.steps_of(report)] == ["compose", "draft"]
    verbs = Entry.objects.filter(verb__startswith="bulletins.").values_list("verb", flat=True)
    assert set(verbs) == {"bulletins.draft", "bulletins.compose"}


@pytest.mark.parametrize(
    "who",
    [
        Role.VERIFIER, Role.UNIT_HEAD, Role.UNIT_OFFICER, Role.COUNTY_OFFICER, Role.LEADER,
        Role.AUDITOR, Role.ADMINISTRATOR, None,
    ],
)  # fmt: skip
def test_nobody_but_the_coordinator_writes(
    who: Role | None, composed: Report, quarterly: Period, now: datetime
) -> None:
    unit = composed.drafted_by.unit
    assert unit
    other = make_user(*([who] if who else []), unit=unit, area=unit.area)
    for verb in (
        lambda: actions.draft(period=quarterly, by=other, at=now),
        lambda: actions.draft_again(report=composed, why="更正", by=other, at=now),
        lambda: actions.edit(report=composed, title="题", texts=words(composed), by=other, at=now),
        lambda: actions.gather(report=composed, by=other, at=now),
        lambda: actions.issue(report=composed, signed_off="同意", by=other, at=now),
        lambda: actions.withdraw(report=composed, reason="有误", by=other, at=now),
        lambda: actions.abandon(report=composed, by=other, at=now),
    ):
        with pytest.raises(PermissionDenied):
            verb()
    composed.refresh_from_db()
    assert composed.version == 0


def test_one_paper_of_a_period_at_a_time(
    composed: Report, quarterly: Period, coordinator: User, now: datetime, ledger: object
) -> None:
    with pytest.raises(ValidationError, match="正在编写"):
        actions.draft(period=quarterly, by=coordinator, at=now)
    with pytest.raises(ValidationError) as refused:
        actions.draft(period=replace(quarterly, quarter=None), by=coordinator, at=now)
    assert "quarter" in refused.value.message_dict
    of_plan = replace(quarterly, plan=composed.plan or ledger.plan)  # type: ignore[attr-defined]  # a Ledger
    assert actions.draft(period=of_plan, by=coordinator, at=now).edition == 1
    assert Report.objects.count() == 2


@pytest.mark.usefixtures("issued")
def test_what_was_issued_is_not_drafted_again_without_a_reason(
    quarterly: Period, coordinator: User, now: datetime
) -> None:
    with pytest.raises(ValidationError, match="已经印发"):
        actions.draft(period=quarterly, by=coordinator, at=now)


def test_a_new_edition_has_the_same_words_and_a_reason(
    issued: Issue, coordinator: User, now: datetime, gathered: Gathered
) -> None:
    old = issued.report
    with pytest.raises(ValidationError, match="为什么"):
        actions.draft_again(report=old, why=" ", by=coordinator, at=now)
    new = actions.draft_again(report=old, why="数据更正", by=coordinator, at=now)
    assert (new.edition, new.summary, new.replaces) == (2, old.summary, old)
    with pytest.raises(ValidationError, match="仍有效"):
        actions.draft_again(report=new, why="再来", by=coordinator, at=now)
    with pytest.raises(ValidationError, match="正在编写"):
        actions.draft_again(report=old, why="又一次", by=coordinator, at=now)
    actions.issue(report=gathered(new), signed_off="同意", by=coordinator, at=now)
    old.refresh_from_db()
    assert old.state == "replaced"
    assert queries.content_of(old) == queries.frozen_content(issued)


def test_the_office_writes(composed: Report, coordinator: User, now: datetime) -> None:
    said = words(composed, highlights="已销号{{ tasks.closed }}，截至{{ as_of }}。")
    actions.edit(report=composed, title=" 三季度简报 ", texts=said, by=coordinator, at=now)
    composed.refresh_from_db()
    assert (composed.title, composed.highlights) == ("三季度简报", said["highlights"])


def test_a_placeholder_that_names_nothing_changes_nothing(
    composed: Report, coordinator: User, now: datetime
) -> None:
    said = words(composed, problems="有\n{{ tasks.lost }}项")
    with pytest.raises(ValidationError) as refused:
        actions.edit(report=composed, title="新", texts=said, by=coordinator, at=now)
    assert refused.value.message_dict == {
        "problems": ["第2行第1个字：没有名为“tasks.lost”的数字。"]
    }
    composed.refresh_from_db()
    assert (composed.problems, composed.version) == ("", 0)


def test_a_part_that_is_not_named_stays_and_one_that_no_paper_has_is_refused(
    composed: Report, coordinator: User, now: datetime
) -> None:
    before = queries.texts_of(composed)
    actions.edit(report=composed, title="新", texts={"problems": "无"}, by=coordinator, at=now)
    composed.refresh_from_db()
    assert queries.texts_of(composed) == {**before, "problems": "无"}
    with pytest.raises(ValidationError, match="没有这一部分：foreword、preface"):
        texts = {"preface": "序", "foreword": "序"}
        actions.edit(report=composed, title="又", texts=texts, by=coordinator, at=now)
    composed.refresh_from_db()
    assert composed.title == "新"


def test_a_paper_has_a_title(composed: Report, coordinator: User, now: datetime) -> None:
    with pytest.raises(ValidationError, match="标题"):
        actions.edit(report=composed, title=" ", texts=words(composed), by=coordinator, at=now)


def test_what_was_issued_is_not_written_any_more(
    issued: Issue, coordinator: User, now: datetime
) -> None:
    report = issued.report
    with pytest.raises(ValidationError, match="不能再改"):
        actions.edit(report=report, title="新", texts=words(report), by=coordinator, at=now)


def test_of_two_who_write_at_once_one_is_told(
    composed: Report, coordinator: User, now: datetime
) -> None:
    mine, other = (Report.objects.get(pk=composed.pk) for _ in range(2))
    actions.edit(report=other, title="甲", texts=words(other), by=coordinator, at=now)
    with pytest.raises(Overtaken, match="修改简报或报告"), transaction.atomic():
        actions.edit(report=mine, title="乙", texts=words(mine), by=coordinator, at=now)


def test_data_are_gathered_again_and_the_words_stay(
    composed: Report, coordinator: User, now: datetime, gathered: Gathered, ledger: object
) -> None:
    actions.edit(
        report=composed,
        title="题",
        texts=words(composed, highlights="亮点"),
        by=coordinator,
        at=now,
    )
    actions.gather(report=composed, by=coordinator, at=now)
    with pytest.raises(Refused, match="正在汇总"):
        actions.issue(report=composed, signed_off="同意", by=coordinator, at=now)
    report = gathered(composed)
    assert (report.state, report.highlights, report.title) == ("composed", "亮点", "题")


def test_who_has_lost_the_role_does_not_gather(
    drafted: Report, coordinator: User, gathered: Gathered
) -> None:
    coordinator.grants.all().delete()
    report = gathered(drafted)
    assert report.state == "draft"
    assert report.job and "统筹协调员" in report.job.error


def test_a_paper_that_was_given_up_is_not_gathered(
    drafted: Report, coordinator: User, now: datetime, gathered: Gathered
) -> None:
    Job.objects.update(state="failed")
    actions.abandon(report=Report.objects.get(pk=drafted.pk), by=coordinator, at=now)
    Job.objects.update(state="queued")
    report = gathered(drafted)
    assert (report.state, report.content) == ("abandoned", {})


def test_a_figure_without_lineage_makes_the_paper_refuse_naming_it(
    drafted: Report, gathered: Gathered, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = queries.gathered

    def one_is_bare(asked: Asked, progress: object) -> Content:
        content = whole(asked, lambda *_words: None)
        first, *others = content.figures
        return replace(content, figures=(replace(first, lineage=None), *others))

    monkeypatch.setattr(queries, "gathered", one_is_bare)
    report = gathered(drafted)
    assert (report.state, report.content) == ("draft", {})
    assert report.problem == "以下数字没有来源，不能生成：任务总数（tasks.total）。"
    assert report.job and (report.job.state, report.job.error) == ("failed", report.problem)


def test_a_kept_figure_that_has_lost_its_lineage_is_not_issued(
    composed: Report, coordinator: User, now: datetime
) -> None:
    composed.content["figures"][0]["lineage"] = None
    composed.save()
    with pytest.raises(ValidationError, match=r"任务总数（tasks\.total）"):
        actions.issue(report=composed, signed_off="同意", by=coordinator, at=now)
    assert not Issue.objects.exists()


def test_years_of_a_report(coordinator: User, now: datetime, gathered: Gathered) -> None:
    year = Period(Kind.YEARLY, now.year)
    report = gathered(actions.draft(period=year, by=coordinator, at=now))
    assert "tasks" in [t.key for t in of_plain(report.content).tables]
