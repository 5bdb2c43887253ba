import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.engines.plans.writing import one

from zhicheng.engines.plans.text.characters import fold
from zhicheng.engines.plans.units.names import is_open, is_territory, is_unit, split


def names(written: str) -> list[str]:
    return [name for name, _, _ in split(fold(written))]


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("市科技局、市财政局，市教育局", ["市科技局", "市财政局", "市教育局"]),
        ("市工业和信息化局、市文化和旅游局", ["市工业和信息化局", "市文化和旅游局"]),
        ("市发展和改革委员会和市财政局", ["市发展和改革委员会", "市财政局"]),
        ("各区、县（市）政府", ["各区、县(市)政府"]),
        ("各县、市、区人民政府", ["各县、市、区人民政府"]),
        ("各县（市、区）人民政府、功能区管委会", ["各县(市、区)人民政府", "功能区管委会"]),
        (
            "各旗县政府及代管镇、街道的园区管理机构",
            ["各旗县政府", "代管镇、街道的园区管理机构"],
        ),
        ("市科技局等有关部门", ["市科技局"]),
        ("由市科技局", ["市科技局"]),
        ("市科技局、等", ["市科技局"]),
        ("各县（市、区）党委、政府", ["各县(市、区)党委、政府"]),
        ("东城区、西城区", ["东城区", "西城区"]),
        ("市农业局、各区、县级市", ["市农业局", "各区、县级市"]),
        ("各有关区、县级市政府", ["各有关区、县级市政府"]),
        ("市住建局、市水务局等建设主管部门", ["市住建局", "市水务局"]),
    ],
)
def test_a_list_is_cut_into_names(written: str, expected: list[str]) -> None:
    assert names(written) == expected


def test_spaces_separate_whole_names() -> None:
    text = "市科技局 市财政局"
    assert [name for name, _, _ in split("市科技局市财政局", gaps=frozenset({4}))] == [
        "市科技局",
        "市财政局",
    ]
    assert one(text).gap(4)


@pytest.mark.parametrize(
    "name", ["市科技局", "各县(市、区)人民政府", "示例银保监分局", "市政府办公室(政务公开科)"]
)
def test_what_is_written_like_a_unit(name: str) -> None:
    assert is_unit(name)


@pytest.mark.parametrize("name", ["局", "科技", "2025年底前完成"])
def test_what_is_not(name: str) -> None:
    assert not is_unit(name)


def test_a_territory_stands_for_its_government() -> None:
    assert is_territory("东城区")
    assert not is_territory("科技局")


def test_an_open_list() -> None:
    assert is_open("市科技局等部门")
    assert not is_open("男女平等")


@given(st.text(alphabet="市科技局财政、，;和及()各区县 等", max_size=80))
def test_names_are_pieces_of_the_text(text: str) -> None:
    for name, start, end in split(text):
        assert name == text[start:end]
        assert name
