"""The public pages: what they show, to whom, and what they never show."""

from datetime import date, datetime, timedelta
from typing import Any

import pytest
from django.test import Client
from tests.factories import queries_of

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.memory import forget_all
from zhicheng.governance.disclosure import actions, queries
from zhicheng.governance.disclosure.models import Opening
from zhicheng.governance.disclosure.queries.opened import SeenPlan
from zhicheng.governance.disclosure.sample import create
from zhicheng.governance.plans.models import Plan
from zhicheng.governance.targets.models import Target
from zhicheng.site.management.commands.sample import create_sample

EVERYWHERE = ("/open/", "/open/data/", "/open/news.atom", "/open/news.rss", "/open/sitemap.xml")


def text(client: Client, url: str) -> str:
    answer = client.get(url)
    assert answer.status_code == 200, url
    return answer.content.decode()


def addresses_of(plan: Plan, target: Target) -> tuple[str, ...]:
    return (
        f"/open/plans/{plan.pk}/",
        f"/open/plans/{plan.pk}/chapters/1/",
        f"/open/targets/{target.pk}/",
    )


def test_nothing_is_open_by_itself(
    plan: Plan, target: Target, add_task: Any, client: Client
) -> None:
    add_task("培育专利", "in_progress")
    for url in addresses_of(plan, target):
        assert client.get(url).status_code == 404, url
    for url in EVERYWHERE:
        page = text(client, url)
        assert plan.title not in page
        assert target.indicator not in page
    assert "尚未公开工作方案" in text(client, "/open/")
    for dataset in queries.DATASETS:
        assert client.get(f"/open/data/{dataset.key}.json").json()["rows"] == []


def test_an_opened_plan_shows_targets_and_progress(
    opening: Opening, plan: Plan, target: Target, add_task: Any, client: Client, today: date
) -> None:
    add_task("培育专利", "in_progress")
    add_task("建设站点", "closed")
    add_task("追赶", "assigned", due_on=today - timedelta(1))
    add_task("第三章的", "frozen", chapter="三、保障", frozen_on=today, frozen_as="normal")
    add_task("终止的", "ended")
    page = text(client, f"/open/plans/{plan.pk}/")
    for word in ("背景说明", "有效注册商标量", "≥ 5.6 万件", "5 万件", "=市统计局月报", "监测中"):
        assert word in page
    assert "保护环境" not in page  # not confirmed yet
    assert f'/open/plans/{plan.pk}/chapters/1/#under_way">1<' in page
    chapter = text(client, f"/open/plans/{plan.pk}/chapters/1/")
    for word in ("培育专利", "市市场监管局、市科技局", 'id="overdue"', "已逾期", "已完成"):
        assert word in chapter
    for word in ("第三章的", "终止的", "待签收"):
        assert word not in chapter
    assert "第三章的" in text(client, f"/open/plans/{plan.pk}/chapters/2/")
    assert client.get(f"/open/plans/{plan.pk}/chapters/3/").status_code == 404
    shown = text(client, f"/open/targets/{target.pk}/")
    for word in ("轨迹", today.isoformat(), "=市统计局月报"):
        assert word in shown
    assert plan.title in text(client, "/open/")


def test_what_is_withdrawn_is_gone_at_once(
    opening: Opening, plan: Plan, target: Target, coordinator: User, client: Client, now: datetime
) -> None:
    assert plan.title in text(client, "/open/")
    actions.withdraw(opening=opening, reason="有误", by=coordinator, at=now)
    assert plan.title not in text(client, "/open/")
    assert client.get(f"/open/targets/{target.pk}/").status_code == 404
    assert client.get("/open/data/plans.json").json()["rows"] == []


def test_every_count_is_the_number_of_rows_behind_it(
    opening: Opening, add_task: Any, today: date
) -> None:
    for title, stage in (("甲", "closed"), ("乙", "closed"), ("丙", "accepted")):
        add_task(title, stage)
    plans = queries.plans_seen(today)
    chapters = list(queries.chapters_of(queries.tasks_of(plans, today)))
    for chapter in chapters:
        assert sum(chapter.counts.values()) == len(chapter.tasks)
    dataset = queries.dataset_of("chapters")
    assert dataset is not None
    assert [line[2] for line in dataset.lines(today)] == [len(c.tasks) for c in chapters]


def test_the_number_of_queries_does_not_depend_on_the_rows(
    opening: Opening, plan: Plan, add_task: Any, client: Client
) -> None:
    asked = []
    for many in (0, 1, 5):
        for n in range(many):
            add_task(f"任务{n}", "in_progress")
        forget_all()
        asked.append(queries_of(client, f"/open/plans/{plan.pk}/"))
    assert asked[1] == asked[2]  # the first reads besides what a day keeps


@pytest.fixture
def sample(now: datetime, db: None) -> SeenPlan:
    create_sample(at=now)
    return queries.plans_seen(now.date())[0]


def test_no_person_of_the_sample_city_appears_anywhere(
    sample: SeenPlan, client: Client, today: date
) -> None:
    plans = [sample]
    targets = queries.targets_of(plans, today)
    chapters = list(queries.chapters_of(queries.tasks_of(plans, today)))
    urls = [
        *EVERYWHERE,
        f"/open/plans/{sample.plan.pk}/",
        *(f"/open/plans/{sample.plan.pk}/chapters/{c.number}/" for c in chapters),
        *(f"/open/targets/{seen.target.pk}/" for seen in targets),
        *(f"/open/reports/{seen.report.pk}/" for seen in queries.reports_seen(today)),
        *(f"/open/data/{d.key}.{form}" for d in queries.DATASETS for form in ("csv", "json")),
    ]
    assert len(chapters) > 1 and len(targets) > 3
    seen = "\n".join(text(client, url) for url in urls)
    people = User.objects.all()
    assert people.count() > 20
    for person in people:
        for word in (person.name, person.email):
            assert not word or word not in seen, f"{word} is shown to the public"
        assert f">{person.username}<" not in seen
        assert f'"{person.username}"' not in seen
    for word in ("/evidence/", "/tasks/", "统计月报.txt", "更正理由"):
        assert word not in seen


def test_the_sample_opens_its_plan_once(sample: SeenPlan, now: datetime) -> None:
    create(at=now)
    assert Opening.objects.count() == 2  # the plan and the bulletin


def test_a_sample_without_a_coordinator_opens_nothing(now: datetime, db: None) -> None:
    create(at=now)
    assert not Opening.objects.exists()


def test_numbers_of_persons_that_were_written_before_are_covered(
    opening: Opening, plan: Plan, target: Target, add_task: Any, client: Client
) -> None:
    phone = "13800000000"
    add_task(f"联系{phone}", "in_progress", chapter=f"章{phone}")
    row = target.observations.get()
    row.pk, row.as_of, row.source = None, row.as_of - timedelta(1), f"李某某{phone}"
    row.save(force_insert=True)
    Plan.objects.update(title=f"方案{phone}")
    Target.objects.update(indicator=f"指标{phone}")
    Opening.objects.update(note=f"电话{phone}")
    forget_all()
    files = [
        f"/open/data/{found.key}.{form}" for found in queries.DATASETS for form in ("csv", "json")
    ]
    for url in (*EVERYWHERE, *addresses_of(plan, target), *files):
        assert phone not in text(client, url), url
    for url, told in (
        ("/open/news.atom", "方案138******00"),
        (f"/open/plans/{plan.pk}/", "电话138******00"),
        (f"/open/targets/{target.pk}/", "李某某138******00"),
        ("/open/data/tasks.csv", "联系138******00"),
        ("/open/data/observations.json", "李某某138******00"),
    ):
        assert told in text(client, url), url
