"""What is kept of a party, its identity number, and who acts for it."""

from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from tests.factories import fresh, make_area, make_user

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.audit.personal import is_personal, opened
from zhicheng.foundation.audit.queries import verify
from zhicheng.foundation.units.models import Area, AreaKind
from zhicheng.register.parties import actions, permissions
from zhicheng.register.parties.actions.common import located
from zhicheng.register.parties.models import Mandate, Name, Party, PersonNumber
from zhicheng.register.parties.rules import Matter, Sort

CODE = "91370100M00020001T"
NUMBER = "410700199001010012"


def test_an_organisation_is_kept_with_its_codes_and_its_place(
    coordinator: User, now: datetime
) -> None:
    jinan = Area.objects.create(code="370100", name="济南市", kind="city")
    party = actions.add_organisation(
        name=" 示例机械有限公司 ", credit_code="91370100m00020001t", sort=Sort.ENTERPRISE,
        industry="c3563", address="250117山东省济南市槐荫区示例路1号", by=coordinator, at=now,
    )  # fmt: skip
    party.refresh_from_db()
    assert (party.name, party.credit_code, party.industry) == ("示例机械有限公司", CODE, "C3563")
    assert (party.division, party.area, party.root) == ("370104", jinan, party)
    assert party.confidence and party.confidence > Decimal("0.9")
    assert party.evidence[0]["kind"] == "name"
    assert [str(name) for name in party.names.all()] == ["示例机械有限公司"]
    assert str(party) == "示例机械有限公司"
    assert Entry.objects.get(verb="parties.add").after["credit_code"] == CODE
    assert list(verify()) == []


@pytest.mark.parametrize(
    ("given", "field", "said"),
    [
        ({"name": "  "}, "name", "请填写名称"),
        ({"name": "示例 机械有限公司"}, "name", "已有名称"),
        ({"name": "甲厂", "credit_code": "91370100M00020001A"}, "credit_code", "校验位"),
        ({"name": "甲厂", "credit_code": CODE}, "credit_code", "已经使用"),
        ({"name": "甲厂", "industry": "C99"}, "industry", "13 至 43"),
    ],
)
def test_what_does_not_hold_up_is_not_kept(
    coordinator: User, now: datetime, given: dict[str, Any], field: str, said: str
) -> None:
    actions.add_organisation(name="示例机械有限公司", credit_code=CODE, by=coordinator, at=now)
    with pytest.raises(ValidationError, match=said) as refused:
        actions.add_organisation(**given, by=coordinator, at=now)
    assert list(refused.value.message_dict) == [field]
    assert Party.objects.count() == 1


def test_a_place_that_the_text_does_not_tell_is_not_guessed(machines: Party) -> None:
    assert (machines.division, machines.confidence, machines.area) == ("", None, None)


def test_a_person_is_kept_with_no_more_than_a_name(coordinator: User, now: datetime) -> None:
    first, second = (actions.add_person(name="赵示例", by=coordinator, at=now) for _ in range(2))
    assert first.pk != second.pk
    entry = Entry.objects.filter(verb="parties.add").first()
    assert entry and is_personal(entry.after)
    assert "赵示例" not in str(entry.after)
    assert opened(entry.after)["name"] == "赵示例"


def test_codes_are_changed_and_ones_own_code_is_no_other_partys(
    machines: Party, coordinator: User, now: datetime
) -> None:
    for industry in ("C", "C35"):
        actions.change(party=machines, credit_code=CODE, industry=industry, by=coordinator, at=now)
    assert fresh(machines).industry == "C35"
    change = Entry.objects.filter(verb="parties.change").last()
    assert change and (change.before["industry"], change.after["industry"]) == ("C", "C35")


def test_of_a_person_the_address_alone_is_changed(
    inventor: Party, coordinator: User, now: datetime
) -> None:
    actions.change(party=inventor, credit_code=CODE, address="山东省济南市", by=coordinator, at=now)
    found = fresh(inventor)
    assert (found.credit_code, found.division) == ("", "370100")


def test_the_name_until_then_becomes_a_former_one(
    machines: Party, coordinator: User, now: datetime
) -> None:
    on = now.date() - timedelta(days=30)
    actions.rename(
        party=machines, name="示例智造有限公司", on=on, source="变更通知书", by=coordinator, at=now
    )
    names = {name.text: (name.kind, name.valid_from, name.valid_to) for name in Name.objects.all()}
    assert names == {
        "示例机械有限公司": ("former", None, on - timedelta(days=1)),
        "示例智造有限公司": ("current", on, None),
    }
    assert fresh(machines).name == "示例智造有限公司"
    with pytest.raises(ValidationError, match="须晚于"):
        actions.rename(party=machines, name="丙", on=on, source="", by=coordinator, at=now)
    tomorrow = now.date() + timedelta(days=1)
    with pytest.raises(ValidationError, match="不能晚于今天"):
        actions.rename(party=machines, name="丙", on=tomorrow, source="", by=coordinator, at=now)
    # Called again what it was called before: both periods are kept.
    actions.rename(
        party=machines, name="示例机械有限公司", on=now.date(), source="", by=coordinator, at=now
    )
    assert machines.names.filter(text="示例机械有限公司").count() == 2


def test_no_two_organisations_are_called_the_same(
    machines: Party, tools: Party, inventor: Party, coordinator: User, now: datetime
) -> None:
    given: dict[str, Any] = {"on": now.date(), "source": "", "by": coordinator, "at": now}
    with pytest.raises(ValidationError, match="已有名称"):
        actions.rename(party=tools, name=machines.name, **given)
    actions.rename(party=inventor, name=machines.name, **given)  # persons may be called anything


def test_other_names_are_added_once(machines: Party, coordinator: User, now: datetime) -> None:
    given: dict[str, Any] = {"party": machines, "source": "年报", "by": coordinator, "at": now}
    alias = actions.add_name(text="示例机械", former=False, **given)
    former = actions.add_name(
        text="云溪农机厂",
        former=True,
        valid_from=date(1990, 1, 1),
        valid_to=date(1999, 1, 1),
        **given,
    )
    assert (alias.kind, former.kind) == ("alias", "former")
    with pytest.raises(ValidationError, match="已经有"):
        actions.add_name(text="示例 机械", former=False, **given)
    with pytest.raises(ValidationError, match="不能早于"):
        actions.add_name(
            text="丁", former=True, valid_from=date(2000, 1, 1), valid_to=date(1999, 1, 1), **given
        )
    assert machines.names.count() == 3


def test_of_two_at_once_one_is_told(machines: Party, coordinator: User, now: datetime) -> None:
    seen = fresh(machines)
    actions.change(party=machines, industry="C", by=coordinator, at=now)
    with pytest.raises(actions.Overtaken):
        actions.change(party=seen, industry="A", by=coordinator, at=now)


def test_an_identity_number_is_sealed_and_shown_for_a_reason(
    inventor: Party, machines: Party, coordinator: User, now: datetime
) -> None:
    who: dict[str, Any] = {"by": coordinator, "at": now}
    with pytest.raises(Refused, match="没有登记"):
        actions.unmask(party=inventor, reason="核对", **who)
    kept = actions.set_number(party=inventor, number=NUMBER, **who)
    assert str(kept) == "410700********0012"
    assert NUMBER.encode() not in bytes(kept.sealed)
    assert NUMBER not in str(list(Entry.objects.values()))
    assert actions.unmask(party=inventor, reason="核对转让合同", **who) == NUMBER
    told = Entry.objects.get(verb="parties.unmask")
    assert opened(told.after)["reason"] == "核对转让合同"
    with pytest.raises(ValidationError, match="理由"):
        actions.unmask(party=inventor, reason=" ", **who)
    with pytest.raises(ValidationError, match="校验"):
        actions.set_number(party=inventor, number="410700199001010013", **who)
    with pytest.raises(Refused, match="只有个人"):
        actions.set_number(party=machines, number=NUMBER, **who)
    other = actions.add_person(name="赵示例", **who)
    with pytest.raises(ValidationError, match="请合并"):
        actions.set_number(party=other, number=NUMBER, **who)
    actions.set_number(party=inventor, number=NUMBER, **who)
    assert PersonNumber.objects.count() == 1


def test_an_account_acts_for_a_party_on_the_days_of_its_mandate(
    machines: Party, tools: Party, outsider: User, coordinator: User, now: datetime
) -> None:
    today, day = now.date(), timedelta(days=1)
    given = actions.give_mandate(
        party=machines, user=outsider, matter=Matter.RIGHTS, valid_from=today,
        valid_to=today + 9 * day, document="授权委托书", by=coordinator, at=now,
    )  # fmt: skip
    assert str(given) == f"{outsider} → {machines}"
    for matter, on, may in (
        (Matter.RIGHTS, today, True),
        (Matter.FINANCE, today, False),
        (Matter.RIGHTS, today - day, False),
        (Matter.RIGHTS, today + 9 * day, True),
        (Matter.RIGHTS, today + 10 * day, False),
    ):
        assert permissions.acts_for(outsider, machines, matter, on) is may
    assert not permissions.acts_for(outsider, tools, Matter.RIGHTS)
    assert not permissions.acts_for(None, machines, Matter.RIGHTS)
    assert list(permissions.visible_parties(outsider)) == [machines]
    assert list(permissions.visible_mandates(outsider)) == [given]
    # What it is merged into, the account acts for as well.
    actions.merge(party=fresh(machines), into=tools, reason="吸收合并", by=coordinator, at=now)
    assert permissions.acts_for(outsider, fresh(tools), Matter.RIGHTS)
    actions.end_mandate(mandate=given, on=today, by=coordinator, at=now)
    assert not permissions.acts_for(outsider, fresh(tools), Matter.RIGHTS, today + day)
    with pytest.raises(Refused, match="已经截止"):
        actions.end_mandate(mandate=given, on=today, by=coordinator, at=now)


def test_mandates_that_do_not_hold_up(
    machines: Party, outsider: User, coordinator: User, now: datetime
) -> None:
    today, day = now.date(), timedelta(days=1)
    given: dict[str, Any] = {
        "party": machines, "user": outsider, "matter": Matter.ALL, "valid_from": today,
        "document": "授权委托书", "by": coordinator, "at": now,
    }  # fmt: skip
    with pytest.raises(ValidationError, match="依据"):
        actions.give_mandate(**{**given, "document": " "})
    with pytest.raises(ValidationError, match="不能早于"):
        actions.give_mandate(**given, valid_to=today - day)
    gone = make_user()
    gone.is_active = False
    gone.save()
    with pytest.raises(ValidationError, match="停用"):
        actions.give_mandate(**{**given, "user": gone})
    mandate = actions.give_mandate(**given)
    with pytest.raises(ValidationError, match="同一事项"):
        actions.give_mandate(**{**given, "valid_from": today + day})
    with pytest.raises(ValidationError, match="不能早于今天"):
        actions.end_mandate(mandate=mandate, on=today - day, by=coordinator, at=now)
    assert Mandate.objects.get().valid_to is None


def test_an_outsider_and_an_officer_change_nothing(
    machines: Party, inventor: Party, outsider: User, officer: User, now: datetime
) -> None:
    day = now.date()
    tries: list[tuple[Any, dict[str, Any]]] = [
        (actions.add_organisation, {"name": "甲厂"}),
        (actions.add_person, {"name": "钱示例"}),
        (actions.change, {"party": machines}),
        (actions.rename, {"party": machines, "name": "乙", "on": day, "source": ""}),
        (actions.add_name, {"party": machines, "text": "乙", "former": False, "source": ""}),
        (actions.set_number, {"party": inventor, "number": NUMBER}),
        (actions.unmask, {"party": inventor, "reason": "看看"}),
        (
            actions.give_mandate,
            {
                "party": machines, "user": officer, "matter": Matter.ALL, "valid_from": day,
                "document": "自拟",
            },
        ),
    ]  # fmt: skip
    for verb, given in tries:
        for who in (outsider, officer):
            with pytest.raises(PermissionDenied):
                verb(**given, by=who, at=now)
    mandate = Mandate.objects.create(
        party=machines, user=outsider, matter=Matter.ALL, valid_from=day, document="委托书"
    )
    with pytest.raises(PermissionDenied):
        actions.end_mandate(mandate=mandate, on=day, by=outsider, at=now)
    assert Party.objects.count() == 2


def test_who_sees_which_parties(
    machines: Party, outsider: User, officer: User, county_officer: User, county: Area
) -> None:
    assert list(permissions.visible_parties(officer)) == [machines]
    assert not permissions.visible_parties(outsider).exists()
    assert not permissions.visible_parties(county_officer).exists()
    machines.area = county
    machines.save()
    assert list(permissions.visible_parties(county_officer)) == [machines]
    machines.area = make_area("别县")
    machines.save()
    assert not permissions.visible_parties(county_officer).exists()
    assert not permissions.open_writings(officer).exists()


@pytest.mark.parametrize(
    ("address", "area"),
    [
        ("示例市云溪县示例路1号", "云溪县"),
        ("示例市云溪县高新区示例路1号", "云溪县高新区"),
        ("示例市示例路1号", "示例市"),
        ("云溪县示例路1号", None),
        ("高新区示例路1号", None),
    ],
)
def test_an_area_that_is_no_division_is_found_by_its_name_behind_the_citys(
    address: str, area: str | None, coordinator: User, now: datetime
) -> None:
    city = Area.objects.filter(kind=AreaKind.CITY).first() or make_area()
    for name in ("云溪县", "云溪县高新区"):
        make_area(name, AreaKind.ZONE, city)
    made = actions.add_organisation(name="新来有限公司", address=address, by=coordinator, at=now)
    assert (made.area and made.area.name) == area
    assert (made.division, made.confidence) == ("", None)


def test_without_a_city_no_area_is_named() -> None:
    assert located("示例市示例路1号", {})["area"] is None
