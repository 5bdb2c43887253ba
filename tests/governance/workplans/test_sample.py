"""The sample city's yearly plans, made by real actions: one is agreed and reported against, targets included."""

from datetime import date, datetime

import pytest

from zhicheng.governance.workplans import queries
from zhicheng.governance.workplans.models import Item, Workplan
from zhicheng.site.management.commands.sample import create_sample


@pytest.mark.django_db
def test_an_agreed_plan_reports_on_tasks_targets_and_the_units_own(
    now: datetime, today: date
) -> None:
    create_sample(at=now)
    plan = Workplan.objects.get(state="agreed")
    items = Item.objects.filter(workplan=plan)
    assert items.exclude(assignment=None).exists()
    own = items.get(title="开展知识产权业务骨干培训")
    slices = items.exclude(target=None)
    stood = {one.item.pk: one for one in queries.standings(plan, today)}
    assert own.pk in stood and slices
    dropped, added = items.exclude(dropped_in=None).get(), items.latest("pk")
    assert dropped.pk not in stood and added.pk in stood
    [edition] = queries.editions_of(plan)
    kept = {row["item"] for row in edition.items}
    assert dropped.pk in kept and added.pk not in kept
    for item in slices:
        measured = stood[item.pk].measured
        assert measured is not None and measured.value is not None
