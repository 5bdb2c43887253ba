"""Next year's scheme, from this year's."""

from datetime import date, datetime
from decimal import Decimal

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from tests.governance.assessment.house import Office, fresh_scheme, measured
from tests.governance.targets.goals import Goal, Goals

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.assessment import actions, queries
from zhicheng.governance.assessment.models import Scheme
from zhicheng.governance.assessment.rules import SchemeState, a_year_on
from zhicheng.governance.targets import actions as targets


def told(scheme: Scheme) -> list[object]:
    """Everything that a scheme demands."""
    rows: list[object] = []
    for dimension in queries.dimensions_of(scheme):
        rows.append((dimension.name, dimension.weight))
        rows += [
            (i.name, i.mark, i.method, i.demand, i.evidence, i.measure, i.target_id, i.formula)
            for i in dimension.indicators.all()
        ]
    rows += [(c.kind, c.number, c.text, c.points, c.cap) for c in scheme.clauses.order_by("pk")]
    return [*rows, sorted(scheme.sheets.values_list("unit", flat=True))]


def test_the_next_year_begins_as_this_one_was(
    scheme: Scheme, coordinator: User, now: datetime
) -> None:
    draft = actions.repeat(scheme=scheme, by=coordinator, at=now)
    assert told(draft) == told(scheme)
    assert (draft.state, draft.year, draft.basis) == (SchemeState.DRAFT, scheme.year + 1, "")
    assert draft.period_start == a_year_on(scheme.period_start)
    assert draft.self_by == a_year_on(scheme.self_by)
    assert queries.faults_of(draft) == queries.faults_of(fresh_scheme(draft))
    assert fresh_scheme(scheme).state == SchemeState.PUBLISHED, "this year's is what it was"


def test_its_name_names_the_next_year_and_stands_only_once(
    offices: Office, science: Unit, coordinator: User, now: datetime
) -> None:
    this = offices.draft([science], title=f"{now.year}年度考核")
    assert actions.repeat(scheme=this, by=coordinator, at=now).title == f"{now.year + 1}年度考核"
    with pytest.raises(ValidationError) as refused:
        actions.repeat(scheme=this, by=coordinator, at=now)
    assert list(refused.value.message_dict) == ["title"]
    assert Scheme.objects.count() == 2


def test_what_is_no_longer_there_is_left_out(
    offices: Office, science: Unit, market: Unit, coordinator: User, now: datetime
) -> None:
    goals = Goals(coordinator, now)
    [target] = goals.publish(Goal("发明专利授权量"))
    targets.confirm(target=target, owner=science, by=coordinator, at=now)
    this = offices.draft([science, market])
    offices.indicator(this, "指标", 10, measured("完成率", 10, "attainment", target=target.pk))
    offices.indicator(this, "核对", 10, actions.Asked("抽查", Decimal(10)))
    Unit.objects.filter(pk=market.pk).update(active=False)
    goals.publish(Goal("商标注册量"))  # the plan is amended, and names another target
    draft = actions.repeat(scheme=this, by=coordinator, at=now)
    assert [sheet.unit for sheet in draft.sheets.all()] == [science]
    names = [i.name for d in queries.dimensions_of(draft) for i in d.indicators.all()]
    assert "完成率" not in names and "抽查" in names


def test_only_the_office_draws_up(
    scheme: Scheme, verifier: User, head: User, now: datetime
) -> None:
    for outsider in (verifier, head):
        with pytest.raises(PermissionDenied):
            actions.repeat(scheme=scheme, by=outsider, at=now)
    assert Scheme.objects.count() == 1


def test_a_leap_day_comes_a_day_earlier() -> None:
    assert a_year_on(date(2028, 2, 29)) == date(2029, 2, 28)
    assert a_year_on(date(2026, 12, 31)) == date(2027, 12, 31)
