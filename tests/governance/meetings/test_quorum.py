"""The city's own rule for the quorum: a meeting goes by the rule of its day."""

from datetime import date, datetime, timedelta

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.test import Client
from django.urls import reverse
from tests.factories import fresh

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.models import Entry
from zhicheng.governance.meetings import actions, queries
from zhicheng.governance.meetings.actions import Noted
from zhicheng.governance.meetings.models import Meeting, QuorumSetting, Seat
from zhicheng.governance.meetings.rules import QUORUM, Presence, Share

SOURCE = "示政办〔2026〕9号第六条"


def test_a_meeting_goes_by_the_rule_of_its_day(
    invited: Meeting, seats: list[Seat], coordinator: User, today: date, now: datetime
) -> None:
    given = {"meeting": invited, "by": coordinator, "at": now}
    noted = {seats[0]: Noted(Presence.PRESENT), seats[1]: Noted(Presence.PRESENT)}
    actions.take_attendance(noted=noted, **given)  # type: ignore[arg-type]  # as named
    assert queries.facts_of(invited, today).quorate, "two of three are more than half"
    actions.set_quorum(
        valid_from=today, share=Share.THREE_QUARTERS, source=SOURCE, by=coordinator,
        at=now - timedelta(1),
    )  # fmt: skip
    assert queries.QUORUMS.on(today - timedelta(1)) == QUORUM
    assert not queries.facts_of(fresh(invited), today).quorate
    with pytest.raises(Refused, match="到会人数"):
        actions.move(verb="hold", **given)  # type: ignore[arg-type]  # as named


def test_who_sets_it_and_when(
    coordinator: User, today: date, now: datetime, request: pytest.FixtureRequest
) -> None:
    day = today + timedelta(1)
    given = {"valid_from": day, "share": Share.ALL, "source": SOURCE, "at": now}
    row = actions.set_quorum(by=coordinator, **given)  # type: ignore[arg-type]  # as named
    for who in ("head", "verifier", "leader", "auditor", "outsider"):
        by = request.getfixturevalue(who)
        with pytest.raises(PermissionDenied):
            actions.set_quorum(by=by, **given)  # type: ignore[arg-type]  # as named
        with pytest.raises(PermissionDenied):
            actions.withdraw_quorum(setting=row, by=by, at=now)
    with pytest.raises(ValidationError, match="先在规则页撤回"):
        actions.set_quorum(by=coordinator, **given)  # type: ignore[arg-type]  # as named
    with pytest.raises(ValidationError) as refused:
        actions.set_quorum(by=coordinator, **{**given, "source": " "})  # type: ignore[arg-type]  # as named
    assert set(refused.value.message_dict) == {"source"}
    actions.withdraw_quorum(setting=row, by=coordinator, at=now)
    assert Entry.objects.latest("seq").verb == "meetings.withdraw_quorum"
    assert not QuorumSetting.objects.exists()


def test_its_pages(client: Client, coordinator: User, leader: User, today: date) -> None:
    rules, form = reverse("meetings:quorum"), reverse("meetings:set_quorum")
    client.force_login(coordinator)
    assert "不少于应到人数的半数" in client.get(rules).content.decode()
    given = {"valid_from": today, "share": "2/3", "source": SOURCE}
    client.get(form)
    refused = client.post(form, given)
    assert refused.status_code == 422
    assert "不追溯" in refused.content.decode() and SOURCE in refused.content.decode()
    given["valid_from"] = today + timedelta(1)
    assert "三分之二" in client.post(form, given, follow=True).content.decode()
    back = reverse("meetings:withdraw_quorum", args=[QuorumSetting.objects.get().pk])
    client.force_login(leader)
    assert back not in client.get(rules).content.decode()
    assert (client.get(form).status_code, client.post(back).status_code) == (403, 403)
    client.force_login(coordinator)
    assert "三分之二" not in client.post(back, follow=True).content.decode()
