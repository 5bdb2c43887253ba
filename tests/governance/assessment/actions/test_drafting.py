"""Drawing up a scheme: whatever does not hold up is said beside its field, and nothing changes."""

from dataclasses import replace
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from tests.governance.assessment.house import Office, demands, fresh_scheme, measured
from tests.governance.targets.goals import Goal, Goals

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.units.models import Area, Unit, UnitKind
from zhicheng.governance.assessment import actions, queries
from zhicheng.governance.assessment.models import Clause, Dimension, Indicator, Scheme, Sheet
from zhicheng.governance.assessment.rules import ClauseKind

D = Decimal


def faults(refused: pytest.ExceptionInfo[ValidationError]) -> list[str]:
    return list(refused.value.message_dict)


def test_a_draft_is_changed_and_thrown_away(
    draft: Scheme, coordinator: User, now: datetime
) -> None:
    changed = demands(now, title="改名", self_by=now.date() + timedelta(20))
    actions.save_scheme(demands=changed, scheme=draft, by=coordinator, at=now)
    assert fresh_scheme(draft).title == "改名"
    assert draft.sheets.count() == 2
    actions.discard(scheme=draft, by=coordinator, at=now)
    assert not Scheme.objects.exists()
    assert not Indicator.objects.exists()


def test_another_kind_of_assessed_is_chosen_anew(
    draft: Scheme, coordinator: User, now: datetime
) -> None:
    actions.save_scheme(
        demands=demands(now, subject="counties"), scheme=draft, by=coordinator, at=now
    )
    assert draft.sheets.count() == 0


def test_for_the_whole_city_there_is_no_term_of_appeal(
    coordinator: User, office: Unit, now: datetime
) -> None:
    scheme = actions.save_scheme(demands=demands(now, subject="city"), by=coordinator, at=now)
    assert scheme.appeal_days == 0
    actions.choose(scheme=scheme, units=[office], by=coordinator, at=now)


def test_two_schemes_of_a_year_have_two_names(
    draft: Scheme, coordinator: User, now: datetime
) -> None:
    with pytest.raises(ValidationError) as refused:
        actions.save_scheme(demands=demands(now), by=coordinator, at=now)
    assert faults(refused) == ["title"]
    actions.save_scheme(demands=demands(now), scheme=draft, by=coordinator, at=now)
    several = actions.save_scheme(
        demands=demands(now, title="省检查考核自查", origin="provincial", subject="city"),
        by=coordinator, at=now,
    )  # fmt: skip
    assert several.pk != draft.pk


def test_days_that_do_not_fit_are_refused(coordinator: User, now: datetime) -> None:
    wrong = demands(now, period_end=now.date() - timedelta(900))
    with pytest.raises(ValidationError) as refused:
        actions.save_scheme(demands=wrong, by=coordinator, at=now)
    assert "period_end" in faults(refused)
    assert not Scheme.objects.exists()


def test_a_published_scheme_is_not_drawn_up_any_more(
    scheme: Scheme, science: Unit, coordinator: User, now: datetime
) -> None:
    who: dict[str, Any] = {"by": coordinator, "at": now}
    dimension, clause = Dimension.objects.all()[0], Clause.objects.all()[0]
    asked, ruled = actions.Asked("新", D(1)), actions.Ruled(ClauseKind.BONUS, "加9", "新", D(1))
    for verb in (
        lambda: actions.save_scheme(demands=demands(now), scheme=scheme, **who),
        lambda: actions.discard(scheme=scheme, **who),
        lambda: actions.save_dimension(scheme=scheme, name="新", weight=D(1), **who),
        lambda: actions.save_indicator(dimension=dimension, asked=asked, **who),
        lambda: actions.save_clause(scheme=scheme, ruled=ruled, **who),
        lambda: actions.drop(part=clause, **who),
        lambda: actions.choose(scheme=scheme, units=[science], **who),
    ):
        with pytest.raises(Refused, match="已经发布"):
            verb()


def test_only_the_coordinator_draws_up(draft: Scheme, head: User, now: datetime) -> None:
    with pytest.raises(PermissionDenied):
        actions.discard(scheme=draft, by=head, at=now)


@pytest.mark.parametrize("weight", ["0", "-1", "101", "0.001", "NaN"])
def test_a_weight_that_is_none(
    draft: Scheme, coordinator: User, now: datetime, weight: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        actions.save_dimension(scheme=draft, name="新", weight=D(weight), by=coordinator, at=now)
    assert faults(refused) == ["weight"]


def test_names_are_given_once(draft: Scheme, coordinator: User, now: datetime) -> None:
    dimension = draft.dimensions.get(name="推进落实")
    with pytest.raises(ValidationError) as refused:
        actions.save_dimension(scheme=draft, name="推进落实", weight=D(1), by=coordinator, at=now)
    assert faults(refused) == ["name"]
    with pytest.raises(ValidationError) as refused:
        actions.save_indicator(
            dimension=dimension, asked=actions.Asked("任务按期销号", D(1)), by=coordinator, at=now
        )
    assert faults(refused) == ["name"]
    with pytest.raises(ValidationError) as refused:
        ruled = actions.Ruled(ClauseKind.BONUS, "加1", "又", D(1))
        actions.save_clause(scheme=draft, ruled=ruled, by=coordinator, at=now)
    assert faults(refused) == ["number"]


def test_parts_are_changed_in_place(
    draft: Scheme, offices: Office, coordinator: User, now: datetime
) -> None:
    dimension = draft.dimensions.get(name="推进落实")
    row = dimension.indicators.get()
    asked = actions.Asked("任务按期销号", D(60), demand="按台账计分")
    actions.save_indicator(dimension=dimension, indicator=row, asked=asked, by=coordinator, at=now)
    row.refresh_from_db()
    assert (row.method, row.measure, row.formula) == ("judged", "", None)
    ruled = actions.Ruled(ClauseKind.BONUS, "加1", "受到表彰", D(1))
    actions.save_clause(
        scheme=draft, ruled=ruled, clause=offices.clauses["加1"], by=coordinator, at=now
    )
    assert draft.clauses.get(number="加1").cap is None
    actions.save_dimension(
        scheme=draft, dimension=dimension, name="落实", weight=D(60), by=coordinator, at=now
    )
    second = actions.save_indicator(
        dimension=dimension, asked=actions.Asked("另一项", D(1)), by=coordinator, at=now
    )
    assert second.position == row.position + 1
    actions.drop(part=second, by=coordinator, at=now)
    actions.drop(part=draft.clauses.get(number="加1"), by=coordinator, at=now)
    actions.drop(part=dimension, by=coordinator, at=now)
    assert Indicator.objects.count() == 1


@pytest.mark.parametrize(
    ("points", "cap", "field"), [("0", None, "points"), ("2", "0", "cap"), ("2", "1", "cap")]
)
def test_clauses_that_do_not_hold_up(
    draft: Scheme, coordinator: User, now: datetime, points: str, cap: str | None, field: str
) -> None:
    ruled = actions.Ruled(ClauseKind.BONUS, "加9", "新", D(points), None if cap is None else D(cap))
    with pytest.raises(ValidationError) as refused:
        actions.save_clause(scheme=draft, ruled=ruled, by=coordinator, at=now)
    assert faults(refused) == [field]


def test_a_formula_that_names_an_unknown_target_is_refused(
    draft: Scheme, coordinator: User, now: datetime
) -> None:
    dimension = draft.dimensions.get(name="推进落实")
    for target in (None, 987654):
        with pytest.raises(ValidationError) as refused:
            asked = measured("注册商标", 10, "attainment", target=target)
            actions.save_indicator(dimension=dimension, asked=asked, by=coordinator, at=now)
        assert faults(refused) == ["target"]
    with pytest.raises(ValidationError) as refused:
        asked = replace(measured("注册商标", 10), measure=None)
        actions.save_indicator(dimension=dimension, asked=asked, by=coordinator, at=now)
    assert faults(refused) == ["measure"]
    assert dimension.indicators.count() == 1


def test_a_formula_that_names_a_qualitative_target_is_told_so(
    draft: Scheme, coordinator: User, now: datetime
) -> None:
    values = {"comparator": "qualitative"}
    [target] = Goals(coordinator, now).publish(Goal("保护体系更加完善", None, "", values))
    dimension = draft.dimensions.get(name="推进落实")
    asked = measured("体系", 10, "attainment", target=target.pk)
    with pytest.raises(ValidationError, match="定性指标，没有目标值"):
        actions.save_indicator(dimension=dimension, asked=asked, by=coordinator, at=now)
    assert dimension.indicators.count() == 1


def test_a_target_that_ended_keeps_the_scheme_from_being_published(
    offices: Office, draft: Scheme, coordinator: User, now: datetime
) -> None:
    goals = Goals(coordinator, now)
    goal = Goal()
    target = goals.publish(goal)[0]
    dimension = draft.dimensions.get(name="推进落实")
    asked = measured("注册商标", 60, "attainment", target=target.pk)
    actions.save_indicator(
        dimension=dimension, indicator=dimension.indicators.get(), asked=asked, by=coordinator,
        at=now,
    )  # fmt: skip
    assert queries.faults_of(draft) == []
    goals.publish(Goal("另一指标"))
    with pytest.raises(ValidationError, match="不存在，或现行方案已不再列入"):
        offices.publish(draft)
    assert fresh_scheme(draft).state == "draft"


def test_whom_a_scheme_can_assess(
    draft: Scheme, science: Unit, county: Area, coordinator: User, now: datetime
) -> None:
    yunxi = Unit.objects.create(
        name="云溪县人民政府", short_name="云溪县政府", kind=UnitKind.COUNTY, area=county
    )
    with pytest.raises(ValidationError) as refused:
        actions.choose(scheme=draft, units=[science, yunxi], by=coordinator, at=now)
    assert "云溪县政府" in refused.value.messages[0]
    kept = Sheet.objects.get(scheme=draft, unit=science).pk
    actions.choose(scheme=draft, units=[science], by=coordinator, at=now)
    assert [s.pk for s in draft.sheets.all()] == [kept]


def test_a_part_of_another_scheme_is_not_changed(
    offices: Office, draft: Scheme, science: Unit, coordinator: User, now: datetime
) -> None:
    other = offices.draft([science], title="另一方案")
    mine, theirs = draft.dimensions.order_by("pk")[0], other.dimensions.order_by("pk")[0]
    before = list(theirs.indicators.values()), list(other.clauses.values())
    by: dict[str, Any] = {"by": coordinator, "at": now}
    asked, ruled = actions.Asked("抽查", D(1)), actions.Ruled(ClauseKind.BONUS, "加7", "新", D(1))
    for verb in (
        lambda: actions.save_dimension(
            scheme=draft, dimension=theirs, name="新", weight=D(1), **by
        ),
        lambda: actions.save_indicator(
            dimension=mine, indicator=theirs.indicators.get(), asked=asked, **by
        ),
        lambda: actions.save_clause(
            scheme=draft, clause=other.clauses.order_by("pk")[0], ruled=ruled, **by
        ),
    ):
        with pytest.raises(ValidationError, match="不属于"):
            verb()
    assert (list(theirs.indicators.values()), list(other.clauses.values())) == before
    assert Dimension.objects.get(pk=theirs.pk).name == theirs.name


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"title": "  "}, "title"),
        ({"title": "考" * 20_000}, "title"),
        ({"basis": "文" * 301}, "basis"),
        ({"appeal_days": -1}, "appeal_days"),
        ({"answer_days": 2_000_000_000}, "answer_days"),
        ({"origin": "xyz"}, "origin"),
    ],
)
def test_a_scheme_that_no_row_can_hold_is_refused_in_words(
    draft: Scheme, coordinator: User, now: datetime, changes: dict[str, Any], field: str
) -> None:
    for scheme in (None, fresh_scheme(draft)):
        with pytest.raises(ValidationError) as refused:
            said = demands(now, **{"title": "又一方案", **changes})
            actions.save_scheme(demands=said, scheme=scheme, by=coordinator, at=now)
        assert faults(refused) == [field]
    assert Scheme.objects.count() == 1


def test_an_end_of_a_formula_has_as_many_digits_as_its_column(
    draft: Scheme, coordinator: User, now: datetime
) -> None:
    dimension = draft.dimensions.get(name="推进落实")
    asked = measured("又一项", 10, floor=D("-99999999999999"))
    with pytest.raises(ValidationError) as refused:
        actions.save_indicator(dimension=dimension, asked=asked, by=coordinator, at=now)
    assert faults(refused) == ["floor"]


def test_what_has_no_name_is_not_saved(draft: Scheme, coordinator: User, now: datetime) -> None:
    by: dict[str, Any] = {"by": coordinator, "at": now}
    dimension = draft.dimensions.get(name="推进落实")
    unnamed = actions.Ruled(ClauseKind.BONUS, " ", "", D(1))
    for verb, fields in (
        (lambda: actions.save_dimension(scheme=draft, name=" ", weight=D(1), **by), ["name"]),
        (
            lambda: actions.save_indicator(
                dimension=dimension, asked=actions.Asked(" ", D(1)), **by
            ),
            ["name"],
        ),
        (lambda: actions.save_clause(scheme=draft, ruled=unnamed, **by), ["number", "text"]),
    ):
        with pytest.raises(ValidationError) as refused:
            verb()
        assert faults(refused) == fields
