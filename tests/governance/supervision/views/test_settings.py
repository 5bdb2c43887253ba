"""The pages on which the city's own rules of supervision are set and withdrawn."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from zhicheng.foundation.accounts.models import User
from zhicheng.governance.supervision.models import (
    EscalationSetting,
    ListingSetting,
    ProposalSetting,
)

SOURCE = "示府办〔2026〕15号"


def url(kind: str) -> str:
    return reverse("supervision:set_rule", args=[kind])


def filled(client: Client, kind: str, **more: Any) -> dict[str, Any]:
    """The form as a browser sends it, with what a person has to say besides."""
    form = client.get(url(kind)).context["form"]
    first = {n: f.choices[0][0] for n, f in form.fields.items() if hasattr(f, "choices")}
    start = {name: form.get_initial_for_field(f, name) for name, f in form.fields.items()}
    given = first | {name: value for name, value in start.items() if value not in (None, False)}
    return {**given, "source": SOURCE, **more}


def test_steps_are_set_as_they_were_but_for_one(
    client: Client, coordinator: User, officer: User, today: date
) -> None:
    client.force_login(coordinator)
    day = today + timedelta(1)
    given = filled(client, "escalation", valid_from=day, to_0="office", days_3="9")
    refused = client.post(url("escalation"), given)
    assert refused.status_code == 422
    assert "请填写这一项" in refused.content.decode() and SOURCE in refused.content.decode()
    given["words_3"] = "约谈主要负责人"
    shown = client.post(url("escalation"), given, follow=True).content.decode()
    assert "约谈主要负责人" in shown and "尚未生效" in shown and "起生效" in shown
    row = EscalationSetting.objects.get()
    assert [step["days"] for step in row.steps] == [1, 3, 5, 9]
    assert row.steps[0]["to"] == ["head", "coordinator"]
    assert [step["circular"] for step in row.steps] == [False, False, True, False]
    back = reverse("supervision:withdraw_rule", args=["escalation", row.pk])
    assert back in shown
    client.force_login(officer)
    seen = client.get(reverse("supervision:rules")).content.decode()
    assert back not in seen and "设定逐级督办" not in seen
    assert client.post(back).status_code == 403
    client.force_login(coordinator)
    assert "撤回规则" in client.get(back).content.decode()
    assert "已撤回" in client.post(back, follow=True).content.decode()
    assert not EscalationSetting.objects.exists()


def test_steps_out_of_order_stay_as_they_were_typed(
    client: Client, coordinator: User, today: date
) -> None:
    client.force_login(coordinator)
    given = filled(client, "escalation", valid_from=today + timedelta(1), days_1="1")
    refused = client.post(url("escalation"), given)
    assert refused.status_code == 422
    assert "逐步增加" in refused.content.decode()
    assert refused.context["form"]["words_1"].value() == "报告市领导"
    assert not EscalationSetting.objects.exists()


@pytest.mark.parametrize(
    ("kind", "field", "model"),
    [("proposals", "overdue_least", ProposalSetting), ("listing", "criticism", ListingSetting)],
)
def test_numbers_are_set(
    kind: str, field: str, model: type[ProposalSetting] | type[ListingSetting], client: Client,
    coordinator: User, today: date,
) -> None:  # fmt: skip
    client.force_login(coordinator)
    given = filled(client, kind, valid_from=today)
    assert "不追溯" in client.post(url(kind), given).content.decode()
    given |= {"valid_from": today + timedelta(1), field: 0}
    assert "应在 1 到" in client.post(url(kind), given).content.decode()
    given[field] = 7
    assert "起生效" in client.post(url(kind), given, follow=True).content.decode()
    assert getattr(model._default_manager.get(), field) == 7
    assert "先在规则页撤回" in client.post(url(kind), given).content.decode()


def test_who_may_not_set_them(client: Client, leader: User, coordinator: User) -> None:
    client.force_login(leader)
    for kind in ("proposals", "escalation", "listing"):
        assert client.get(url(kind)).status_code == 403
    client.force_login(coordinator)
    assert client.get(url("other")).status_code == 404
