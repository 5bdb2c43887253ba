"""The figures of tasks and of parts: every line adds up to all of it."""

from collections.abc import Iterable
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.governance.tasks.ledger import Ledger, Order, write_past

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.face.records import Figure
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.tasks.models import Assignment
from zhicheng.governance.tasks.queries import Tally, counts_for
from zhicheng.governance.tasks.rules import Condition, Stage, shown_stages
from zhicheng.governance.tasks.views.figures import chapter_lines, part_figures, unit_lines

counts = st.fixed_dictionaries({stage: st.integers(0, 3) for stage in Stage})


def tally(number: int, stages: dict[Stage, int]) -> Tally:
    key = {
        "unit_id": number, "unit__short_name": f"单位{number}",
        "plan_id": 1, "plan__title": "方案", "chapter": f"第{number}章",
    }  # fmt: skip
    return Tally(key, sum(stages.values()), stages, dict.fromkeys(Condition, 0))


def adds_up(figures: Iterable[Figure]) -> bool:
    total, *others = figures
    return total.value == sum(figure.value for figure in others if "stage=" in figure.url)


@given(counts)
def test_the_states_that_are_shown_add_up_to_all_tasks(counts: dict[Stage, int]) -> None:
    shown = shown_stages(counts)
    assert sum(counts[stage] for stage in shown) == sum(counts.values())
    assert Stage.VERIFIED in shown
    assert (Stage.ENDED in shown) == (counts[Stage.ENDED] > 0)


@pytest.mark.django_db
def test_every_line_of_every_table_adds_up_under_the_same_heads() -> None:
    @given(st.lists(counts, min_size=1, max_size=4))
    def holds(found: list[dict[Stage, int]]) -> None:
        tallies = [tally(number, stages) for number, stages in enumerate(found, 1)]
        assert all(adds_up(part_figures(one, unit=1)) for one in tallies)
        for lines in (unit_lines(tallies), chapter_lines(tallies)):
            assert all(adds_up(line.figures) for line in lines)
            heads = [[str(figure.label) for figure in line.figures] for line in lines]
            assert all(head == heads[0] for head in heads)

    holds()


@pytest.mark.django_db
def test_what_is_asked_to_be_frozen_or_done_again_has_its_column(
    ledger: Ledger, science: Unit, market: Unit, leader: User, now: datetime
) -> None:
    ledger.publish(*(Order(str(n), lead=[science], responsible=[market]) for n in range(4)))
    rows = Assignment.objects.filter(unit=science).order_by("pk")
    for part, stage in zip(rows, (Stage.FREEZE_ASKED, Stage.REOPENED, Stage.ENDED), strict=False):
        write_past(Assignment.objects.filter(pk=part.pk), stage=stage)
    first, second = unit_lines(counts_for(leader, now.date()).units)
    labels = [str(figure.label) for figure in first.figures]
    assert {"申请冻结", "重新办理", "已终止"} <= set(labels)
    assert adds_up(first.figures) and adds_up(second.figures)
    assert len(labels) == len(set(labels))
