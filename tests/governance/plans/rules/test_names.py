"""Which units a name means."""

import pytest

from zhicheng.governance.plans.rules.names import (
    Directory,
    Suggestion,
    UnitFact,
    expand,
    forms,
    group_kinds,
    suggest,
)

UNITS = (
    UnitFact(1, "department", ("示例市科学技术局", "市科技局", "市科创局")),
    UnitFact(2, "department", ("示例市市场监督管理局", "市市场监管局")),
    UnitFact(3, "department", ("示例市发展和改革委员会", "市发展改革委")),
    UnitFact(4, "party", ("中共示例市委宣传部", "市委宣传部")),
    UnitFact(5, "judicial", ("示例市中级人民法院", "市法院")),
    UnitFact(6, "county", ("东湖区人民政府", "东湖区")),
    UnitFact(7, "county", ("西山县人民政府", "西山县")),
    UnitFact(8, "zone", ("示例经济开发区管委会", "经开区")),
    UnitFact(9, "department", ("示例市农业农村局", "市农业农村局")),
)
DIRECTORY = Directory(UNITS, "示例市", {"市版权局": (4,), "市撤并局": (99,)})


@pytest.mark.parametrize(
    ("name", "units", "basis"),
    [
        ("市科技局", (1,), "exact"),
        ("市科创局", (1,), "exact"),
        ("市版权局", (4,), "earlier"),
        ("市科学技术局", (1,), "variant"),
        ("市场监管局", (2,), "variant"),
        ("市市场监督管理局", (2,), "variant"),
        ("市发改委", (3,), "variant"),
        ("市中级法院", (5,), "variant"),
        ("示例市委宣传部", (4,), "variant"),
        ("各县（市、区）人民政府", (6, 7), "group"),
        ("各区县政府", (6, 7), "group"),
        ("各开发区管委会", (8,), "group"),
        ("功能区管委会", (8,), "group"),
        ("托管乡镇的功能区管理机构", (8,), "group"),
        ("市政府有关部门", (1, 2, 3, 4, 9), "group"),
        ("市联席会议成员单位", (1, 2, 3, 4, 5, 9), "group"),
        ("市农村农业局", (9,), "near"),
        ("示例银行", (), "unknown"),
        ("市撤并局", (), "unknown"),
    ],
)
def test_what_a_name_means(name: str, units: tuple[int, ...], basis: str) -> None:
    assert suggest(name, DIRECTORY) == Suggestion(units, basis)


@pytest.mark.parametrize(
    ("basis", "settled"),
    [("exact", True), ("earlier", True), ("variant", False), ("group", False), ("near", False)],
)
def test_only_exact_and_earlier_names_need_no_confirmation(basis: str, settled: bool) -> None:
    assert Suggestion((1,), basis).settled is settled


def test_a_name_that_fits_two_units_is_not_decided() -> None:
    twins = (UnitFact(1, "department", ("市数据局",)), UnitFact(2, "department", ("市数据局",)))
    assert suggest("市数据局", Directory(twins, "示例市", {})).units == ()


def test_no_city_without_units_and_no_name_without_a_city() -> None:
    assert suggest("市科技局", Directory((), "示例市", {})) == Suggestion((), "unknown")
    assert suggest("市科学技术局", Directory(UNITS, "", {})).units == (1,)
    assert suggest("市科技局", Directory((UnitFact(1, "other", ()),), "", {})).units == ()


def test_the_leading_city_is_one_of_two_forms() -> None:
    assert forms("市市场监管局", "示例市") & forms("市场监管局", "示例市")
    assert forms("市", "示例市") == frozenset()


@pytest.mark.parametrize("name", ["东湖区人民政府", "示例工业园区管委会", "市科技局"])
def test_a_single_unit_is_no_group(name: str) -> None:
    assert group_kinds(name) == frozenset()


def test_names_are_expanded_in_order_each_unit_once() -> None:
    meaning = {"各区县政府": (6, 7), "东湖区": (6,), "市科技局": (1,)}
    assert expand(["东湖区", "市科技局", "各区县政府", "未知"], meaning) == (6, 1, 7)
