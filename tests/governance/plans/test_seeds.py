"""The five real plans, imported and published as five plans of one city in one run."""

import json
import os
from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from tests.factories import make_area, make_unit

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.jobs.worker import work_once
from zhicheng.foundation.units.models import AreaKind, Unit, UnitKind
from zhicheng.governance.plans.actions import importing, reviewing, settling
from zhicheng.governance.plans.actions.publishing import publish
from zhicheng.governance.plans.models import BareList, Item, Version
from zhicheng.governance.plans.publication import Publication
from zhicheng.governance.plans.rules.dates import STATED, settled_due
from zhicheng.governance.plans.rules.names import group_kinds

pytestmark = pytest.mark.shared
SHARED = Path(os.environ.get("ZHICHENG_SHARED") or Path(__file__).parents[4] / "shared") / "plans"
# RULES §11: what a careful person finds in each; the same words are in the documents, not here.
TARGETS: dict[str, set[tuple[object, str]]] = {
    "000": {(12, "件/万人"), (3, "件/万人"), (110000, "件"), (22, "件")},
    "001": {(4000, "件"), (2600, "件"), (3, "件/万人"), (300, "件/年"), (500, "人次/年")},
    "002": {(10, "家"), (3, "家"), (1, "个")},
    "003": {("0.76", "件"), ("0.11", "件/万人"), (12000, "件")},
    "004": {(16, "件/万人"), (400000, "件"), (85, "分"), (15000, "人"), (10000000000, "元")},
}


def seeds() -> list[Path]:
    return sorted((SHARED / "seeds").glob("*.txt"))


def name_units(version: Version, who: dict[str, Any]) -> None:
    """Found the units that the plan speaks of, and say what its groups of units are."""
    for name in version.unit_names.filter(settled=False):
        units = list(name.units.all()) if group_kinds(name.name) else []
        known = Unit.objects.filter(short_name=name.name).first()
        units = units or [known or make_unit(name.name)]
        settling.resolve_name(name=name, units=units, **who)


def settle(version: Version, office: Unit, who: dict[str, Any]) -> None:
    for doubt in version.doubts.all():
        reviewing.settle_doubt(doubt=doubt, answer="按原文，已核实", **who)
    total = version.items.count()
    assert reviewing.accept_many(version=version, items=version.items.all(), **who) == total
    name_units(version, who)
    if version.period_end is None:
        settling.set_frame(
            version=version,
            title=version.title,
            start=None,
            end=date(2015, 12, 31),
            **who,
        )
    settling.confirm_due_dates(version=version, items=version.items.all(), **who)
    for task in version.items.filter(kind="task"):
        if not task.values["lead"] and not task.values["responsible"]:
            settling.assign_units(item=task, lead=[], responsible=[office], **who)
    settling.choose_bare_list(version=version, meaning=BareList.EACH, **who)


def measures(version: Version) -> set[tuple[object, object]]:
    targets = version.items.filter(kind="target").values_list("values", flat=True)
    return {(values["value"], values["unit"]) for values in targets}


@pytest.fixture
def import_seed(
    coordinator: User, office: Unit, now: datetime
) -> Callable[[Path], tuple[Version, Publication]]:
    def take(path: Path) -> tuple[Version, Publication]:
        who: dict[str, Any] = {"by": coordinator, "at": now}
        with path.open("rb") as stream:
            version = importing.upload(stream=stream, name=path.name, **who)
        while work_once("seeds"):
            pass
        version.refresh_from_db()
        assert version.state == "draft", version.problem
        settle(version, office, who)
        return version, publish(version=version, **who)

    return take


def test_five_plans_become_five_ledgers(
    import_seed: Callable[[Path], tuple[Version, Publication]], city: Any
) -> None:
    if not seeds():
        pytest.skip("the folder of real documents (ZHICHENG_SHARED) is not here")
    for name in ("东湖区", "西山县"):
        make_unit(name, UnitKind.COUNTY, make_area(name, AreaKind.COUNTY, parent=city))
    make_unit("经开区", UnitKind.ZONE, city)
    stated = 0
    for path in seeds():
        truth = json.loads((SHARED / "truth" / f"{path.stem}.json").read_text("utf-8"))
        version, published = import_seed(path)
        assert [order.path for order in published.tasks] == [t["outline"] for t in truth["tasks"]]
        assert [order.title for order in published.tasks] == [t["title"] for t in truth["tasks"]]
        assert all(order.lead or order.responsible for order in published.tasks)
        assert TARGETS[path.stem[:3]] <= measures(version)
        for item in version.items.all():
            assert version.text[item.span_start : item.span_end] == item.sentence
        stated += sum(order.due_source == STATED for order in published.tasks)
    assert Version.objects.filter(state="published").count() == 5
    assert Item.objects.filter(kind="task").count() == 99
    assert stated <= 1


def test_the_implausible_figure_is_imported_as_written_and_doubted(
    coordinator: User, office: Unit, now: datetime
) -> None:
    path = next((path for path in seeds() if path.name.startswith("003")), None)
    if path is None:
        pytest.skip("the folder of real documents (ZHICHENG_SHARED) is not here")
    with path.open("rb") as stream:
        version = importing.upload(stream=stream, name=path.name, by=coordinator, at=now)
    work_once("seeds")
    target = next(i for i in version.items.filter(kind="target") if i.values["value"] == "0.76")
    assert target.values["unit"] == "件"
    assert target.doubts.filter(settled_at=None).exists()
    assert settled_due(target.values) is not None
