"""A scheme is drawn up by forms."""

from datetime import datetime
from typing import Any

from django.test import Client
from django.urls import reverse
from tests.governance.assessment.house import (
    fresh_scheme,
)
from tests.governance.assessment.pages import LIST, post, text, url
from tests.governance.targets.goals import Goal, Goals

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.assessment.models import (
    Clause,
    Dimension,
    Indicator,
    Scheme,
)


def test_a_scheme_is_drawn_up_by_forms(
    client: Client, coordinator: User, science: Unit, market: Unit, now: datetime
) -> None:
    client.force_login(coordinator)
    assert "还没有考核方案" in text(client, LIST)
    year = now.year
    assert f"{year}-12-20" in text(client, reverse("assessment:new"))
    given: dict[str, Any] = {
        "title": "年度考核", "year": year, "origin": "own", "subject": "units",
        "period_start": f"{year}-01-01", "period_end": f"{year}-12-31",
        "self_by": f"{year}-12-20", "appeal_days": 5, "answer_days": 5,
    }  # fmt: skip
    refused = post(client, reverse("assessment:new"), 422, **{**given, "period_end": "2001-01-01"})
    assert "考核期结束不能早于考核期开始" in refused
    assert "年度考核" in refused, "what was typed stays"
    post(client, reverse("assessment:new"), **given)
    scheme = Scheme.objects.get()
    key = scheme.pk
    page = text(client, url("scheme", key))
    assert "还没有考核维度" in page
    assert "还没有选择被考核单位" in page
    post(client, url("edit", key), **given, version=0, basis="示例办〔2026〕1号")
    assert "示例办〔2026〕1号" in text(client, url("edit", key))
    post(client, url("edit", key), 422, **given, version=0)
    post(client, url("add_dimension", key), 422, name="落实", weight="130")
    post(client, url("add_dimension", key), name="落实", weight="90")
    dimension = Dimension.objects.get()
    asked: dict[str, Any] = {
        "name": "按期",
        "mark": "100",
        "method": "measured",
        "measure": "in_time",
    }
    assert "起评值和满分值" in post(client, url("add_indicator", dimension.pk), 422, **asked)
    assert "公式所用的指标不存在" in post(
        client, url("add_indicator", dimension.pk), 422, **{**asked, "measure": "attainment"},
        floor="0", full="100", target="99",
    )  # fmt: skip
    assert "公式所用的指标不存在" in post(
        client, url("add_indicator", dimension.pk), 422, **{**asked, "measure": "attainment"},
        floor="0", full="100", target="9" * 5000,
    )  # fmt: skip
    values = {"comparator": "qualitative"}
    [target] = Goals(coordinator, now).publish(Goal("保护体系更加完善", None, "", values))
    assert "没有目标值" in post(
        client, url("add_indicator", dimension.pk), 422, **{**asked, "measure": "attainment"},
        floor="0", full="100", target=target.pk,
    )  # fmt: skip
    post(client, url("add_indicator", dimension.pk), **asked, floor="50", full="100", steps="5")
    assert "分 5 档" in text(client, url("scheme", key))
    indicator = Indicator.objects.get()
    post(client, url("indicator", indicator.pk), **asked, floor="50", full="100")
    post(client, url("add_clause", key), kind="bonus", number="加1", text="表扬", points="2")
    clause = Clause.objects.get()
    post(
        client,
        url("clause", clause.pk),
        kind="bonus",
        number="加1",
        text="表彰",
        points="2",
        cap="4",
    )
    assert "表彰" in text(client, url("clause", clause.pk))
    post(client, url("choose", key), units=[science.pk, market.pk])
    step = url("conduct", key, "publish")
    assert "从此不能再改" in text(client, step)
    refused = post(client, step, 422, version=fresh_scheme(scheme).version)
    assert "各维度权重合计 90，应为 100。" in refused
    assert fresh_scheme(scheme).state == "draft"
    post(client, url("dimension", dimension.pk), name="落实", weight="100")
    post(client, step, version=fresh_scheme(scheme).version)
    page = text(client, url("scheme", key))
    assert "自评核定中" in page
    assert "按比例计分" in page
    assert post(client, url("dimension", dimension.pk), 422, name="改", weight="100")
    assert "内容不能再改" in post(client, url("drop_clause", clause.pk), 422, version=0)


def test_parts_are_dropped_and_a_draft_is_discarded(
    client: Client, draft: Scheme, coordinator: User
) -> None:
    client.force_login(coordinator)
    for name, row in (
        ("drop_indicator", Indicator.objects.all()[0]),
        ("drop_dimension", Dimension.objects.all()[0]),
        ("drop_clause", Clause.objects.all()[0]),
    ):
        assert "删除" in text(client, url(name, row.pk))
        post(client, url(name, row.pk), version=draft.version)
    assert (Indicator.objects.count(), Dimension.objects.count(), Clause.objects.count()) == (
        1,
        1,
        1,
    )
    assert "废弃草稿" in text(client, url("discard", draft.pk))
    post(client, url("discard", draft.pk), version=draft.version)
    assert not Scheme.objects.exists()


def test_a_draft_is_seen_by_the_coordinator_and_the_auditor(
    client: Client, draft: Scheme, head: User, verifier: User, auditor: User
) -> None:
    for user, status in ((head, 404), (verifier, 404), (auditor, 200)):
        client.force_login(user)
        assert client.get(url("scheme", draft.pk)).status_code == status
    assert client.get(url("edit", draft.pk)).status_code == 403


def test_next_years_draft_is_begun_from_this_years_page(
    client: Client, scheme: Scheme, coordinator: User, verifier: User
) -> None:
    client.force_login(verifier)
    assert url("repeat", scheme.pk) not in text(client, url("scheme", scheme.pk))
    post(client, url("repeat", scheme.pk), 403)
    client.force_login(coordinator)
    assert url("repeat", scheme.pk) in text(client, url("scheme", scheme.pk))
    assert f"沿用到{scheme.year + 1}年度" in text(client, url("repeat", scheme.pk))
    post(client, url("repeat", scheme.pk))
    draft = Scheme.objects.get(year=scheme.year + 1)
    assert "各日期顺延" not in text(client, url("scheme", draft.pk))
    assert url("repeat", draft.pk) not in text(client, url("scheme", draft.pk)), "it is a draft"
    assert "已有同名的考核方案" in post(client, url("repeat", scheme.pk), 422)
