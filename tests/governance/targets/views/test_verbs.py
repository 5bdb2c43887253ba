"""The forms: what is done, and what stays when it is refused."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.utils import timezone
from tests.factories import fresh
from tests.governance.targets.goals import TEXT, Goal, Goals, observe

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.units.models import Area, Unit
from zhicheng.governance.targets.models import Observation, Share, Target


def filled(**more: Any) -> dict[str, Any]:
    values = {
        "as_of": timezone.localdate().isoformat(), "value": "5.2", "unit": "万件", "source": "市统计局月报",
        "evidence": SimpleUploadedFile("月报.txt", TEXT),
    }  # fmt: skip
    return {**values, **more}


def test_confirming_proposes_what_the_plan_says(
    goals: Goals, science: Unit, coordinator: User, client: Client
) -> None:
    target = goals.publish(Goal(values={"baseline": "41000", "due": None}))[0]
    client.force_login(coordinator)
    url = f"/targets/{target.pk}/confirm/"
    page = client.get(url).content.decode()
    assert 'value="41000"' in page
    assert 'value="2025-12-31"' in page
    assert "方案所列：41000" in page
    given = {"version": 0, "owner": science.pk, "baseline": "41000", "baseline_on": "2025-12-31",
             "due_on": "2027-12-31"}  # fmt: skip
    assert client.post(url, given).status_code == 302
    found = fresh(target)
    assert (found.state, found.baseline, found.due_on) == ("confirmed", 41000, date(2027, 12, 31))
    again = client.get(url).content.decode()
    assert 'value="41000"' in again
    assert 'value="2027-12-31"' in again  # what a person has decided, a person can correct
    sent = {**given, "version": 1, "due_on": "2026-01-02"}
    refused = client.post(url, sent)
    assert refused.status_code == 422 and "已经过去" in refused.content.decode()
    assert 'type="checkbox" name="sure"' in refused.content.decode()
    assert fresh(target).due_on == date(2027, 12, 31)
    assert client.post(url, {**sent, "sure": "on"}).status_code == 302
    assert fresh(target).due_on == date(2026, 1, 2)


@pytest.mark.parametrize(
    ("period", "due"),
    [((None, None), (None, "")), ((None, date(2030, 12, 31)), (date(2030, 12, 31), "inferred"))],
)
def test_a_due_day_that_is_emptied_is_taken_away(
    goals: Goals, science: Unit, coordinator: User, client: Client, period: Any, due: Any
) -> None:
    target = goals.publish(Goal(values={"due": None}), period=period)[0]
    client.force_login(coordinator)
    url = f"/targets/{target.pk}/confirm/"
    given = {"version": 0, "owner": science.pk, "due_on": "2029-06-30"}
    assert client.post(url, given).status_code == 302
    assert fresh(target).due_source == "decided"
    assert client.post(url, {**given, "version": 1, "due_on": ""}).status_code == 302
    assert (fresh(target).due_on, fresh(target).due_source) == due


def test_a_day_that_the_plan_states_is_not_asked_for(
    draft: Target, coordinator: User, client: Client
) -> None:
    client.force_login(coordinator)
    page = client.get(f"/targets/{draft.pk}/confirm/").content.decode()
    assert 'name="due_on"' not in page


def test_a_plan_without_period_and_baseline(
    goals: Goals, coordinator: User, client: Client
) -> None:
    target = goals.publish(Goal(values={"baseline": "40000"}), period=(None, None))[0]
    client.force_login(coordinator)
    page = client.get(f"/targets/{target.pk}/confirm/").content.decode()
    assert 'value="40000"' in page
    bare = goals.publish(Goal())[0]
    assert "方案未列基数" in client.get(f"/targets/{bare.pk}/confirm/").content.decode()


def test_a_qualitative_target_asks_for_no_baseline(
    quality: Target, coordinator: User, client: Client
) -> None:
    client.force_login(coordinator)
    page = client.get(f"/targets/{quality.pk}/confirm/").content.decode()
    assert 'name="baseline"' not in page
    page = client.get(f"/targets/{quality.pk}/observe/").content.decode()
    assert 'name="judgement"' in page
    assert 'name="value"' not in page


def test_whoever_comes_second_is_told_and_may_go_on(
    draft: Target, science: Unit, market: Unit, coordinator: User, client: Client
) -> None:
    client.force_login(coordinator)
    url = f"/targets/{draft.pk}/confirm/"
    assert client.post(url, {"version": 0, "owner": science.pk}).status_code == 302
    answer = client.post(url, {"version": 0, "owner": market.pk})
    assert answer.status_code == 422
    assert "您的操作未执行" in answer.content.decode()
    assert 'name="version" value="1"' in answer.content.decode()
    assert fresh(draft).owner == science


@pytest.mark.parametrize("version", [None, "x", "9" * 30])
@pytest.mark.parametrize("name", ["confirm", "not-measurable", "distribute/areas"])
def test_a_form_without_the_version_that_was_seen_changes_nothing(
    name: str, version: str | None, target: Target, market: Unit, county: Area,
    coordinator: User, client: Client,
) -> None:  # fmt: skip
    client.force_login(coordinator)
    url = f"/targets/{target.pk}/{name}/"
    given = {"owner": market.pk, "reason": "缺少分母", f"part_{county.pk}": "56000"}
    forged = given if version is None else {**given, "version": version}
    answer = client.post(url, forged)
    assert answer.status_code == 422
    assert "页面已过期" in answer.content.decode()
    found = fresh(target)
    assert (found.version, found.state, found.owner) == (target.version, "confirmed", target.owner)
    assert not Share.objects.exists()
    assert client.post(url).status_code == 422


def test_not_measurable(target: Target, coordinator: User, client: Client) -> None:
    client.force_login(coordinator)
    url = f"/targets/{target.pk}/not-measurable/"
    assert "暂不可测" in client.get(url).content.decode()
    assert client.post(url, {"version": 1, "reason": " "}).status_code == 422
    assert client.post(url, {"version": 1, "reason": "缺少分母"}).status_code == 302
    assert fresh(target).reason == "缺少分母"


def test_a_value_is_reported(target: Target, county: Area, officer: User, client: Client) -> None:
    client.force_login(officer)
    url = f"/targets/{target.pk}/observe/"
    assert 'value="件"' in client.get(url).content.decode()
    assert client.post(url, filled()).status_code == 302
    assert client.post(url, filled(area=county.pk, value="0.1")).status_code == 302
    assert Observation.objects.count() == 2


def test_a_value_far_from_the_last_one_is_confirmed_with_a_box(
    target: Target, officer: User, now: datetime, today: date, client: Client
) -> None:
    observe(target, officer, now, today - timedelta(1), 52000)
    client.force_login(officer)
    url = f"/targets/{target.pk}/observe/"
    assert 'type="checkbox" name="sure"' not in client.get(url).content.decode()
    answer = client.post(url, filled(unit="件", value="52"))
    page = answer.content.decode()
    assert answer.status_code == 422 and "相差过大，请核对数值和计量单位" in page
    assert 'type="checkbox" name="sure"' in page and 'value="52"' in page
    assert client.post(url, filled(unit="件", value="52", sure="on")).status_code == 302


@pytest.mark.parametrize(
    ("given", "words"),
    [
        ({"as_of": (timezone.localdate() + timedelta(2)).isoformat()}, "还没有到"),
        ({"unit": "家"}, "不能精确换算"),
        ({"value": ""}, "不能以零代替"),
        ({"value": "很多"}, "请填写数字"),
        ({"evidence": ""}, "请附佐证材料"),
        ({"source": ""}, "请填写此项"),
        ({"area": "999999"}, "所选的项不在可选范围内"),
    ],
)
def test_what_was_typed_stays_after_a_refusal(
    given: dict[str, Any], words: str, target: Target, officer: User, client: Client
) -> None:
    client.force_login(officer)
    sent = filled(**{"source": "一份很长的来源说明", **given})
    answer = client.post(f"/targets/{target.pk}/observe/", sent)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert words in page
    assert sent["source"] in page
    assert not Observation.objects.exists()


def test_hints_for_sums_and_years(
    goals: Goals, science: Unit, coordinator: User, client: Client
) -> None:
    client.force_login(coordinator)
    summed, yearly = goals.publish(
        Goal("累计", values={"cumulative": True}), Goal("每年", values={"annual": True})
    )
    assert "本期新增" in client.get(f"/targets/{summed.pk}/observe/").content.decode()
    assert "各年分别判断" in client.get(f"/targets/{yearly.pk}/observe/").content.decode()


def test_a_value_is_corrected_or_taken_back(
    target: Target, officer: User, client: Client, now: datetime, today: date
) -> None:
    row = observe(target, officer, now, today, 50000)
    client.force_login(officer)
    url = f"/targets/observations/{row.pk}/correct/"
    assert 'value="50000"' in client.get(url).content.decode()
    sent = {"value": "51000", "unit": "件", "source": "公报", "reason": "修订"}
    assert client.post(url, {**sent, "reason": ""}).status_code == 422
    assert client.post(url, sent).status_code == 302
    again = client.post(url, sent)
    assert again.status_code == 422
    assert "刚刚被别人更正过" in again.content.decode()
    newest = Observation.objects.latest("id")
    gone = {**sent, "value": "", "void": "on"}
    url = f"/targets/observations/{newest.pk}/correct/"
    assert client.post(url, gone).status_code == 302
    assert Observation.objects.latest("id").void


def test_a_judgement_is_corrected(
    quality: Target, officer: User, client: Client, now: datetime, today: date
) -> None:
    figure = {"value": None, "unit": "", "judgement": "behind"}
    row = observe(quality, officer, now, today, None, figure=figure)
    client.force_login(officer)
    sent = {"judgement": "on_course", "source": "督查报告", "reason": "复核后调整"}
    url = f"/targets/observations/{row.pk}/correct/"
    assert client.post(url, sent).status_code == 302
    assert Observation.objects.latest("id").judgement == "on_course"


def test_a_distribution_that_does_not_add_up_stays_in_the_form(
    target: Target, county: Area, coordinator: User, client: Client
) -> None:
    client.force_login(coordinator)
    url, field = f"/targets/{target.pk}/distribute/areas/", f"part_{county.pk}"
    assert "各部分之和须等于总目标" in client.get(url).content.decode()
    answer = client.post(url, {"version": 1, field: "50000"})
    assert answer.status_code == 422
    assert "少0.6 万件" in answer.content.decode()
    assert 'value="50000"' in answer.content.decode()
    assert not Share.objects.exists()
    assert client.post(url, {"version": 1, field: "56000"}).status_code == 302
    assert Share.objects.get().area == county
    assert 'value="56000"' in client.get(url).content.decode()


def test_over_years(ratio: Target, coordinator: User, client: Client) -> None:
    client.force_login(coordinator)
    url = f"/targets/{ratio.pk}/distribute/years/"
    page = client.get(url).content.decode()
    assert "2026年" in page
    assert "2028年" in page
    assert "分母不同" in page
    assert client.post(url, {"version": 1, "part_2027": "11", "part_2028": "12"}).status_code == 302
    assert Share.objects.count() == 2


def test_years_of_a_plan_without_period(goals: Goals, coordinator: User, client: Client) -> None:
    target = goals.publish(Goal(values={"due": None}), period=(None, None))[0]
    client.force_login(coordinator)
    page = client.get(f"/targets/{target.pk}/distribute/years/").content.decode()
    assert f"{timezone.localdate().year}年" in page


@pytest.mark.parametrize(
    "page", ["confirm", "not-measurable", "distribute/areas", "distribute/years"]
)
def test_the_office_alone_settles(
    page: str, target: Target, officer: User, leader: User, client: Client
) -> None:
    for person in (officer, leader):
        client.force_login(person)
        assert client.get(f"/targets/{target.pk}/{page}/").status_code == 403


def test_another_unit_reports_nothing(
    target: Target, officer: User, other_officer: User, client: Client, now: datetime, today: date
) -> None:
    row = observe(target, officer, now, today, 50000)
    client.force_login(other_officer)
    assert client.post(f"/targets/{target.pk}/observe/", filled()).status_code == 403
    assert client.get(f"/targets/observations/{row.pk}/correct/").status_code == 403
