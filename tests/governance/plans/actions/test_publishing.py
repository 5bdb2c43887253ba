"""A version comes into force whole, and stays as it was published."""

from collections.abc import Callable, Iterator
from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from tests.governance.plans.conftest import AMENDED, Uploader

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.notices.models import Notice
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.plans import publication
from zhicheng.governance.plans.actions import settling
from zhicheng.governance.plans.actions.publishing import StillOpen, publish
from zhicheng.governance.plans.models import BareList, Doubt, Item, UnitName, Version
from zhicheng.governance.plans.publication import Publication, TaskOrder, follow
from zhicheng.governance.plans.queries import open_points, task_orders


@pytest.fixture
def heard() -> Iterator[list[Publication]]:
    """What a room above is told."""
    told: list[Publication] = []

    def listen(publication: Publication, *, by: User, at: datetime) -> None:
        told.append(publication)

    before = list(publication._followers)
    publication._followers[:] = [listen]
    yield told
    publication._followers[:] = before


def _order(found: Publication, title: str) -> TaskOrder:
    return next(order for order in found.tasks if order.title == title)


def test_everything_that_is_open_is_listed_and_nothing_is_published(
    draft: Version, coordinator: User, now: datetime
) -> None:
    Doubt.objects.create(version=draft, kind="conflict", quote="8件", why="请核对数字")
    with pytest.raises(StillOpen) as refused:
        publish(version=draft, by=coordinator, at=now)
    kinds = [point.kind for point in refused.value.points]
    assert kinds.count("doubt") == 1
    assert kinds.count("item") == draft.items.count()
    assert kinds.count("name") == 4
    assert kinds.count("due") == 4
    assert kinds.count("units") == 1
    assert kinds.count("bare_list") == 1
    assert "疑点未处理：请核对数字" in refused.value.messages
    draft.refresh_from_db()
    assert draft.state == "draft"


def test_publishing_orders_the_tasks(
    draft: Version,
    settle: Callable[[Version], None],
    coordinator: User,
    now: datetime,
    units: dict[str, Unit],
    heard: list[Publication],
) -> None:
    settle(draft)
    assert open_points(Version.objects.get(pk=draft.pk)) == []
    found = publish(version=draft, by=coordinator, at=now)
    assert heard == [found]
    order = _order(found, "规范专利申请")
    assert order.lead == (units["市市场监管局"].pk,)
    assert order.responsible == (units["市司法局"].pk,)
    assert (order.chapter, order.section) == ("重点任务", "提升创造质量")
    assert (order.due_on, order.due_source) == (date(2028, 12, 31), "inferred")
    shared = _order(found, "培育高价值专利")
    assert shared.lead == ()
    assert shared.responsible == tuple(
        units[name].pk for name in ("市科技局", "市教育局", "东湖区", "西山县")
    )
    assert [order.position for order in found.tasks] == [1, 2, 3, 4]
    draft.refresh_from_db()
    assert (draft.state, draft.published_by, draft.published_at) == ("published", coordinator, now)


def test_the_first_named_leads_where_that_is_what_the_list_means(
    draft: Version,
    settle: Callable[[Version], None],
    coordinator: User,
    now: datetime,
    units: dict[str, Unit],
    heard: list[Publication],
) -> None:
    settle(draft)
    settling.choose_bare_list(version=draft, meaning=BareList.FIRST_LEADS, by=coordinator, at=now)
    order = _order(publish(version=draft, by=coordinator, at=now), "培育高价值专利")
    assert order.lead == (units["市科技局"].pk,)


def test_offices_and_leaders_learn_of_it(
    draft: Version,
    settle: Callable[[Version], None],
    coordinator: User,
    leader: User,
    officer: User,
    now: datetime,
    heard: list[Publication],
) -> None:
    settle(draft)
    publish(version=draft, by=coordinator, at=now)
    assert Notice.objects.get(to=leader).url == f"/plans/{draft.plan_id}/"
    assert not Notice.objects.filter(to=officer).exists()
    assert not Notice.objects.filter(to=coordinator, text__contains="已发布").exists()


def test_only_the_coordinating_office_publishes(
    draft: Version, settle: Callable[[Version], None], leader: User, now: datetime
) -> None:
    settle(draft)
    with pytest.raises(PermissionDenied):
        publish(version=draft, by=leader, at=now)


def test_a_follower_that_fails_leaves_the_draft_a_draft(
    draft: Version,
    settle: Callable[[Version], None],
    coordinator: User,
    now: datetime,
    heard: list[Publication],
) -> None:
    def fail(publication: Publication, *, by: User, at: datetime) -> None:
        raise RuntimeError("台账未能建立")

    settle(draft)
    follow(fail)
    follow(fail)
    with pytest.raises(RuntimeError):
        publish(version=draft, by=coordinator, at=now)
    draft.refresh_from_db()
    assert draft.state == "draft"
    assert not Entry.objects.filter(verb="plans.publish").exists()


def test_a_version_is_published_once(published: Version, coordinator: User, now: datetime) -> None:
    with pytest.raises(ValidationError, match="已发布"):
        publish(version=published, by=coordinator, at=now)


def test_an_amendment_takes_over_by_key(
    published: Version,
    upload: Uploader,
    settle: Callable[[Version], None],
    coordinator: User,
    now: datetime,
    heard: list[Publication],
) -> None:
    old = {item.values.get("title"): item.key for item in published.items.filter(kind="task")}
    amendment = upload(AMENDED, plan=published.plan)
    assert amendment.number == 2
    settle(amendment)
    found = publish(version=amendment, by=coordinator, at=now)
    published.refresh_from_db()
    assert published.state == "superseded"
    assert _order(found, "培育高价值专利").key == old["培育高价值专利"]
    assert _order(found, "规范专利申请").key == old["规范专利申请"]
    assert _order(found, "发展专利保险").key not in old.values()
    assert old["推进质押融资"] not in [order.key for order in found.tasks]


def test_a_plan_with_nothing_accepted_is_not_published(
    draft: Version, coordinator: User, now: datetime
) -> None:
    draft.items.update(state="rejected")
    with pytest.raises(StillOpen) as refused:
        publish(version=draft, by=coordinator, at=now)
    assert [point.kind for point in refused.value.points] == ["empty"]


def test_a_task_without_a_day_is_never_ordered(draft: Version) -> None:
    draft.items.update(state="accepted")
    with pytest.raises(ValueError, match="no due day"):
        list(task_orders(draft))


def test_the_database_keeps_what_was_published(published: Version) -> None:
    item = published.items.first()
    assert item is not None
    name = published.unit_names.filter(units__isnull=False)[0]
    meanings = UnitName.units.through.objects.filter(unitname=name)
    attempts: list[Callable[[], object]] = [
        lambda: Item.objects.filter(pk=item.pk).update(sentence="改写"),
        lambda: Item.objects.filter(pk=item.pk)._raw_delete("default"),
        lambda: Item.objects.create(
            version=published, kind="task", position=1, span_start=0, span_end=1
        ),
        lambda: Version.objects.filter(pk=published.pk).update(text="改写"),
        lambda: Version.objects.filter(pk=published.pk)._raw_delete("default"),
        lambda: published.unit_names.update(settled=False),
        lambda: meanings.update(unit=Unit.objects.exclude(pk__in=meanings.values("unit"))[0]),
        lambda: meanings._raw_delete("default"),
        lambda: name.units.add(Unit.objects.exclude(pk__in=name.units.values("pk"))[0]),
    ]
    for attempt in attempts:
        with pytest.raises(DatabaseError, match="kept as it is"), transaction.atomic():
            attempt()
    Version.objects.filter(pk=published.pk).update(state="superseded")


def test_a_day_kept_as_it_is_written_goes_to_the_ledger_as_such(
    draft: Version, settle: Callable[[Version], None], coordinator: User, now: datetime
) -> None:
    settle(draft)
    task = draft.items.filter(kind="task")[0]
    task.values = {
        **{k: v for k, v in task.values.items() if not k.startswith("due_")},
        "due": "2030-06-30",
    }
    task.save(update_fields=["values"])
    with pytest.raises(StillOpen):
        publish(version=draft, by=coordinator, at=now)
    settling.keep_due(item=task, reason="省里下达的时限", by=coordinator, at=now)
    found = publish(version=draft, by=coordinator, at=now)
    [order] = [order for order in found.tasks if order.item == task.pk]
    assert (order.due_on, order.due_source) == (date(2030, 6, 30), "kept")


def test_a_period_that_is_shortened_opens_the_days_behind_its_end_again(
    draft: Version, settle: Callable[[Version], None], coordinator: User, now: datetime
) -> None:
    settle(draft)
    first, *others = draft.items.filter(kind="task")
    settling.set_due(item=first, on=date(2028, 6, 30), by=coordinator, at=now)
    settling.set_frame(
        version=draft, title="方案", start=date(2026, 1, 1), end=date(2027, 6, 30),
        by=coordinator, at=now,
    )  # fmt: skip
    with pytest.raises(StillOpen) as refused:
        publish(version=draft, by=coordinator, at=now)
    late = [point for point in refused.value.points if point.kind == "outside"]
    assert [point.key for point in late] == [first.pk, *(item.pk for item in others)]
    assert late[0].text.endswith("（2028-06-30）：完成时限不能晚于方案截止的2027-06-30。")
    # Targets may lie in the years that a plan looks ahead to.
    assert "fault" not in {point.kind for point in refused.value.points}

    tasks = [first, *others]
    confirmed = settling.confirm_due_dates(version=draft, items=tasks, by=coordinator, at=now)
    assert confirmed == len(others), "a day that a person set is not replaced by a guess"
    settling.set_due(item=first, on=date(2027, 3, 31), by=coordinator, at=now)
    found = publish(version=draft, by=coordinator, at=now)
    assert {task.due_on for task in found.tasks} == {date(2027, 3, 31), date(2027, 6, 30)}
