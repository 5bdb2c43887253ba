"""Merging and splitting, and that either is taken back exactly."""

from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db.models import Model
from tests.factories import fresh, reason_of

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.models import Entry
from zhicheng.register.parties import actions, queries
from zhicheng.register.parties.models import Name, Party, Splitting, Writing
from zhicheng.register.parties.rules import Written


def rows_of(model: type[Model], *left_out: str) -> list[dict[str, Any]]:
    """All rows as plain values, but for the counters of changes."""
    skip = {"version", *left_out}
    rows = model._default_manager.order_by("pk").values()
    return [{name: value for name, value in row.items() if name not in skip} for row in rows]


@pytest.fixture
def who(coordinator: User, now: datetime) -> dict[str, Any]:
    return {"reason": "同一企业", "by": coordinator, "at": now}


def test_a_merged_party_is_found_with_the_other_and_comes_back_as_it_was(
    machines: Party, tools: Party, inventor: Party, coordinator: User, now: datetime,
    who: dict[str, Any],
) -> None:  # fmt: skip
    small = actions.add_organisation(name="小厂", by=coordinator, at=now)
    actions.merge(party=small, into=tools, **who)
    before = [rows_of(Party), rows_of(Name), rows_of(Writing)]
    actions.merge(party=tools, into=machines, **who)
    assert list(queries.parties_for(coordinator)) == [machines, inventor]
    assert {str(name) for name in queries.names_of(machines)} == {
        "示例机械有限公司", "云溪工具有限公司", "小厂",
    }  # fmt: skip
    assert list(queries.merged_into(machines)) == [tools]
    assert list(queries.called(queries.parties_for(coordinator), "云溪工具")) == [machines]
    assert list(queries.called(queries.parties_for(coordinator), "小厂")) == [machines]
    with pytest.raises(Refused, match="已经并入"):
        actions.merge(party=fresh(tools), into=fresh(machines), **who)
    actions.unmerge(party=tools, **who)
    assert [rows_of(Party), rows_of(Name), rows_of(Writing)] == before
    with pytest.raises(Refused, match="没有并入"):
        actions.unmerge(party=tools, **who)
    told = Entry.objects.get(verb="parties.unmerge")
    assert reason_of(told) == "同一企业"


def test_what_cannot_be_merged(
    machines: Party, tools: Party, inventor: Party, who: dict[str, Any], outsider: User
) -> None:
    with pytest.raises(ValidationError, match="自身"):
        actions.merge(party=machines, into=machines, **who)
    with pytest.raises(ValidationError, match="单位和个人"):
        actions.merge(party=machines, into=inventor, **who)
    with pytest.raises(ValidationError, match="理由"):
        actions.merge(party=machines, into=tools, **{**who, "reason": " "})
    for verb in (actions.merge, actions.unmerge):
        given: dict[str, Any] = {"into": tools} if verb is actions.merge else {}
        with pytest.raises(PermissionDenied):
            verb(party=machines, **given, **{**who, "by": outsider})
    seen = fresh(machines)
    actions.change(party=machines, industry="C", by=who["by"], at=who["at"])
    with pytest.raises(actions.Overtaken):
        actions.merge(party=seen, into=tools, **who)
    assert not Party.objects.exclude(merged_into=None).exists()


@pytest.fixture
def named(machines: Party, coordinator: User, now: datetime) -> Party:
    """With a former name and an alias, under which sources write."""
    by: dict[str, Any] = {"source": "", "by": coordinator, "at": now}
    actions.add_name(party=machines, text="云溪农机厂", former=True, **by)
    actions.add_name(party=machines, text="示例农机", former=False, **by)
    actions.find_writings([Written("云溪农机厂"), Written("示例机械有限公司")], at=now)
    return machines


def test_what_was_split_off_comes_back_as_it_was(named: Party, who: dict[str, Any]) -> None:
    before = [rows_of(Party), rows_of(Name), rows_of(Writing)]
    names = list(named.names.exclude(kind="current"))
    split = actions.split(party=named, names=names, **who)
    assert (split.made.name, split.made.root_id) == (names[0].text, None)
    made = fresh(split.made)
    assert made.root == made
    assert str(split) == f"{named} → {made}"
    assert [name.kind for name in made.names.order_by("pk")] == ["former", "current"]
    assert [str(one) for one in made.writings.all()] == ["云溪农机厂"]
    assert [str(one) for one in named.writings.all()] == ["示例机械有限公司"]
    assert list(queries.splittings_of(named)) == [split]
    split = Splitting.objects.get()
    actions.unsplit(splitting=split, **who)
    after = [rows_of(Party), rows_of(Name), rows_of(Writing)]
    left = after[0].pop()  # the party that was made stays, without anything, as part of the first
    assert (left["merged_into_id"], left["root_id"]) == (named.pk, named.pk)
    assert after == before
    assert not queries.splittings_of(named).exists()
    with pytest.raises(actions.Overtaken):
        actions.unsplit(splitting=split, **who)
    with pytest.raises(Refused, match="重新拆分"):
        actions.unmerge(party=fresh(made), **who)


def test_a_party_that_has_got_something_of_its_own_is_not_put_back(
    named: Party, tools: Party, who: dict[str, Any]
) -> None:
    given = {name: who[name] for name in ("by", "at")}
    split = actions.split(party=named, names=list(named.names.filter(kind="former")), **who)
    made = fresh(split.made)
    actions.add_name(party=made, text="另有名称", former=False, source="", **given)
    with pytest.raises(Refused, match="已有新的"):
        actions.unsplit(splitting=Splitting.objects.get(), **who)
    assert made.names.count() == 2


def test_what_cannot_be_split(
    named: Party, tools: Party, inventor: Party, who: dict[str, Any], outsider: User
) -> None:
    former = list(named.names.filter(kind="former"))
    with pytest.raises(ValidationError, match="请选择"):
        actions.split(party=named, names=[], **who)
    with pytest.raises(ValidationError, match="现用名称"):
        actions.split(party=named, names=[named.names.get(kind="current")], **who)
    with pytest.raises(ValidationError, match="不属于"):
        actions.split(party=tools, names=former, **who)
    with pytest.raises(ValidationError, match="理由"):
        actions.split(party=named, names=former, **{**who, "reason": ""})
    with pytest.raises(Refused, match="个人不能拆分"):
        actions.split(party=inventor, names=former, **who)
    with pytest.raises(PermissionDenied):
        actions.split(party=named, names=former, **{**who, "by": outsider})
    split = actions.split(party=named, names=former, **who)
    with pytest.raises(PermissionDenied):
        actions.unsplit(splitting=split, **{**who, "by": outsider})
    with pytest.raises(ValidationError, match="理由"):
        actions.unsplit(splitting=split, **{**who, "reason": ""})
