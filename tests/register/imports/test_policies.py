"""What becomes of rights that another source has put on file, and of rows that are in a file twice."""

from datetime import datetime

import pytest
from django.core.exceptions import ValidationError
from tests.factories import fresh
from tests.register.gazette import EARLY, GOOD, MANGLED, gazette

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.audit.queries import verify
from zhicheng.foundation.jobs.worker import work_once
from zhicheng.register.imports import actions
from zhicheng.register.imports.models import Batch
from zhicheng.register.imports.rules import Policy
from zhicheng.register.parties.models import Party
from zhicheng.register.rights.models import Document, Event, Holder, Right

OTHER = "CN209000004U,2019-07-09,,2018-11-01,一种示例轴,示例机械有限公司,,F16B1/00"
GRANT = GOOD.replace("307A,2019", "307B,2020")


def brought(by: User, at: datetime, *rows: str, policy: Policy = Policy.UPDATE) -> Batch:
    """Imported for good, by a worker."""
    batch = actions.upload(upload=gazette(*rows), trial=False, policy=policy, by=by, at=at)
    assert work_once("test", at=at)
    return fresh(batch)


def remarks(batch: Batch) -> list[tuple[str, str]]:
    return [(one.place, one.outcome) for one in batch.remarks.exclude(outcome="doubt")]


def test_update_adds_what_is_new_of_a_right_on_file(coordinator: User, now: datetime) -> None:
    brought(coordinator, now, GOOD)
    again = brought(coordinator, now, GRANT, OTHER)
    assert (again.added, again.known, again.left_out) == (1, 1, 0)
    assert set(Event.objects.values_list("what", flat=True)) == {"filed", "published", "granted"}


def test_skip_leaves_a_right_on_file_as_it_is(coordinator: User, now: datetime) -> None:
    brought(coordinator, now, GOOD)
    again = brought(coordinator, now, GRANT, MANGLED, OTHER, policy=Policy.SKIP)
    assert (again.rows, again.added, again.known, again.left_out) == (3, 2, 0, 1)
    assert remarks(again) == [("第2行", "skipped")]
    assert not Right.objects.get(publication="CN109996307").events.filter(what="granted").exists()


def test_skip_takes_two_documents_of_one_right_of_the_same_file(
    coordinator: User, now: datetime
) -> None:
    brought(coordinator, now, GOOD, GRANT, policy=Policy.SKIP)
    assert Document.objects.count() == 2


def test_stop_goes_no_further_than_a_right_on_file(coordinator: User, now: datetime) -> None:
    brought(coordinator, now, GOOD)
    again = brought(coordinator, now, OTHER, GRANT, MANGLED, policy=Policy.STOP)
    assert (again.state, again.rows, again.added, again.left_out) == ("stopped", 2, 1, 1)
    assert again.problem == "在第3行停止：这项权利已由其他来源登记。其前各行已导入，可以撤销导入。"
    assert remarks(again) == [("第3行", "left_out")]
    assert again.job
    assert again.job.state == "done"


def test_stop_goes_no_further_than_a_row_that_does_not_go_in(
    coordinator: User, now: datetime
) -> None:
    found = brought(coordinator, now, OTHER, EARLY, GOOD, policy=Policy.STOP)
    assert (found.state, found.rows, found.added) == ("stopped", 2, 1)
    assert "早于申请日" in found.problem
    whole = brought(coordinator, now, GOOD, policy=Policy.STOP)
    assert (whole.state, whole.added) == ("done", 1)


def test_a_row_that_is_in_the_file_twice_is_reported(coordinator: User, now: datetime) -> None:
    found = brought(coordinator, now, GOOD, OTHER, GOOD)
    assert (found.rows, found.added, found.left_out) == (3, 2, 0)
    assert remarks(found) == [("第4行", "repeated")]
    assert Document.objects.count() == 2


def test_undone_nothing_is_believed_and_nothing_is_gone(coordinator: User, now: datetime) -> None:
    first = brought(coordinator, now, GOOD)
    second = brought(coordinator, now, GRANT, OTHER)
    actions.undo(batch=second, reason="列错位", by=coordinator, at=now)
    assert fresh(second).state == "undone"
    kept = Right.objects.get(publication="CN109996307")
    assert kept.withdrawn_on is None
    believed = kept.events.filter(retracted_on=None)
    assert set(believed.values_list("what", flat=True)) == {"filed", "published"}
    assert Right.objects.get(publication="CN209000004").withdrawn_on is not None
    assert Event.objects.count() == 5  # filed twice, of two rights; published; granted twice
    assert not Holder.objects.filter(source=second.source, retracted_on=None).exists()
    assert Party.objects.count() == 2
    verbs = ["rights.withdraw", "imports.undo"]
    last = Entry.objects.order_by("-seq").values_list("verb", flat=True)[:2]
    assert sorted(last) == sorted(verbs)
    for batch in (
        fresh(second),
        actions.upload(upload=gazette(GOOD), trial=True, by=coordinator, at=now),
    ):
        with pytest.raises(Refused, match="可以撤销"):
            actions.undo(batch=batch, reason="再次", by=coordinator, at=now)
    with pytest.raises(ValidationError):
        actions.undo(batch=first, reason=" ", by=coordinator, at=now)
    assert fresh(first).state == "done"
    assert list(verify()) == []


def test_what_was_undone_comes_back_with_another_import(coordinator: User, now: datetime) -> None:
    first = brought(coordinator, now, GOOD)
    actions.undo(batch=first, reason="误导入", by=coordinator, at=now)
    again = brought(coordinator, now, GOOD, policy=Policy.SKIP)
    assert (again.added, again.known, again.left_out) == (1, 0, 0)
    right = Right.objects.get()
    assert right.withdrawn_on is None
    for rows in (right.events, right.holders):
        assert (
            rows.filter(retracted_on=None).count() == 2 == rows.exclude(retracted_on=None).count()
        )
