"""Two plans side by side, and the targets of several in one table."""

from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from typing import Any

import pytest
from django.test import Client
from openpyxl import load_workbook
from tests.factories import queries_of
from tests.governance.plans.conftest import PLAN, Uploader

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.files.actions import store
from zhicheng.foundation.files.rules import PLANS
from zhicheng.foundation.units.models import Area, Unit
from zhicheng.governance.plans.actions.ordering import Document, Order, publish_orders
from zhicheng.governance.plans.forms import KINDS, ORDERED, PLANNED
from zhicheng.governance.plans.models import Version
from zhicheng.governance.plans.queries import comparable_versions, forms_of, target_lines
from zhicheng.governance.plans.rules.fields import measure

OTHER = (
    PLAN.replace("示例市", "别城市")
    .replace("8件以上", "9.5件以上")
    .replace("地理标志总数达到15件", "专利质押融资金额达到20亿元")
    .replace(
        "2.规范专利申请。加强申请质量监测,建立申请质量台账。", "2.举办创新大赛。每年举办创新大赛。"
    )
)


@pytest.fixture
def other(published: Version, upload: Uploader) -> Version:
    """Another city's plan, read and never published."""
    return upload(OTHER, name="别城市方案.txt")


def page(client: Client, a: Version | str, *b: Version, **query: str) -> Any:
    keys = [str(row.pk) for row in b]
    first = str(a.pk) if isinstance(a, Version) else a
    return client.get("/plans/compare/", {"a": first, "b": keys, **query})


def test_the_same_indicator_stands_on_one_line(published: Version, other: Version) -> None:
    lines = target_lines(forms_of([published, other]))
    named = [
        [demand and (demand.name, measure(demand.values)) for demand in line.demands]
        for line in lines
    ]
    assert named[0][0][1].startswith("≥ 8")  # type: ignore[index]  # there is one
    assert named[0][1][1].startswith("≥ 9.5")  # type: ignore[index]  # as above
    assert named[1][1] is None, "the other city does not count indications"
    assert named[2][0] is None, "and asks for a figure of finance that this one does not"


def test_no_plan_makes_no_line() -> None:
    assert target_lines([]) == []


def test_of_three_plans_what_the_first_lacks_is_matched_among_the_others(
    published: Version, other: Version, upload: Uploader
) -> None:
    third = upload(OTHER.replace("别城市", "三城市"), name="三城市方案.txt")
    lines = target_lines(forms_of([published, other, third]))
    last = lines[-1].demands
    assert last[0] is None and last[1] and last[2], "one line for both, not one for each"


def test_the_page_shows_targets_and_tasks_with_the_way_to_the_sentences(
    client: Client, coordinator: User, published: Version, other: Version
) -> None:
    client.force_login(coordinator)
    html = page(client, published, other).content.decode()
    assert "相互对应的任务" in html and "培育高价值专利" in html
    assert f"/plans/versions/{other.pk}/?item=" in html
    alone = html[html.index("只在《别城市") :]
    assert f"/plans/versions/{other.pk}/?item=" in alone, "with the way to its sentence"
    assert "举办创新大赛" in alone


@pytest.mark.parametrize("imports", [True, False])
def test_with_one_plan_alone_it_says_what_is_lacking(
    client: Client, coordinator: User, officer: User, published: Version, imports: bool
) -> None:
    client.force_login(coordinator if imports else officer)
    html = client.get("/plans/compare/").content.decode()
    assert "至少需要两份读取好的方案" in html
    assert ("/plans/new/" in html) is imports


def test_the_comparison_is_exported(
    client: Client, coordinator: User, published: Version, other: Version
) -> None:
    client.force_login(coordinator)
    answer = page(client, published, other, export="xlsx")
    book = load_workbook(BytesIO(b"".join(answer.streaming_content)))
    assert book.sheetnames[0] == "指标对照"
    assert len(book.sheetnames) == 6


def test_whoever_reads_plans_compares_with_other_cities(
    client: Client, officer: User, leader: User, published: Version, other: Version
) -> None:
    for person in (officer, leader):
        assert set(comparable_versions(person)) == {published, other}
    client.force_login(leader)
    html = page(client, published, other).content.decode()
    assert f"/plans/versions/{published.pk}/?item=" in html
    assert f"/plans/versions/{other.pk}/" not in html, "the draft itself stays with the coordinator"
    assert client.get(f"/plans/versions/{other.pk}/").status_code in (403, 404)
    assert "9.5件以上" in html, "so its sentence stands here"


def test_drafts_of_the_own_city_stay_closed(
    client: Client, leader: User, county: Area, published: Version, upload: Uploader
) -> None:
    own = upload(PLAN.replace("8件以上", "7件以上"), name="征求意见稿.txt")
    below = upload(OTHER.replace("别城市", county.name), name="县区方案.txt")
    assert list(comparable_versions(leader)) == [published]
    client.force_login(leader)
    html = page(client, published, own, below).content.decode()
    assert "目标对照" not in html


def test_what_meetings_resolved_is_no_plan(
    client: Client, coordinator: User, leader: User, published: Version, other: Version, science: Unit,
    now: datetime,
) -> None:  # fmt: skip
    file = store(BytesIO("纪要".encode()), name="纪要.txt", allowed=PLANS)
    due_on = date(2030, 6, 30)
    [item] = publish_orders(
        document=Document("第三次会议议定事项", file, "纪要.txt"),
        orders=[Order("一是建立台账。", "建立台账", science, (), due_on)], by=coordinator, at=now,
    )  # fmt: skip
    for person in (coordinator, leader):
        assert set(comparable_versions(person)) == {published, other}
    client.force_login(leader)
    assert "议定事项" not in client.get("/plans/compare/").content.decode()
    assert "目标对照" not in page(client, published, item.version).content.decode()
    listed = {kind: client.get(f"/plans/?kind={kind}").content.decode() for kind in KINDS}
    assert "第三次会议议定事项" in listed[ORDERED] and published.title not in listed[ORDERED]
    assert "第三次会议议定事项" not in listed[PLANNED] and published.title in listed[PLANNED]


def test_whoever_reads_no_plans_compares_none(
    client: Client, administrator: User, published: Version, other: Version
) -> None:
    assert not comparable_versions(administrator).exists()
    client.force_login(administrator)
    assert page(client, published, other).status_code == 403


@pytest.mark.parametrize(
    ("choose", "message"),
    [
        (lambda a, _b: {"a": a.pk}, "请至少选一份对照的方案"),
        (lambda a, _b: {"a": a.pk, "b": a.pk}, "请选一份不同的方案"),
        (lambda a, _b: {"a": a.pk, "b": 999_999}, "选择"),
        (lambda _a, b: {"a": "x", "b": b.pk}, "选择"),
    ],
)
def test_a_choice_that_cannot_be_compared_is_said(
    client: Client,
    coordinator: User,
    published: Version,
    other: Version,
    choose: Callable[[Version, Version], dict[str, Any]],
    message: str,
) -> None:
    client.force_login(coordinator)
    html = client.get("/plans/compare/", choose(published, other)).content.decode()
    assert message in html
    assert "目标对照" not in html


def test_too_many_plans_are_refused(
    client: Client, coordinator: User, published: Version, upload: Uploader
) -> None:
    others = [upload(OTHER.replace("别城市", f"第{n}城市"), name=f"{n}.txt") for n in range(5)]
    client.force_login(coordinator)
    assert "最多同时对照 5 份" in page(client, published, *others).content.decode()


def test_the_number_of_queries_does_not_grow_with_the_plans(
    client: Client, coordinator: User, published: Version, other: Version, upload: Uploader
) -> None:
    client.force_login(coordinator)
    address = f"/plans/compare/?a={published.pk}&b={other.pk}"
    before = queries_of(client, address)
    upload(OTHER.replace("别城市", "三城市"), name="三.txt")
    assert queries_of(client, address) == before
