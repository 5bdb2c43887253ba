"""The pages of parties: filled in and sent as a person does."""

from datetime import datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from tests.factories import fresh, queries_of

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.units.models import Area
from zhicheng.register.parties import actions
from zhicheng.register.parties.models import Mandate, Party, Splitting, Writing
from zhicheng.register.parties.rules import Written

NUMBER = "410700199001010012"


@pytest.fixture
def page(client: Client, coordinator: User) -> Any:
    """Sends a form to a page of the room, or gets it."""
    client.force_login(coordinator)

    def ask(route: str, *keys: int, **given: Any) -> Any:
        url = reverse(f"parties:{route}", args=keys)
        return client.post(url, given) if given else client.get(url)

    return ask


def test_an_organisation_is_put_on_file_and_found(page: Any, client: Client) -> None:
    answer = page("add_organisation", name="示例机械有限公司", industry="C35", sort="enterprise")
    party = Party.objects.get()
    assert answer["Location"] == f"/parties/{party.pk}/"
    assert "示例机械有限公司" in client.get("/parties/?q=示例机械").content.decode()
    assert "示例机械有限公司" not in client.get("/parties/?q=机床&kind=person").content.decode()
    assert "示例机械有限公司" not in client.get("/parties/?q=机").content.decode()


def test_what_was_typed_stays_when_it_is_refused(page: Any) -> None:
    answer = page("add_organisation", name="示例机械有限公司", credit_code="91370100M00020001A")
    assert answer.status_code == 422
    said = answer.content.decode()
    assert "校验位" in said
    assert "示例机械有限公司" in said
    assert not Party.objects.exists()


def test_a_party_is_changed_renamed_and_named(page: Any, machines: Party, now: datetime) -> None:
    key, today = machines.pk, now.date().isoformat()
    page("change", key, version=machines.version, industry="C35", sort="")
    assert fresh(machines).industry == "C35"
    page("rename", key, version=1, name="示例智造有限公司", on=today, source="通知书")
    page("add_name", key, version=2, text="示例智造", former="no")
    names = {name.text: name.kind for name in machines.names.all()}
    assert names == {
        "示例机械有限公司": "former", "示例智造有限公司": "current", "示例智造": "alias",
    }  # fmt: skip
    answer = page("change", key, version=0, industry="A", sort="")
    assert answer.status_code == 422  # somebody changed it meanwhile


def test_a_person_and_the_number(page: Any, client: Client) -> None:
    page("add_person", name="赵示例", address="山东省济南市槐荫区")
    person = Party.objects.get()
    page("change", person.pk, version=0, address="山东省济南市")
    assert page("set_number", person.pk, version=1, number="1").status_code == 422
    page("set_number", person.pk, version=1, number=NUMBER)
    shown = page("party", person.pk).content.decode()
    assert "410700********0012" in shown
    assert NUMBER not in shown
    assert page("unmask", person.pk).status_code == 200
    assert page("unmask", person.pk, reason=" ").status_code == 422
    answer = page("unmask", person.pk, reason="核对转让合同")
    assert NUMBER in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    assert Entry.objects.filter(verb="parties.unmask").count() == 1


def test_parties_are_merged_by_name_code_or_number(
    page: Any, client: Client, machines: Party, tools: Party, coordinator: User, now: datetime
) -> None:
    key = tools.pk
    for into, said in (
        ("没有这一家", "没有找到"), ("#0", "没有找到"), ("#x", "没有找到"),
    ):  # fmt: skip
        answer = page("merge", key, version=0, into=into, reason="同一企业")
        assert said in answer.content.decode()
    answer = page("merge", key, version=0, into=machines.name, reason="同一企业")
    assert answer["Location"] == f"/parties/{machines.pk}/"
    # Whoever follows an old address gets to where the party is now.
    assert page("party", key)["Location"] == f"/parties/{machines.pk}/"
    assert "已并入本主体" in page("party", machines.pk).content.decode()
    assert page("unmerge", key).status_code == 200
    page("unmerge", key, version=1, reason="不是同一企业")
    assert fresh(tools).merged_into is None
    twin = actions.add_person(name=machines.name, by=coordinator, at=now)
    answer = page("merge", key, version=2, into=machines.name, reason="同一企业")
    assert "有几个主体" in answer.content.decode()
    page("merge", key, version=2, into=f"#{machines.pk}", reason="同一企业")
    assert fresh(tools).merged_into == machines
    assert fresh(twin).merged_into is None


def test_a_party_is_split_and_put_back(
    page: Any, machines: Party, coordinator: User, now: datetime
) -> None:
    alias = actions.add_name(
        party=machines, text="示例农机", former=False, source="", by=coordinator, at=now
    )
    page("split", machines.pk, version=1, names=[alias.pk], reason="另一家")
    made = Splitting.objects.get()
    assert made.made.name == "示例农机"
    assert "拆分出" in page("party", machines.pk).content.decode()
    assert page("unsplit", made.pk).status_code == 200
    page("unsplit", made.pk, version=0, reason="误拆")
    assert fresh(made).undone_at
    assert fresh(alias).party == machines


def test_a_name_is_settled(page: Any, machines: Party, now: datetime) -> None:
    texts = ("示例机械有限公司云溪分公司", "安纳特思科", "示例机械股份有限公司")
    actions.find_writings([Written(text) for text in texts], at=now)
    branch, odd, form = (Writing.objects.get(text=text) for text in texts)
    queue = page("queue").content.decode()
    assert all(text in queue for text in texts)
    assert "公司法" not in queue
    candidate = branch.candidates.get()
    page("settle", branch.pk, version=0, choice=candidate.pk)
    page("settle", odd.pk, version=0, choice="new-organisation")
    assert page("settle", form.pk, version=0, choice="x").status_code == 422
    page("settle", form.pk, version=0, choice="new-organisation")
    assert [fresh(one).party_id is None for one in (branch, odd, form)] == [False] * 3
    assert page("settle", form.pk).status_code == 404


def test_a_mandate_opens_the_party_to_its_account(
    page: Any, client: Client, machines: Party, outsider: User, now: datetime
) -> None:
    today, given = now.date(), {"matter": "rights", "document": "委托书", "user": outsider.pk}
    page("give_mandate", machines.pk, version=0, valid_from=today, **given)
    mandate = Mandate.objects.get()
    later = today + timedelta(days=400)
    page("give_mandate", machines.pk, version=0, valid_from=later, **{**given, "matter": "all"})
    assert page("end_mandate", mandate.pk).status_code == 200
    shown = page("party", machines.pk).content.decode()
    assert "尚未开始" in shown
    Mandate.objects.filter(pk=mandate.pk).update(
        valid_from=today - timedelta(days=9), valid_to=today - timedelta(days=1)
    )
    assert "已截止" in page("party", machines.pk).content.decode()
    Mandate.objects.filter(pk=mandate.pk).update(valid_to=None)
    client.force_login(outsider)
    answer = page("party", machines.pk)
    assert "您受托代这个主体办理：" in answer.content.decode()
    assert page("end_mandate", mandate.pk).status_code == 403
    client.force_login(User.objects.get(username__isnull=False, grants__role="coordinator"))
    page("end_mandate", mandate.pk, version=0, on=today)
    assert fresh(mandate).valid_to == today


def test_how_far_the_place_of_a_party_is_to_be_believed(page: Any, machines: Party) -> None:
    assert "未认定" in page("party", machines.pk).content.decode()
    for confidence, said in (("0.97", "已认定"), ("0.60", "待核对")):
        Party.objects.filter(pk=machines.pk).update(division="370100", confidence=confidence)
        assert said in page("party", machines.pk).content.decode()


def test_whoever_has_no_part_in_it_gets_nothing(
    client: Client, machines: Party, inventor: Party, outsider: User, officer: User
) -> None:
    for who, status in ((outsider, 404), (officer, 403)):
        client.force_login(who)
        for route in ("change", "rename", "add_name", "merge", "split", "give_mandate"):
            assert client.get(reverse(f"parties:{route}", args=[machines.pk])).status_code == status
        assert client.get(reverse("parties:unmask", args=[inventor.pk])).status_code == status
        for route in ("queue", "add_organisation", "add_person"):
            assert client.get(reverse(f"parties:{route}")).status_code == 403
    assert client.get("/parties/").status_code == 200  # the officer
    client.force_login(outsider)
    assert client.get("/parties/").status_code == 403


def test_the_list_asks_as_much_for_many_as_for_one(
    client: Client, machines: Party, coordinator: User, county: Area, now: datetime
) -> None:
    client.force_login(coordinator)
    one = queries_of(client, "/parties/")
    for number in range(3):
        made = actions.add_organisation(name=f"{number}号有限公司", by=coordinator, at=now)
        Party.objects.filter(pk=made.pk).update(area=county)
    assert queries_of(client, "/parties/") == one
