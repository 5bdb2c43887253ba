"""The coordinating office goes through what was read."""

from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.audit.personal import opened
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.plans.actions import reviewing
from zhicheng.governance.plans.actions.settling import assign_units
from zhicheng.governance.plans.actions.steps import redo, undo
from zhicheng.governance.plans.models import Doubt, Item, ItemKind, Version
from zhicheng.governance.plans.rules import fields


def task(version: Version, title: str = "培育高价值专利") -> Item:
    return next(item for item in version.items.filter(kind="task") if item.values["title"] == title)


def fresh(item: Item) -> Item:
    return Item.objects.get(pk=item.pk)


def test_accept_one(draft: Version, coordinator: User, now: datetime) -> None:
    item = task(draft)
    reviewing.accept(item=item, by=coordinator, at=now)
    assert fresh(item).state == "accepted"
    entry = Entry.objects.get(verb="plans.accept")
    assert entry.before["rows"][0]["row"] == {"state": "proposed", "reason": ""}
    assert entry.after["rows"][0]["row"]["state"] == "accepted"


def test_only_the_coordinating_office_reviews(
    draft: Version, verifier: User, now: datetime
) -> None:
    with pytest.raises(PermissionDenied):
        reviewing.accept(item=task(draft), by=verifier, at=now)
    assert fresh(task(draft)).state == "proposed"


def test_an_item_whose_values_do_not_hold_up_is_corrected_first(
    draft: Version, coordinator: User, now: datetime
) -> None:
    item = draft.items.filter(kind="target").first()
    assert item is not None
    Item.objects.filter(pk=item.pk).update(values={**item.values, "value": None})
    with pytest.raises(ValidationError, match="请先更正：请填写目标值"):
        reviewing.accept(item=item, by=coordinator, at=now)
    done = reviewing.accept_many(version=draft, items=draft.items.all(), by=coordinator, at=now)
    assert done == draft.items.count() - 1
    assert fresh(item).state == "proposed"


def test_accepting_none_writes_nothing(draft: Version, coordinator: User, now: datetime) -> None:
    assert reviewing.accept_many(version=draft, items=[], by=coordinator, at=now) == 0
    assert not draft.edits.exists()
    assert not Entry.objects.filter(verb="plans.accept_many").exists()


def test_reject_keeps_the_item_with_the_reason_and_can_be_reconsidered(
    draft: Version, coordinator: User, now: datetime
) -> None:
    item = task(draft)
    with pytest.raises(ValidationError, match="理由"):
        reviewing.reject(item=item, reason="  ", by=coordinator, at=now)
    reviewing.reject(item=item, reason="属于省级事权", by=coordinator, at=now)
    assert (fresh(item).state, fresh(item).reason) == ("rejected", "属于省级事权")
    reviewing.reconsider(item=item, by=coordinator, at=now)
    assert (fresh(item).state, fresh(item).reason) == ("proposed", "")


def test_correct_changes_what_is_given_accepts_and_queues_new_names(
    draft: Version, coordinator: User, now: datetime
) -> None:
    item = task(draft)
    values: dict[str, fields.Value] = {
        "title": "培育高价值发明专利", "responsible": "市科技局、市数据局", "secret": 1,
    }  # fmt: skip
    reviewing.correct(item=item, values=values, by=coordinator, at=now)
    found = fresh(item)
    assert found.state == "accepted"
    assert found.values["title"] == "培育高价值发明专利"
    assert found.values["responsible"] == ["市科技局", "市数据局"]
    assert found.values["text"] == item.values["text"]
    assert "secret" not in found.values
    assert draft.unit_names.get(name="市数据局").settled is False


def test_correct_refuses_what_does_not_hold_up(
    draft: Version, coordinator: User, now: datetime
) -> None:
    with pytest.raises(ValidationError) as refused:
        reviewing.correct(item=task(draft), values={"title": ""}, by=coordinator, at=now)
    assert refused.value.message_dict == {"title": ["请填写任务名称。"]}


def test_split_cuts_a_sentence_into_items(draft: Version, coordinator: User, now: datetime) -> None:
    item = task(draft)
    edited = item.sentence.replace("培育中心,", "培育中心,\n")
    first, second = reviewing.split(item=item, edited=edited, by=coordinator, at=now)
    assert (first.pk, first.key, first.state) == (item.pk, item.key, "proposed")
    assert second.key != item.key
    assert first.sentence.endswith("培育中心,")
    assert second.sentence.startswith("完善培育指引。")
    assert second.values["title"] == "完善培育指引"
    assert second.values["responsible"] == item.values["responsible"]
    assert draft.text[second.span_start : second.span_end] == second.sentence


def test_split_needs_a_cut_and_the_same_words(
    draft: Version, coordinator: User, now: datetime
) -> None:
    item = task(draft)
    with pytest.raises(ValidationError, match="换行"):
        reviewing.split(item=item, edited=item.sentence, by=coordinator, at=now)
    with pytest.raises(ValidationError, match="不能改动文字"):
        reviewing.split(item=item, edited="别的\n文字", by=coordinator, at=now)


def test_merge_keeps_the_first_with_everything_of_both(
    draft: Version, coordinator: User, now: datetime
) -> None:
    one, two = task(draft), task(draft, "规范专利申请")
    kept = reviewing.merge(version=draft, items=[two, one], by=coordinator, at=now)
    assert kept.pk == one.pk
    found = fresh(one)
    assert found.values["lead"] == ["市市场监督管理局"]
    assert found.values["responsible"] == ["市科技局", "市教育局", "各区县政府", "市司法局"]
    assert (found.span_start, found.span_end) == (one.span_start, two.span_end)
    assert two.values["text"] in found.values["text"]
    assert fresh(two).state == "rejected"
    assert fresh(two).reason == "并入任务“培育高价值专利”"


def test_merge_needs_two_of_a_kind(draft: Version, coordinator: User, now: datetime) -> None:
    target = draft.items.filter(kind="target").first()
    assert target is not None
    with pytest.raises(ValidationError, match="至少选择两个"):
        reviewing.merge(version=draft, items=[task(draft)], by=coordinator, at=now)
    with pytest.raises(ValidationError, match="同类"):
        reviewing.merge(version=draft, items=[task(draft), target], by=coordinator, at=now)


def test_an_item_is_added_from_a_passage(draft: Version, coordinator: User, now: datetime) -> None:
    quote = "支持企业与院校\n共建培育中心"
    item = reviewing.add(version=draft, kind=ItemKind.SYSTEM, quote=quote, by=coordinator, at=now)
    assert item.sentence == "支持企业与院校共建培育中心"
    assert item.values == {"name": "支持企业与院校共建培育中心"}
    assert item.path == "二/(一)/1"
    assert item.state == "proposed"


def test_of_several_places_the_selected_one_is_taken(
    draft: Version, coordinator: User, now: datetime
) -> None:
    last = draft.text.rindex("质押融资")
    item = reviewing.add(
        version=draft, kind=ItemKind.TARGET, quote="质押融资", near=last, by=coordinator, at=now
    )
    assert item.span_start == last
    assert item.values["comparator"] == "qualitative"


def test_a_passage_that_stands_nowhere_is_refused(
    draft: Version, coordinator: User, now: datetime
) -> None:
    with pytest.raises(ValidationError, match="正文中没有"):
        reviewing.add(version=draft, kind=ItemKind.TASK, quote="没有的话", by=coordinator, at=now)


def test_a_passage_before_all_items_has_no_path(
    draft: Version, coordinator: User, now: datetime
) -> None:
    item = reviewing.add(
        version=draft, kind=ItemKind.DUTY, quote="制定本方案", by=coordinator, at=now
    )
    assert item.path == ""


def test_a_doubt_is_settled_with_an_answer(
    draft: Version, coordinator: User, now: datetime
) -> None:
    doubt = Doubt.objects.create(version=draft, kind="conflict", quote="8件", why="请核对")
    with pytest.raises(ValidationError, match="处理意见"):
        reviewing.settle_doubt(doubt=doubt, answer="", by=coordinator, at=now)
    reviewing.settle_doubt(doubt=doubt, answer="按原文", by=coordinator, at=now)
    doubt.refresh_from_db()
    assert (doubt.answer, doubt.settled_by, doubt.settled_at) == ("按原文", coordinator, now)


def test_what_people_write_stands_sealed_in_the_audit_chain(
    draft: Version, coordinator: User, now: datetime
) -> None:
    doubt = Doubt.objects.create(version=draft, kind="conflict", quote="8件", why="请核对")
    reviewing.settle_doubt(doubt=doubt, answer="已电话核实，对方为林知夏", by=coordinator, at=now)
    reviewing.reject(item=task(draft), reason="林知夏另有安排", by=coordinator, at=now)
    undo(version=draft, by=coordinator, at=now)
    rows = Entry.objects.filter(subject_type="plans.version")
    assert not [row for row in rows if "林知夏" in f"{row.before}{row.after}"]
    said = "".join(f"{opened(row.before)}{opened(row.after)}" for row in rows)
    assert "对方为林知夏" in said
    assert said.count("林知夏另有安排") == 2, "when it was done, and when it was taken back"
    undo(version=draft, by=coordinator, at=now)
    redo(version=draft, by=coordinator, at=now)
    doubt.refresh_from_db()
    assert doubt.answer == "已电话核实，对方为林知夏", "what is put back is not the sealed text"


def test_a_published_version_is_not_reviewed(
    published: Version, coordinator: User, now: datetime
) -> None:
    with pytest.raises(ValidationError, match="已发布"):
        reviewing.reject(item=task(published), reason="迟了", by=coordinator, at=now)


def test_units_that_are_corrected_take_the_place_of_those_assigned_by_hand(
    draft: Version, coordinator: User, now: datetime, units: dict[str, Unit]
) -> None:
    who: dict[str, Any] = {"by": coordinator, "at": now}
    item = task(draft)
    assign_units(item=item, lead=[units["市司法局"]], responsible=[], **who)
    reviewing.correct(item=item, values={"title": "培育专利"}, **who)
    assert fresh(item).values["assigned"]["lead"] == [units["市司法局"].pk]
    reviewing.correct(item=item, values={"lead": ["市科技局"]}, **who)
    assert "assigned" not in fresh(item).values
