"""No page asks more questions because it shows more rows."""

from collections.abc import Callable

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from tests.governance.plans.conftest import PLAN, Uploader

from zhicheng.foundation.accounts.models import User
from zhicheng.governance.plans.models import Doubt, Version

MORE = "".join(
    f"\n{n}.推进第{n}项工作。按季报告进展。(责任单位:市新设{n}局、市科技局)\n" for n in range(3, 63)
)
LONG = PLAN.replace("\n(二)促进转化运用", f"{MORE}\n(二)促进转化运用")
Count = Callable[[str], int]


@pytest.fixture
def count(client: Client, coordinator: User) -> Count:
    client.force_login(coordinator)

    def asked(url: str) -> int:
        client.get(url)
        with CaptureQueriesContext(
            connection,
        ) as found:
            assert client.get(url).status_code == 200
        return len(found)

    return asked


@pytest.mark.parametrize(
    "page",
    ["version", "names", "dates", "assignments", "frame", "publish", "print"],
)
def test_of_a_version(page: str, count: Count, upload: Uploader, coordinator: User) -> None:
    short, long = upload(PLAN), upload(LONG)
    assert long.items.count() > short.items.count() + 60
    for version in (short, long):
        for n in range(1 if version == short else 3):
            item = version.items.filter(kind="task")[n]
            Doubt.objects.create(version=version, item=item, kind="x", quote="y", why=f"疑点{n}")
    urls = [reverse(f"plans:{page}", args=[version.pk]) for version in (short, long)]
    for query in ("", "?tab=task", "?tab=doubts") if page == "version" else ("",):
        assert count(urls[0] + query) == count(urls[1] + query)


def test_of_the_list(count: Count, upload: Uploader) -> None:
    upload(PLAN)
    before = count(reverse("plans:index"))
    for n in range(2):
        upload(PLAN.replace("结合本市实际", f"结合实际{n}"))
    assert count(reverse("plans:index")) == before


def test_of_the_differences(count: Count, published: Version, upload: Uploader) -> None:
    amendment = upload(PLAN + "\n补充说明。", plan=published.plan)
    url = reverse("plans:differences", args=[amendment.pk])
    before = count(url)
    amendment.items.all().delete()
    assert count(url) == before
