"""A small city, its people, and a plan of our own writing."""

import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

from zhicheng.foundation.accounts.models import Grant, User
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.jobs.worker import work_once
from zhicheng.foundation.units.models import Alias, Area, AreaKind, Unit, UnitKind
from zhicheng.governance.plans.actions.importing import upload
from zhicheng.governance.plans.models import Plan, Version

NOW = datetime(2026, 3, 2, 1, 30, tzinfo=UTC)
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


@pytest.fixture(autouse=True)
def files_in_a_folder_of_their_own(settings: Any, tmp_path: Path) -> None:
    settings.FILES_ROOT = tmp_path / "files"


@pytest.fixture
def city(db: None) -> Area:
    return Area.objects.create(code="999900", name="示例市", kind=AreaKind.CITY)


@pytest.fixture
def units(city: Area) -> dict[str, Unit]:
    """The units of the city by short name."""
    east = Area.objects.create(code="999902", name="东湖区", kind=AreaKind.COUNTY, parent=city)
    west = Area.objects.create(code="999903", name="西山县", kind=AreaKind.COUNTY, parent=city)
    made = [
        Unit(name="示例市知识产权工作联席会议办公室", short_name="联席办", kind=UnitKind.OFFICE, area=city),
        Unit(name="示例市科学技术局", short_name="市科技局", kind=UnitKind.DEPARTMENT, area=city),
        Unit(name="示例市市场监督管理局", short_name="市市场监管局", kind=UnitKind.DEPARTMENT, area=city),
        Unit(name="示例市教育局", short_name="市教育局", kind=UnitKind.DEPARTMENT, area=city),
        Unit(name="示例市司法局", short_name="市司法局", kind=UnitKind.DEPARTMENT, area=city),
        Unit(name="示例市商务局", short_name="市商务局", kind=UnitKind.DEPARTMENT, area=city),
        Unit(name="东湖区人民政府", short_name="东湖区", kind=UnitKind.COUNTY, area=east),
        Unit(name="西山县人民政府", short_name="西山县", kind=UnitKind.COUNTY, area=west),
    ]
    for order, unit in enumerate(made):
        unit.order = order
        unit.save()
    by_name = {unit.short_name: unit for unit in made}
    Alias.objects.create(unit=by_name["市科技局"], name="市科创局")
    return by_name


@pytest.fixture
def person(units: dict[str, Unit]) -> Callable[..., User]:
    """Make a person who holds a role."""

    def make(role: Role | None, unit: str = "", area: Area | None = None) -> User:
        place = units[unit] if unit else None
        name = f"{role or 'nobody'}-{unit}-{User.objects.count()}"
        user = User.objects.create_user(username=name, name="某某", unit=place)
        if role is not None:
            Grant.objects.create(
                user=user, role=role, unit=place, area=area, valid_from=date(2020, 1, 1)
            )
        return user

    return make


@pytest.fixture
def coordinator(person: Callable[..., User]) -> User:
    return person(Role.COORDINATOR)


@pytest.fixture
def uploaded(coordinator: User) -> Callable[..., Version]:
    """Upload a text as a plan, or as an amendment of one, and let the worker read it."""

    def make(text: str = PLAN, *, plan: Plan | None = None, name: str = "方案.txt") -> Version:
        stream = io.BytesIO(text.encode())
        version = upload(stream=stream, name=name, plan=plan, by=coordinator, at=NOW)
        while work_once("test"):
            pass
        version.refresh_from_db()
        return version

    return make


@pytest.fixture
def draft(uploaded: Callable[..., Version]) -> Version:
    """The plan above, read and waiting for review."""
    version = uploaded()
    assert version.state == "draft", version.problem
    return version
