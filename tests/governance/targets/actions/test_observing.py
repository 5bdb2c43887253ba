"""Values come with day, unit, source and evidence, and are corrected only by a newer one with a reason."""

import io
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import IntegrityError, transaction
from django.db.utils import DatabaseError
from tests.factories import fresh, reason_of
from tests.governance.targets.goals import Goal, Goals, observe, upload

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.audit.personal import opened
from zhicheng.foundation.units.models import Area, Unit
from zhicheng.governance.targets import actions, queries
from zhicheng.governance.targets.guard import GUARD
from zhicheng.governance.targets.models import Observation, Step, Target
from zhicheng.governance.targets.rules import Judgement, Status


def test_an_officer_reports_in_a_unit_that_converts_exactly(
    target: Target, officer: User, now: datetime, today: date
) -> None:
    row = observe(target, officer, now, today, "5.2", figure={"unit": "万件"})
    assert (row.value, row.unit, row.evidence_name) == (Decimal("5.2"), "万件", "统计月报.txt")
    assert queries.standing_of(fresh(target), today).value == 52000
    entry = Entry.objects.latest("seq")
    assert entry.verb == "targets.observe"
    assert opened(entry.after)["source"] == "市统计局月报"
    assert "市统计局" not in str(entry.after)  # free text is sealed
    assert target.steps.latest("id").said == f"全市截至{today}的数值：5.2 万件"


@pytest.mark.parametrize(
    ("given", "field", "words"),
    [
        ({"as_of": 1}, "as_of", "还没有到"),
        ({"figure": {"unit": "家"}}, "unit", "不能精确换算"),
        ({"figure": {"value": None}}, "value", "不能以零代替"),
        ({"figure": {"source": "  "}}, "source", "数据来源"),
        ({"figure": {"source": "李某某13800000000提供"}}, "source", "138******00"),
        ({"evidence": None}, "evidence", "佐证材料"),
        ({"evidence": upload(b"MZ\x90\x00" * 40, "a.exe")}, "evidence", "a.exe"),
        ({"figure": {"value": Decimal("0.76")}}, "value", "整数"),
        ({"figure": {"value": Decimal(-1)}}, "value", "不能为负"),
        ({"day": date(1950, 1, 1)}, "as_of", "年份应在"),
        ({"day": date(2024, 12, 31)}, "as_of", "最早为2025-01-01"),
    ],
)
def test_what_is_not_taken_in(
    given: dict[str, Any], field: str, words: str, target: Target, officer: User, now: datetime,
    today: date,
) -> None:  # fmt: skip
    more = dict(given)
    day = more.pop("day", today + timedelta(more.pop("as_of", 0)))
    steps = Step.objects.count()
    with pytest.raises(ValidationError) as refused:
        observe(target, officer, now, day, 50000, **more)
    assert words in refused.value.message_dict[field][0]
    assert (Observation.objects.count(), Step.objects.count()) == (0, steps)


def test_values_of_the_base_year_are_taken_in(target: Target, officer: User, now: datetime) -> None:
    observe(target, officer, now, date(2025, 6, 30), 48000)  # the plan begins in 2026
    assert queries.standing_of(fresh(target), date(2026, 2, 1)).value == 48000


def test_a_ratio_is_never_negative_and_a_growth_may_be(
    ratio: Target, goals: Goals, science: Unit, officer: User, coordinator: User, now: datetime,
    today: date,
) -> None:  # fmt: skip
    with pytest.raises(ValidationError, match="不能为负数"):
        observe(ratio, officer, now, today, -3)
    growth = goals.publish(Goal("专利授权量增长率", 8, "%"))[0]
    actions.confirm(target=growth, owner=science, by=coordinator, at=now)
    assert observe(growth, officer, now, today, -3).value == -3


def test_a_share_is_never_more_than_the_whole(
    goals: Goals, science: Unit, officer: User, coordinator: User, now: datetime, today: date
) -> None:
    share = goals.publish(Goal("行政案件按期办结率", 98, "%"))[0]
    actions.confirm(target=share, owner=science, by=coordinator, at=now)
    with pytest.raises(ValidationError, match="不能超过100%"):
        observe(share, officer, now, today, 250)
    assert observe(share, officer, now, today, 100).value == 100


def test_two_values_for_one_day_only_by_correction(
    target: Target, officer: User, county: Area, now: datetime, today: date
) -> None:
    observe(target, officer, now, today, 50000)
    with pytest.raises(ValidationError, match="选“更正”"):
        observe(target, officer, now, today, 50001)
    observe(target, officer, now, today, 900, area=county)
    with pytest.raises(ValidationError, match="云溪县"):
        observe(target, officer, now, today, 901, area=county)
    assert queries.standings_of_areas(target, today)[county.pk].value == 900
    assert queries.standing_of(fresh(target), today).value == 50000  # a county is not the city


@pytest.mark.parametrize(("values", "value"), [({}, 5), ({"cumulative": True}, 45)])
def test_the_value_of_a_county_counts_as_the_whole_does(
    values: dict[str, Any], value: int, goals: Goals, science: Unit, officer: User,
    coordinator: User, county: Area, now: datetime, today: date,
) -> None:  # fmt: skip
    found = goals.publish(Goal("质押融资登记", 100, "件", values))[0]
    actions.confirm(target=found, owner=science, by=coordinator, at=now)
    observe(found, officer, now, today - timedelta(30), 40, area=county)
    observe(found, officer, now, today, 5, area=county)
    observe(found, officer, now, today, 60)  # the city's, not the county's
    stands = queries.standings_of_areas(fresh(found), today)[county.pk]
    assert stands.value == value
    assert stands.as_of == today


def test_a_correction_names_its_reason_and_keeps_the_old_value(
    target: Target, officer: User, now: datetime, today: date
) -> None:
    wrong = observe(target, officer, now, today, 50000)
    figure = actions.Figure("市统计局公报", Decimal(51000), "件")
    right = actions.correct(observation=wrong, reason="月报修订", figure=figure, by=officer, at=now)
    assert (right.as_of, right.evidence, right.corrects) == (today, wrong.evidence, wrong)
    assert fresh(wrong).value == 50000
    assert queries.standing_of(fresh(target), today).value == 51000
    entry = Entry.objects.latest("seq")
    assert (entry.verb, reason_of(entry)) == ("targets.correct", "月报修订")
    with pytest.raises(ValidationError, match="刚刚被别人更正过"):
        actions.correct(observation=wrong, reason="又改", figure=figure, by=officer, at=now)
    newer = actions.correct(
        observation=right, reason="再次修订", figure=figure, by=officer, at=now,
        evidence=upload(b"a new page of statistics\n", "new.txt"),
    )  # fmt: skip
    assert newer.evidence_name == "new.txt"


def test_a_value_may_be_taken_back(
    target: Target, officer: User, now: datetime, today: date
) -> None:
    wrong = observe(target, officer, now, today, 50000)
    gone = actions.correct(observation=wrong, reason="报错指标", figure=None, by=officer, at=now)
    assert queries.standing_of(fresh(target), today).status is Status.CONFIRMED
    assert "作废" in target.steps.latest("id").said
    with pytest.raises(ValidationError, match="已经填报过"):
        observe(target, officer, now, today, 51000)
    actions.correct(
        observation=gone, reason="重新填报", figure=actions.Figure("月报", Decimal(51000), "件"),
        by=officer, at=now,
    )  # fmt: skip
    assert queries.standing_of(fresh(target), today).value == 51000


def test_a_correction_that_changes_nothing_is_refused(
    target: Target, officer: User, now: datetime, today: date
) -> None:
    row = observe(target, officer, now, today, 50000)
    assert row.value is not None
    same = actions.Figure(row.source + " ", row.value + Decimal("0.0"), row.unit)
    with pytest.raises(ValidationError, match="完全相同"):
        actions.correct(observation=row, reason="改", figure=same, by=officer, at=now)
    assert Observation.objects.count() == 1
    proof = actions.Upload("新月报.txt", io.BytesIO(b"better proof\n"))
    newer = actions.correct(
        observation=row, reason="换材料", figure=same, evidence=proof, by=officer, at=now
    )
    gone = actions.correct(observation=newer, reason="作废", figure=None, by=officer, at=now)
    with pytest.raises(ValidationError, match="完全相同"):
        actions.correct(observation=gone, reason="作废", figure=None, by=officer, at=now)


def test_a_correction_must_hold_up_as_well(
    target: Target, officer: User, now: datetime, today: date
) -> None:
    row = observe(target, officer, now, today, 50000)
    figure = actions.Figure("月报", Decimal(1), "家")
    with pytest.raises(ValidationError, match="更正的理由"):
        actions.correct(observation=row, reason=" ", figure=None, by=officer, at=now)
    with pytest.raises(ValidationError, match="不能精确换算"):
        actions.correct(observation=row, reason="改", figure=figure, by=officer, at=now)
    assert Observation.objects.count() == 1


def test_a_qualitative_target_takes_a_judgement_with_evidence(
    quality: Target, officer: User, now: datetime, today: date
) -> None:
    good = {"value": None, "unit": "", "judgement": Judgement.REACHED}
    with pytest.raises(ValidationError, match="请选择评价"):
        observe(quality, officer, now, today, None, figure={**good, "judgement": "unheard"})
    with pytest.raises(ValidationError, match="没有数值"):
        observe(quality, officer, now, today, 80, figure={"judgement": Judgement.REACHED})
    with pytest.raises(ValidationError, match="还没有到"):
        observe(quality, officer, now, today + timedelta(1), None, figure=good)
    with pytest.raises(ValidationError, match="过早"):
        observe(quality, officer, now, date(2020, 1, 1), None, figure=good)
    with pytest.raises(ValidationError, match="佐证材料"):
        observe(quality, officer, now, today, None, figure=good, evidence=None)
    row = observe(quality, officer, now, today, None, figure=good)
    assert (row.value, row.judgement) == (None, "reached")
    assert queries.standing_of(fresh(quality), today).status is Status.MET
    assert quality.steps.latest("id").said.endswith("已实现")


def test_nothing_is_taken_in_before_it_is_confirmed_or_after_it_ended(
    goals: Goals, draft: Target, coordinator: User, now: datetime, today: date
) -> None:
    with pytest.raises(ValidationError, match="待确认"):
        observe(draft, coordinator, now, today, 1)
    goals.publish()
    with pytest.raises(ValidationError, match="不再列入"):
        observe(fresh(draft), coordinator, now, today, 1)


def test_who_reports(
    target: Target, coordinator: User, head: User, other_officer: User, leader: User,
    verifier: User, now: datetime, today: date,
) -> None:  # fmt: skip
    row = observe(target, head, now, today, 50000)
    observe(target, coordinator, now, today - timedelta(1), 49000)
    for person in (other_officer, leader, verifier):
        with pytest.raises(PermissionDenied):
            observe(target, person, now, today - timedelta(2), 1)
        with pytest.raises(PermissionDenied):
            actions.correct(observation=row, reason="改", figure=None, by=person, at=now)


@pytest.mark.parametrize("verb", ["update", "delete", "step", "step_gone"])
def test_what_was_measured_is_kept_by_the_database(
    verb: str, target: Target, officer: User, now: datetime, today: date
) -> None:
    observe(target, officer, now, today, 50000)
    changes = {
        "update": lambda: Observation.objects.update(value=1),
        "delete": lambda: Observation.objects.all()._raw_delete("default"),
        "step": lambda: Step.objects.update(said="改写"),
        "step_gone": lambda: Step.objects.all()._raw_delete("default"),
    }
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        changes[verb]()


def test_without_the_guard_nothing_stops_it(
    target: Target, officer: User, now: datetime, today: date
) -> None:
    from django.db import connection

    observe(target, officer, now, today, 50000)
    GUARD.remove(connection)
    assert Observation.objects.update(source="改写") == 1
    GUARD.install(connection)
    with pytest.raises(DatabaseError), transaction.atomic():
        Observation.objects.update(source="又改写")


@pytest.mark.parametrize("with_area", [False, True])
def test_the_database_keeps_one_value_a_day(
    with_area: bool, target: Target, officer: User, county: Area, now: datetime, today: date
) -> None:
    area = county if with_area else None
    row = observe(target, officer, now, today, 50000, area=area)
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save(force_insert=True)


def test_a_correction_holds_no_personal_data(
    target: Target, officer: User, now: datetime, today: date
) -> None:
    row = observe(target, officer, now, today, 50000)
    figure = actions.Figure(source="身份证110101199003072316", value=Decimal(50001), unit="件")
    cases: tuple[tuple[str, dict[str, Any]], ...] = (
        ("source", {"reason": "重复计算", "figure": figure}),
        ("reason", {"reason": "李某某13800000000来电更正", "figure": None}),
    )
    for field, given in cases:
        with pytest.raises(ValidationError) as refused:
            actions.correct(observation=row, by=officer, at=now, **given)
        assert "个人信息" in refused.value.message_dict[field][0]
    assert Observation.objects.count() == 1


def test_a_value_far_from_the_last_one_is_asked_about(
    target: Target, county: Area, officer: User, now: datetime, today: date
) -> None:
    first, second = today - timedelta(20), today - timedelta(10)
    observe(target, officer, now, first, 50000)
    observe(target, officer, now, second, 52000)
    with pytest.raises(ValidationError) as refused:
        observe(target, officer, now, today, 53, sure=False)
    assert refused.value.message_dict["sure"][0].startswith(f"53 件与{second}的52,000 件相差过大")
    assert target.observations.count() == 2
    observe(
        target, officer, now, today, 900, area=county, sure=False
    )  # there was none of the county
    assert observe(target, officer, now, today, 53, sure=True).value == 53


def test_what_is_no_number_is_never_far(
    quality: Target, officer: User, now: datetime, today: date
) -> None:
    figure = {"judgement": Judgement.ON_COURSE.value, "unit": ""}
    observe(quality, officer, now, today - timedelta(1), None, figure=figure)
    assert observe(quality, officer, now, today, None, figure=figure).judgement


def test_a_first_value_is_held_against_baseline_and_demand(
    ratio: Target, science: Unit, coordinator: User, officer: User, now: datetime, today: date
) -> None:
    actions.confirm(
        target=ratio, owner=science, baseline=Decimal(6), baseline_on=date(2025, 12, 31),
        by=coordinator, at=now,
    )  # fmt: skip
    with pytest.raises(ValidationError) as refused:
        observe(ratio, officer, now, today, 84000, sure=False)
    said = refused.value.message_dict["sure"][0]
    assert said.startswith("84,000 件/万人与基数6 件/万人、目标值12 件/万人相差过大")
    assert not ratio.observations.exists()
    assert observe(ratio, officer, now, today, "6.3", sure=False).value == Decimal("6.3")


def test_the_value_of_a_county_is_held_against_the_city(
    target: Target, county: Area, officer: User, now: datetime, today: date
) -> None:
    observe(target, officer, now, today, 43601)
    with pytest.raises(ValidationError) as refused:
        observe(target, officer, now, today, 99_999_999, area=county, sure=False)
    assert "全市的43,601 件" in refused.value.message_dict["sure"][0]
    observe(target, officer, now, today, 900, area=county, sure=False)
    assert target.observations.count() == 2


def test_a_correction_is_asked_about_as_well(
    target: Target, officer: User, now: datetime, today: date
) -> None:
    observe(target, officer, now, today - timedelta(30), 42000)
    row = observe(target, officer, now, today, 43500)

    def correct(value: int, source: str = "公报", **more: Any) -> Observation:
        figure = actions.Figure(source, Decimal(value), "件")
        return actions.correct(
            observation=Observation.objects.latest("id"), reason="改", figure=figure, by=officer,
            at=now, **more,
        )  # fmt: skip

    with pytest.raises(ValidationError) as refused:
        correct(4_350_000)
    assert "435 万件与" in refused.value.message_dict["sure"][0]
    assert not hasattr(fresh(row), "corrected_by")
    assert correct(4_350_000, sure=True).value == 4_350_000
    assert correct(4_350_000, source="年鉴").source == "年鉴"  # the value stays as it was
    assert correct(43600).value == 43600  # back beside the others
