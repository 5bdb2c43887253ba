"""What the plan leaves open is settled by a person, with a suggestion that is marked as one."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.utils import timezone
from tests.factories import fresh
from tests.governance.plans.conftest import AMENDED, PLAN, Uploader

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.audit.personal import opened
from zhicheng.foundation.units.models import Alias, Unit
from zhicheng.governance.plans.actions import settling
from zhicheng.governance.plans.actions.reviewing import reject
from zhicheng.governance.plans.actions.steps import redo, undo
from zhicheng.governance.plans.models import BareList, Item, Plan, Version
from zhicheng.governance.plans.queries import differences, frame_changes, open_points
from zhicheng.governance.plans.rules.dates import Due, kept_because, settled_due


def test_a_name_is_given_its_units(
    draft: Version, coordinator: User, now: datetime, units: dict[str, Unit]
) -> None:
    name = draft.unit_names.get(name="市金融办")
    settling.resolve_name(name=name, units=[units["市商务局"]], by=coordinator, at=now)
    name.refresh_from_db()
    assert (name.settled, name.basis, [*name.units.all()]) == (True, "decided", [units["市商务局"]])
    assert not Alias.objects.filter(name="市金融办").exists()


def test_a_name_needs_units_that_are_in_use(
    draft: Version, coordinator: User, now: datetime, units: dict[str, Unit]
) -> None:
    name = draft.unit_names.get(name="市金融办")
    with pytest.raises(ValidationError, match="至少选择一个单位"):
        settling.resolve_name(name=name, units=[], by=coordinator, at=now)
    retired = units["市商务局"]
    retired.active = False
    with pytest.raises(ValidationError, match="已停用"):
        settling.resolve_name(name=name, units=[retired], by=coordinator, at=now)


def test_a_name_can_become_an_alias_of_the_whole_city(
    draft: Version, coordinator: User, now: datetime, units: dict[str, Unit]
) -> None:
    name, trade = draft.unit_names.get(name="市金融办"), units["市商务局"]
    who: dict[str, Any] = {"by": coordinator, "at": now}
    with pytest.raises(ValidationError, match="只能对应一个单位"):
        settling.resolve_name(name=name, units=[trade, units["市司法局"]], for_city=True, **who)
    settling.resolve_name(name=name, units=[trade], for_city=True, **who)
    assert Alias.objects.get(name="市金融办").unit == trade
    settling.resolve_name(name=name, units=[trade], for_city=True, **who)
    with pytest.raises(ValidationError, match="已是示例市商务局的别名"):
        settling.resolve_name(name=name, units=[units["市司法局"]], for_city=True, **who)


def test_suggestions_are_confirmed_together_but_near_spellings_one_by_one(
    draft: Version, coordinator: User, now: datetime
) -> None:
    assert settling.confirm_names(version=draft, by=coordinator, at=now) == 2
    open_names = draft.unit_names.filter(settled=False).values_list("name", flat=True)
    assert set(open_names) == {"市商务局市", "市金融办"}


def test_a_later_version_knows_the_names(
    published: Version, upload: Uploader, units: dict[str, Unit]
) -> None:
    amendment = upload(AMENDED, plan=published.plan)
    name = amendment.unit_names.get(name="市金融办")
    assert (name.settled, name.basis) == (True, "earlier")
    assert [*name.units.all()] == [units["市商务局"]]


@pytest.mark.parametrize(
    ("on", "words"),
    [
        (date(2025, 12, 31), "不能早于方案开始的2026-01-01"),
        (date(2029, 1, 1), "不能晚于方案截止的2028-12-31"),
    ],
)
def test_a_day_outside_the_plan_is_refused_and_nothing_changed(
    draft: Version, coordinator: User, now: datetime, on: date, words: str
) -> None:
    task = draft.items.filter(kind="task")[0]
    with pytest.raises(ValidationError, match=words):
        settling.set_due(item=task, on=on, by=coordinator, at=now)
    task.refresh_from_db()
    assert task.values.get("due_on") is None


def test_a_plan_without_a_period_bounds_no_day(
    draft: Version, coordinator: User, now: datetime
) -> None:
    Version.objects.filter(pk=draft.pk).update(period_start=None, period_end=None)
    task = draft.items.filter(kind="task")[0]
    settling.set_due(item=task, on=date(2031, 6, 30), by=coordinator, at=now)
    task.refresh_from_db()
    assert task.values["due_on"] == "2031-06-30"


def test_a_plan_that_does_not_say_when_it_begins_takes_no_day_long_past(
    draft: Version, coordinator: User, now: datetime
) -> None:
    rows, task = Version.objects.filter(pk=draft.pk), draft.items.filter(kind="task")[0]
    rows.update(period_start=None, period_end=None)
    year = timezone.localdate(draft.created_at).year
    with pytest.raises(ValidationError, match=f"不能早于导入的{year}年"):
        settling.set_due(item=task, on=date(2010, 1, 1), by=coordinator, at=now)
    task.refresh_from_db()
    assert task.values.get("due_on") is None
    rows.update(period_end=date(2012, 12, 31))
    settling.set_due(item=task, on=date(2011, 1, 1), by=coordinator, at=now)
    task.refresh_from_db()
    assert task.values["due_on"] == "2011-01-01", "a plan of the past has days of the past"


def test_a_day_set_by_hand(draft: Version, coordinator: User, now: datetime) -> None:
    task = draft.items.filter(kind="task")[0]
    settling.set_due(item=task, on=date(2027, 6, 30), by=coordinator, at=now)
    task.refresh_from_db()
    assert (task.values["due_on"], task.values["due_source"]) == ("2027-06-30", "decided")


def _stated_outside(draft: Version, due: str = "2030-06-30") -> Item:
    """A task for which the plan states a day beyond its own end."""
    task = draft.items.filter(kind="task")[0]
    task.values = {**task.values, "due": due}
    task.save(update_fields=["values"])
    return task


def test_a_day_that_the_plan_states_outside_of_its_period_is_kept_for_a_reason(
    draft: Version, coordinator: User, now: datetime
) -> None:
    task = _stated_outside(draft)
    assert [p.key for p in open_points(draft) if p.kind == "outside"] == [task.pk]
    settling.keep_due(item=task, reason=" 省里下达的时限 ", by=coordinator, at=now)
    task.refresh_from_db()
    assert settled_due(task.values) == Due(date(2030, 6, 30), "kept")
    assert kept_because(task.values) == "省里下达的时限"
    assert not [p for p in open_points(draft) if p.kind == "outside"]
    entry = Entry.objects.get(verb="plans.keep_due")
    assert "省里下达的时限" not in str(entry.after), "what a person wrote is sealed in the chain"
    assert "省里下达的时限" in str(opened(entry.after))
    undo(version=draft, by=coordinator, at=now)
    assert settled_due(fresh(task).values) == Due(date(2030, 6, 30), "stated")
    redo(version=draft, by=coordinator, at=now)
    assert kept_because(fresh(task).values) == "省里下达的时限"
    settling.set_due(item=task, on=date(2027, 6, 30), by=coordinator, at=now)
    assert kept_because(fresh(task).values) == ""


@pytest.mark.parametrize(
    ("due", "reason", "words"),
    [
        ("2030-06-30", " ", "请写明按原文保留的理由"),
        ("2030-06-30", "长" * 201, "不超过 200 字"),
        ("2206-06-30", "省里下达", "年份似有误"),
        ("2028-06-30", "省里下达", "在方案期限内"),
        ("", "省里下达", "只有方案写明的"),
    ],
)
def test_a_day_is_not_kept_without_a_reason_or_where_there_is_nothing_to_keep(
    draft: Version, coordinator: User, now: datetime, due: str, reason: str, words: str
) -> None:
    task = _stated_outside(draft, due)
    with pytest.raises(ValidationError, match=words):
        settling.keep_due(item=task, reason=reason, by=coordinator, at=now)
    assert "due_source" not in fresh(task).values


def test_only_reviewers_keep_a_day(draft: Version, officer: User, now: datetime) -> None:
    task = _stated_outside(draft)
    with pytest.raises(PermissionDenied):
        settling.keep_due(item=task, reason="省里下达", by=officer, at=now)
    assert "due_source" not in fresh(task).values


def test_only_tasks_have_a_day(draft: Version, coordinator: User, now: datetime) -> None:
    target = draft.items.filter(kind="target")[0]
    rejected = draft.items.filter(kind="task")[0]
    reject(item=rejected, reason="重复", by=coordinator, at=now)
    for item in (target, rejected):
        with pytest.raises(ValidationError, match="只有任务"):
            settling.set_due(item=item, on=date(2027, 6, 30), by=coordinator, at=now)


def test_inferred_days_are_confirmed_and_stay_marked(
    draft: Version, coordinator: User, now: datetime
) -> None:
    first, *_ = tasks = list(draft.items.filter(kind="task"))
    settling.set_due(item=first, on=date(2027, 6, 30), by=coordinator, at=now)
    done = settling.confirm_due_dates(version=draft, items=tasks, by=coordinator, at=now)
    assert done == len(tasks) - 1
    found = [settled_due(task.values) for task in draft.items.filter(kind="task")]
    assert [(due.on.isoformat(), due.source) for due in found if due] == [
        ("2027-06-30", "decided"),
        *[("2028-12-31", "inferred")] * (len(tasks) - 1),
    ]


def test_without_an_end_nothing_is_inferred(
    draft: Version, coordinator: User, now: datetime
) -> None:
    who: dict[str, Any] = {"by": coordinator, "at": now}
    settling.set_frame(version=draft, title="方案", start=None, end=None, **who)
    with pytest.raises(ValidationError, match="没有截止日期"):
        settling.confirm_due_dates(version=draft, items=draft.items.all(), **who)


def test_a_period_that_cannot_be_meant_is_no_due_day_for_all(
    draft: Version, coordinator: User, now: datetime
) -> None:
    """What the reader took from a document with a slip of the pen."""
    who: dict[str, Any] = {"by": coordinator, "at": now}
    Version.objects.filter(pk=draft.pk).update(period_end=date(9999, 12, 31))
    with pytest.raises(ValidationError, match=r"年份似有误.*方案信息"):
        settling.confirm_due_dates(version=draft, items=draft.items.all(), **who)
    settling.adopt_suggestions(version=draft, **who)
    assert not any(settled_due(task.values) for task in draft.items.filter(kind="task"))


def test_units_assigned_by_hand(
    draft: Version, coordinator: User, now: datetime, units: dict[str, Unit]
) -> None:
    task = draft.items.filter(kind="task").last()
    assert task is not None
    lead, other = units["市科技局"], units["市司法局"]
    who: dict[str, Any] = {"by": coordinator, "at": now}
    with pytest.raises(ValidationError, match="至少选择一个单位"):
        settling.assign_units(item=task, lead=[], responsible=[], **who)
    settling.assign_units(item=task, lead=[lead], responsible=[lead, other], **who)
    task.refresh_from_db()
    assert task.values["assigned"] == {"lead": [lead.pk], "responsible": [other.pk]}
    other.active = False
    with pytest.raises(ValidationError, match="已停用"):
        settling.assign_units(item=task, lead=[], responsible=[other], **who)


def test_the_frame_of_the_first_version_is_the_plans_at_once(
    draft: Version, coordinator: User, now: datetime
) -> None:
    who: dict[str, Any] = {"by": coordinator, "at": now}
    with pytest.raises(ValidationError, match="请填写方案名称"):
        settling.set_frame(version=draft, title=" ", start=None, end=None, **who)
    with pytest.raises(ValidationError, match="不能早于"):
        settling.set_frame(
            version=draft, title="方案", start=date(2028, 1, 1), end=date(2027, 1, 1), **who
        )
    settling.set_frame(
        version=draft, title="新名称", start=date(2026, 1, 1), end=date(2027, 12, 31), **who
    )
    plan = Plan.objects.get(pk=draft.plan_id)
    assert (plan.title, plan.period_end) == ("新名称", date(2027, 12, 31))


def test_the_frame_of_an_amendment_waits_for_its_publication(
    published: Version, upload: Uploader, coordinator: User, now: datetime
) -> None:
    amendment = upload(AMENDED, plan=published.plan)
    settling.set_frame(
        version=amendment, title="修订后的名称", start=None, end=None, by=coordinator, at=now
    )
    assert Plan.objects.get(pk=published.plan_id).title == published.title


@pytest.fixture
def amendment(published: Version, upload: Uploader) -> Version:
    return upload(AMENDED, plan=published.plan)


def _by_title(version: Version, title: str) -> Item:
    return next(item for item in version.items.filter(kind="task") if item.values["title"] == title)


def test_an_amendment_shows_item_by_item_what_differs(amendment: Version) -> None:
    found = {
        d.item.values["title"]: (d.change, [c.label for c in d.changes])
        for d in differences(amendment)
        if d.item.kind == "task"
    }
    assert found == {
        "培育高价值专利": ("changed", ["内容"]),
        "规范专利申请": ("same", []),
        "发展专利保险": ("new", []),
        "加强组织领导": ("same", []),
        "推进质押融资": ("gone", []),
    }


def test_a_deadline_that_the_amendment_moves_is_a_change(
    published: Version, upload: Uploader
) -> None:
    moved = PLAN.replace("责任单位:市司法局)", "责任单位:市司法局;完成时限:2027年6月底前)")
    amendment = upload(moved, plan=published.plan)
    (found,) = [d for d in differences(amendment) if d.title == "规范专利申请"]
    days = {c.label: (c.before, c.after) for c in found.changes}
    assert (found.change, days["完成时限"]) == ("changed", ("2028-12-31", "2027-06-30"))


def test_the_frame_of_an_amendment_is_compared_once(published: Version, upload: Uploader) -> None:
    longer = PLAN.replace("(2026-2028年)", "(2026-2029年)")
    amendment = upload(longer, plan=published.plan)
    found = {c.label: (c.before, c.after) for c in frame_changes(amendment, published)}
    assert found["截止日期"] == ("2028-12-31", "2029-12-31")
    assert set(found) >= {"方案名称", "截止日期"}
    assert "起始日期" not in found
    assert frame_changes(published, published) == []


def test_the_match_is_correctable_by_hand(
    amendment: Version, published: Version, coordinator: User, now: datetime
) -> None:
    new, old = _by_title(amendment, "发展专利保险"), _by_title(published, "推进质押融资")
    who: dict[str, Any] = {"by": coordinator, "at": now}
    settling.rematch(item=new, old=old, **who)
    new.refresh_from_db()
    assert new.key == old.key
    other = _by_title(amendment, "规范专利申请")
    settling.rematch(item=other, old=old, **who)
    new.refresh_from_db()
    other.refresh_from_db()
    assert (other.key == old.key, new.key == old.key) == (True, False)


def test_a_match_by_hand_takes_over_what_was_decided_as_the_automatic_one_does(
    amendment: Version, published: Version, coordinator: User, now: datetime
) -> None:
    task, old = (_by_title(version, "规范专利申请") for version in (amendment, published))
    who: dict[str, Any] = {"by": coordinator, "at": now}
    automatic = task.values
    assert automatic["due_carried"]
    settling.rematch(item=task, old=None, **who)
    alone = fresh(task).values
    assert not {"due_on", "due_source", "due_carried"} & set(alone), "what was not its own is gone"
    settling.rematch(item=task, old=old, **who)
    assert fresh(task).values == automatic

    settling.rematch(item=task, old=None, **who)
    settling.set_due(item=fresh(task), on=date(2027, 1, 31), **who)
    settling.rematch(item=task, old=old, **who)
    kept = fresh(task).values
    assert (kept["due_on"], kept["due_carried"]) == ("2027-01-31", False), (
        "the draft's own day holds"
    )


def test_a_match_stays_within_the_plan_and_the_kind(
    amendment: Version,
    published: Version,
    coordinator: User,
    now: datetime,
    settle: Callable[[Version], None],
) -> None:
    new = _by_title(amendment, "发展专利保险")
    target = published.items.filter(kind="target")[0]
    own = _by_title(amendment, "规范专利申请")
    for wrong in (target, own):
        with pytest.raises(ValidationError, match="同类条目"):
            settling.rematch(item=new, old=wrong, by=coordinator, at=now)


def test_suggestions_are_adopted_where_there_are_any(
    draft: Version, coordinator: User, now: datetime
) -> None:
    who: dict[str, Any] = {"by": coordinator, "at": now}
    settling.set_frame(version=draft, title="方案", start=None, end=None, **who)
    settling.choose_bare_list(version=draft, meaning=BareList.FIRST_LEADS, **who)
    settling.adopt_suggestions(version=draft, **who)
    draft.refresh_from_db()
    assert draft.bare_list == BareList.FIRST_LEADS
    assert not draft.items.filter(state="proposed").exists()
    assert [settled_due(task.values) for task in draft.items.filter(kind="task")] == [None] * 4
