"""The sample city's plan is imported and published by the room's own actions."""

from datetime import datetime

from tests.factories import make_unit

from zhicheng.engines.plans.compare import compare
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.plans import sample
from zhicheng.governance.plans.models import Version
from zhicheng.governance.plans.queries import (
    accepted_tasks,
    comparable_versions,
    forms_of,
    target_lines,
    task_orders,
)


def test_the_sample_plan_is_read_whole_and_published(
    units: dict[str, Unit], coordinator: User, now: datetime
) -> None:
    for name in ("市财政局", "市工信局", "市农业农村局", "市金融局", "市法院"):
        make_unit(name)
    sample.create(at=now)
    sample.create(at=now)  # a second time it does nothing
    version = Version.objects.get(state="published")
    assert version.published_by == coordinator
    titles = [item.values["title"] for item in accepted_tasks(version)]
    assert len(titles) == 25
    assert "出台质押融资风险补偿办法" in titles
    targets = {
        (i.values["indicator"], i.values["value"], i.values["attribute"])
        for i in version.items.filter(kind="target", path="二")
    }
    assert ("地理标志产品总数", 14, "预期性") in targets
    orders = {order.title: order for order in task_orders(version)}
    assert orders["组建专家咨询委员会"].due_source == "stated"
    assert str(orders["组建专家咨询委员会"].due_on) == "2026-06-30"
    assert orders["扩大质押融资"].due_source == "inferred"


def test_another_citys_plan_is_read_to_be_compared_and_gives_this_city_no_tasks(
    units: dict[str, Unit], coordinator: User, now: datetime
) -> None:
    for name in ("市财政局", "市工信局", "市农业农村局", "市金融局", "市法院"):
        make_unit(name)
    sample.create(at=now)
    found = {version.state: version for version in comparable_versions(coordinator)}
    own, other = found["published"], found["draft"]
    assert not other.doubts.exists()
    assert (str(other.period_start), str(other.period_end)) == ("2026-01-01", "2028-12-31")
    lines = target_lines(forms_of([own, other]))
    both = {line.demands[0].name for line in lines if all(line.demands) and line.demands[0]}
    assert {"有效注册商标量", "地理标志产品总数", "专利商标质押融资额"} <= both
    assert any(line.demands[0] is None for line in lines), "and one that only the other has"
    mine, theirs = forms_of([own, other])
    matched = compare(mine, theirs).tasks
    assert len(matched) >= 5


def test_without_a_coordinator_there_is_nobody_to_publish(
    units: dict[str, Unit], now: datetime
) -> None:
    sample.create(at=now)
    assert not Version.objects.exists()
