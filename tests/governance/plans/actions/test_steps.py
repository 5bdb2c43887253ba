"""Every step of the review can be taken back, and put forward again."""

from collections.abc import Callable
from datetime import date, datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.plans.actions import reviewing, settling
from zhicheng.governance.plans.actions.steps import redo, undo
from zhicheng.governance.plans.models import BareList, Doubt, ItemKind, Plan, Version

Verb = Callable[[Version, dict[str, Any], dict[str, Unit]], object]


def _task(version: Version) -> Any:
    return version.items.filter(kind="task").first()


def _target(version: Version) -> Any:
    return version.items.filter(kind="target").first()


def _halves(sentence: str) -> tuple[str, str]:
    middle = len(sentence) // 2
    return sentence[:middle], sentence[middle:]


VERBS: dict[str, Verb] = {
    "accept": lambda v, who, _: reviewing.accept(item=_task(v), **who),
    "accept_many": lambda v, who, _: reviewing.accept_many(version=v, items=v.items.all(), **who),
    "reject": lambda v, who, _: reviewing.reject(item=_task(v), reason="重复", **who),
    "correct": lambda v, who, _: reviewing.correct(
        item=_task(v), values={"title": "新名称", "responsible": ["市新单位"]}, **who
    ),
    "split": lambda v, who, _: reviewing.split(
        item=_task(v), edited=_task(v).sentence.replace("。", "。\n", 1), **who
    ),
    "merge": lambda v, who, _: reviewing.merge(
        version=v, items=list(v.items.filter(kind="task")[:2]), **who
    ),
    "add": lambda v, who, _: reviewing.add(
        version=v, kind=ItemKind.DUTY, quote="制定本方案", **who
    ),
    "settle_doubt": lambda v, who, _: reviewing.settle_doubt(
        doubt=v.doubts.get(), answer="按原文", **who
    ),
    "resolve_name": lambda v, who, units: settling.resolve_name(
        name=v.unit_names.get(name="市金融办"), units=[units["市商务局"]], **who
    ),
    "confirm_names": lambda v, who, _: settling.confirm_names(version=v, **who),
    "set_due": lambda v, who, _: settling.set_due(item=_task(v), on=date(2027, 6, 30), **who),
    "confirm_due_dates": lambda v, who, _: settling.confirm_due_dates(
        version=v, items=v.items.all(), **who
    ),
    "assign_units": lambda v, who, units: settling.assign_units(
        item=_task(v), lead=[units["市科技局"]], responsible=[], **who
    ),
    "choose_bare_list": lambda v, who, _: settling.choose_bare_list(
        version=v, meaning=BareList.EACH, **who
    ),
    "set_frame": lambda v, who, _: settling.set_frame(
        version=v, title="方案", start=None, end=date(2027, 12, 31), **who
    ),
    "rematch": lambda v, who, _: settling.rematch(item=_task(v), old=None, **who),
    "accept_target": lambda v, who, _: reviewing.accept(item=_target(v), **who),
    "reject_target": lambda v, who, _: reviewing.reject(item=_target(v), reason="重复", **who),
    "correct_target": lambda v, who, _: reviewing.correct(
        item=_target(v), values={"value": "8.5", "unit": "件/万人"}, **who
    ),
    "split_target": lambda v, who, _: reviewing.split(
        item=_target(v), edited="\n".join(_halves(_target(v).sentence)), **who
    ),
    "merge_targets": lambda v, who, _: reviewing.merge(
        version=v, items=list(v.items.filter(kind="target")), **who
    ),
    "add_target": lambda v, who, _: reviewing.add(
        version=v, kind=ItemKind.TARGET, quote="结合本市实际", **who
    ),
    "rematch_target": lambda v, who, _: settling.rematch(item=_target(v), old=None, **who),
}


def state_of(version: Version) -> list[Any]:
    """Everything that a review can change."""
    version = Version.objects.get(pk=version.pk)
    return [
        list(version.items.order_by("pk").values()),
        list(version.doubts.order_by("pk").values()),
        [
            (row.pk, row.settled, row.basis, sorted(unit.pk for unit in row.units.all()))
            for row in version.unit_names.order_by("pk")
        ],
        (version.title, version.period_start, version.period_end, version.bare_list),
    ]


@pytest.mark.parametrize("verb", VERBS)
def test_undo_and_redo_of_every_verb(
    verb: str, draft: Version, coordinator: User, now: datetime, units: dict[str, Unit]
) -> None:
    who = {"by": coordinator, "at": now}
    Doubt.objects.create(version=draft, kind="conflict", quote="8件", why="请核对")
    before = state_of(draft)
    VERBS[verb](draft, who, units)
    after = state_of(draft)
    assert after != before
    undo(version=draft, by=coordinator, at=now)
    assert state_of(draft) == before
    redo(version=draft, by=coordinator, at=now)
    assert state_of(draft) == after
    assert Entry.objects.filter(verb="plans.undo").count() == 1
    assert Entry.objects.filter(verb="plans.redo").count() == 1


def test_steps_are_taken_back_one_after_the_other(
    draft: Version, coordinator: User, now: datetime, units: dict[str, Unit]
) -> None:
    who = {"by": coordinator, "at": now}
    before = state_of(draft)
    for verb in ("accept", "correct", "split", "confirm_names"):
        VERBS[verb](draft, who, units)
    titles = undo(version=draft, steps=3, by=coordinator, at=now)
    assert titles[0] == "确认单位名称的建议"
    assert len(titles) == 3
    undo(version=draft, steps=5, by=coordinator, at=now)
    assert state_of(draft) == before
    with pytest.raises(ValidationError, match="没有可以撤销"):
        undo(version=draft, by=coordinator, at=now)


def test_a_new_step_ends_what_could_be_redone(
    draft: Version, coordinator: User, now: datetime, units: dict[str, Unit]
) -> None:
    who = {"by": coordinator, "at": now}
    VERBS["accept"](draft, who, units)
    undo(version=draft, by=coordinator, at=now)
    VERBS["confirm_names"](draft, who, units)
    with pytest.raises(ValidationError, match="没有可以重做"):
        redo(version=draft, by=coordinator, at=now)


def test_steps_of_others_are_not_taken_back_without_the_role(
    draft: Version, coordinator: User, auditor: User, now: datetime
) -> None:
    reviewing.accept(item=_task(draft), by=coordinator, at=now)
    with pytest.raises(PermissionDenied):
        undo(version=draft, by=auditor, at=now)


def test_taking_back_the_frame_gives_the_plan_its_own_title_and_period_again(
    draft: Version, coordinator: User, now: datetime
) -> None:
    who: dict[str, Any] = {"by": coordinator, "at": now}

    def frame() -> tuple[str, date | None, date | None]:
        plan = Plan.objects.get(pk=draft.plan_id)
        return plan.title, plan.period_start, plan.period_end

    before = frame()
    settling.set_frame(version=draft, title="新名称", start=None, end=date(2027, 6, 30), **who)
    undo(version=draft, **who)
    assert frame() == before
    redo(version=draft, **who)
    assert frame() == ("新名称", None, date(2027, 6, 30))
