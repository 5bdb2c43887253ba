"""A plan of our own writing, and the units that it speaks of."""

import io
from collections.abc import Callable
from datetime import datetime
from typing import Any

import pytest
from tests.factories import make_area, make_unit

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.jobs.worker import work_once
from zhicheng.foundation.units.models import Alias, Area, AreaKind, Unit, UnitKind
from zhicheng.governance.plans.actions import importing, reviewing, settling
from zhicheng.governance.plans.actions.publishing import publish
from zhicheng.governance.plans.models import BareList, Plan, Version

PLAN = """示例市知识产权强市建设工作方案(2026-2028年)

为加快知识产权强市建设,结合本市实际,制定本方案。

一、工作目标

到2028年,每万人口高价值发明专利拥有量达到8件以上,地理标志总数达到15件。

二、重点任务

(一)提升创造质量

1.培育高价值专利。支持企业与院校共建培育中心,完善培育指引。(责任单位:市科技局、市教育局、各区县政府)

2.规范专利申请。加强申请质量监测,建立申请质量台账。(牵头单位:市市场监督管理局;责任单位:市司法局)

(二)促进转化运用

1.推进质押融资。建立质押融资白名单,每年组织两次银企对接活动。(责任单位:市金融办、市商务局市)

三、保障措施

(一)加强组织领导。各单位要明确分管领导和联络员。
"""

# The same plan a year later: one task reworded, one new, one gone.
AMENDED = PLAN.replace("完善培育指引", "完善培育指引,每个培育中心配备专职人员").replace(
    "1.推进质押融资。建立质押融资白名单,每年组织两次银企对接活动。",
    "1.发展专利保险。推广专利执行保险。",
)

Uploader = Callable[..., Version]


@pytest.fixture
def units(city: Area, office: Unit, science: Unit, market: Unit) -> dict[str, Unit]:
    """The units of the city by short name."""
    names = ("市教育局", "市司法局", "市商务局")
    made = [office, science, market, *(make_unit(name, area=city) for name in names)]
    for name in ("东湖区", "西山县"):
        area = make_area(name, AreaKind.COUNTY, parent=city)
        made.append(make_unit(name, UnitKind.COUNTY, area))
    Alias.objects.create(unit=science, name="市科创局")
    market.name = "示例市市场监督管理局"
    market.save()
    return {unit.short_name: unit for unit in made}


@pytest.fixture
def upload(units: dict[str, Unit], coordinator: User, now: datetime) -> Uploader:
    """Upload a text as a plan, or as an amendment of one, and let a worker read it."""

    def make(text: str = PLAN, *, plan: Plan | None = None, name: str = "方案.txt") -> Version:
        stream = io.BytesIO(text.encode())
        version = importing.upload(stream=stream, name=name, plan=plan, by=coordinator, at=now)
        while work_once("test"):
            pass
        return Version.objects.get(pk=version.pk)

    return make


@pytest.fixture
def draft(upload: Uploader) -> Version:
    """The plan above, read and waiting for review."""
    version = upload()
    assert version.state == "draft", version.problem
    return version


@pytest.fixture
def settle(coordinator: User, now: datetime, units: dict[str, Unit]) -> Callable[[Version], None]:
    """Settle everything that is open in a draft, the way a coordinator would."""

    def settle_all(version: Version) -> None:
        who: dict[str, Any] = {"by": coordinator, "at": now}
        for doubt in version.doubts.filter(settled_at=None):
            reviewing.settle_doubt(doubt=doubt, answer="按原文，已核实", **who)
        reviewing.accept_many(version=version, items=version.items.all(), **who)
        settling.confirm_names(version=version, **who)
        for name in version.unit_names.filter(settled=False):
            settling.resolve_name(name=name, units=[units["市商务局"]], **who)
        tasks = version.items.filter(kind="task")
        settling.confirm_due_dates(version=version, items=tasks, **who)
        for task in tasks.exclude(state="rejected"):
            if not task.values["lead"] and not task.values["responsible"]:
                settling.assign_units(
                    item=task, lead=[], responsible=[units["联席会议办公室"]], **who
                )
        settling.choose_bare_list(version=version, meaning=BareList.EACH, **who)

    return settle_all


@pytest.fixture
def published(
    draft: Version, settle: Callable[[Version], None], coordinator: User, now: datetime
) -> Version:
    """The plan above, in force."""
    settle(draft)
    publish(version=draft, by=coordinator, at=now)
    return Version.objects.get(pk=draft.pk)
