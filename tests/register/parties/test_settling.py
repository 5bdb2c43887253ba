"""From names as sources write them to parties."""

from datetime import datetime
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from tests.factories import fresh

from zhicheng.foundation.accounts.models import User
from zhicheng.register.parties import actions, queries
from zhicheng.register.parties.models import Candidate, Party, Writing
from zhicheng.register.parties.rules import PartyKind, Written

pytestmark = pytest.mark.django_db


def find(*texts: str, at: datetime, address: str = "") -> list[Writing]:
    written = [Written(text, address) for text in texts]
    found = actions.find_writings(written, at=at)
    return [fresh(found[one]) for one in written]


def test_what_the_rules_settle(machines: Party, now: datetime) -> None:
    same, new = find("示例 机械有限公司", "新来有限公司", at=now)
    assert (same.party, same.rule, same.state) == (machines, "R-PA-1", "rule")
    assert new.party and (new.party.name, new.party.root, new.rule) == (
        "新来有限公司",
        new.party,
        "R-PA-7",
    )
    assert str(new) == "新来有限公司"
    # The next time nothing is judged again.
    assert find("示例 机械有限公司", "新来有限公司", at=now) == [same, new]
    assert Party.objects.count() == 2


def test_a_new_party_gets_its_place_from_the_address(now: datetime) -> None:
    [made] = find("新来有限公司", at=now, address="山东省济南市槐荫区示例路1号")
    assert made.party and made.party.division == "370104"
    assert made.place == ""


def test_of_a_person_the_address_is_not_kept_but_tells_two_apart(now: datetime) -> None:
    here, there = (
        find("赵示例", at=now, address=f"山东省济南市槐荫区示例路{number}号")[0]
        for number in (1, 2)
    )
    assert here.party and there.party
    assert here.party != there.party
    assert (here.party.address, here.party.division) == ("", "370104")
    assert find("赵示例", at=now, address="山东省济南市槐荫区示例路1号") == [here]
    [nowhere] = find("赵示例", at=now)
    assert nowhere.party not in (here.party, there.party)


def test_two_texts_of_one_name_in_one_batch_are_one_party(now: datetime) -> None:
    first, second, like = find("新来有限公司", "新来 有限公司", "新来股份有限公司", at=now)
    assert first.party == second.party
    assert like.party is None
    assert [one.party for one in like.candidates.all()] == [first.party]


def test_what_is_uncertain_waits_for_a_person(
    machines: Party, coordinator: User, outsider: User, now: datetime
) -> None:
    branch, odd = find("示例机械有限公司云溪分公司", "安纳特思科", at=now)
    assert (branch.party, branch.state, odd.rule) == (None, "open", "R-PA-8")
    waiting = list(queries.to_settle(coordinator))
    assert [(one, one.choices) for one in waiting] == [(branch, 1), (odd, 0)]  # type: ignore[attr-defined]  # annotated by to_settle
    assert not queries.to_settle(outsider).exists()
    candidate = Candidate.objects.get()
    assert str(candidate) == f"{branch} → {machines}"
    by: dict[str, Any] = {"by": coordinator, "at": now}
    with pytest.raises(PermissionDenied):
        actions.settle(writing=branch, candidate=candidate, by=outsider, at=now)
    with pytest.raises(ValidationError, match="不属于"):
        actions.settle(writing=odd, candidate=candidate, **by)
    actions.settle(writing=branch, candidate=candidate, **by)
    assert fresh(branch).party == machines
    assert list(queries.writings_of(machines)) == [branch]
    assert machines.names.filter(kind="alias", text=branch.text).exists()
    with pytest.raises(actions.Overtaken):
        actions.settle(writing=branch, candidate=candidate, **by)
    with pytest.raises(PermissionDenied):
        actions.settle_as_new(writing=odd, kind=PartyKind.ORGANISATION, by=outsider, at=now)
    made = actions.settle_as_new(writing=odd, kind=PartyKind.ORGANISATION, **by)
    assert (fresh(odd).party, made.name) == (made, "安纳特思科")
    assert not queries.to_settle(coordinator).exists()


def test_another_branch_of_a_settled_name_is_understood_by_itself(
    machines: Party, coordinator: User, now: datetime
) -> None:
    [branch] = find("示例机械有限公司云溪分公司", at=now)
    actions.settle(writing=branch, candidate=Candidate.objects.get(), by=coordinator, at=now)
    [again] = find("示例机械有限公司 云溪分公司", at=now)
    assert (again.party, again.rule) == (machines, "R-PA-2")


def test_a_candidate_that_was_merged_leads_to_where_it_is_now(
    machines: Party, tools: Party, coordinator: User, now: datetime
) -> None:
    [branch] = find("示例机械有限公司云溪分公司", at=now)
    actions.merge(party=machines, into=tools, reason="合并", by=coordinator, at=now)
    candidate = Candidate.objects.select_related("party__root").get()
    actions.settle(writing=branch, candidate=candidate, by=coordinator, at=now)
    assert fresh(branch).party == tools


def test_no_second_party_of_a_name_that_somebody_bears_now(
    machines: Party, coordinator: User, now: datetime
) -> None:
    [form] = find("示例机械股份有限公司", at=now)
    actions.add_organisation(name="示例机械股份有限公司", by=coordinator, at=now)
    with pytest.raises(ValidationError, match="已有同名的单位"):
        actions.settle_as_new(writing=form, kind=PartyKind.ORGANISATION, by=coordinator, at=now)
    made = actions.settle_as_new(writing=form, kind=PartyKind.PERSON, by=coordinator, at=now)
    assert made.kind == "person"


def test_many_names_ask_little_more_than_one(now: datetime) -> None:
    texts = [Written(f"第{number}号示例有限公司", "山东省济南市") for number in range(300)]
    with CaptureQueriesContext(connection) as asked:
        actions.find_writings(texts, at=now)
    assert len(asked) <= 20  # SQLite takes so many values in one statement
