import pytest
from tests.engines.plans.writing import reading

from zhicheng.engines.plans.units.variants import abbreviations, same_unit, unsure, variants


@pytest.mark.parametrize(
    ("usual", "odd"),
    [
        ("市农业农村局", "市农村农业局"),
        ("市工业和信息化局", "市工业信息化局"),
        ("市市场监管局", "市市场监督管理局"),
        ("人民银行示例市中心支行", "人民银行示例中心支行"),
        ("市商务局", "市商务局市"),
    ],
)
def test_slips_and_other_spellings(usual: str, odd: str) -> None:
    assert same_unit(usual, odd)


@pytest.mark.parametrize(
    ("usual", "odd"),
    [
        ("市财政局", "市财政局"),
        ("市财政局", "市民政局"),
        ("中国人民银行示例分行", "中国银行示例分行"),
        ("市第一医院", "市医院"),
        ("市委网信办", "市委办"),
        ("区财政局", "市财政局"),
        ("市科技局", "市科技局下属研究所"),
        ("示例东区管理局", "示例区管理局"),
        ("市局", "市教局"),
        ("市科技一局", "市科技局"),
        ("市科学研究局", "市科技研局"),
        ("各区、县级市", "各有关区、县级市"),
    ],
)
def test_units_that_are_two(usual: str, odd: str) -> None:
    assert not same_unit(usual, odd)


def test_of_two_names_equally_frequent_the_fuller_is_meant() -> None:
    lists = [["人民银行示例中心支行", "市财政局"], ["人民银行示例市中心支行"]]
    assert variants(lists) == {"人民银行示例中心支行": "人民银行示例市中心支行"}


def test_names_that_stand_together_are_two_units() -> None:
    assert variants([["市数据局", "市大数据局"], ["市数据局"]]) == {}


def test_contractions_are_offered_not_settled() -> None:
    lists = [["市人力资源社会保障局"], ["市人力资源社会保障局"], ["市人社局", "市委宣传部"]]
    assert variants(lists) == {}
    assert abbreviations(lists, {}) == {"市人社局": "市人力资源社会保障局"}
    assert abbreviations([["示例第一小学学院"], ["示例小学"], ["市人民法院"]], {}) == {}
    assert abbreviations([["市住房和城乡建设局"], ["市城管局"]], {}) == {}


def test_names_unlike_units() -> None:
    assert unsure(["市科技局", "东城区", "示例资本"]) == ["示例资本"]


def test_a_typo_is_replaced_and_raised_as_a_doubt() -> None:
    read = reading(
        tasks="（一）甲工作。做好。（市农业农村局、市财政局）\n（二）乙工作。做好。（市农业农村局、市教育局）\n（三）丙工作。做好。（市农村农业局、市教育局、示例资本）"
        "\n（四）丁工作。做好。（市人力资源社会保障局、市教育局）\n（五）戊工作。做好。（市人社局、市教育局）"
    )
    assert read.tasks[2].responsible == ("市农业农村局", "市教育局", "示例资本")
    assert read.tasks[2].typos == {"市农村农业局": "市农业农村局"}
    assert "市农村农业局" in (read.tasks[2].responsible_as_written or "")
    kinds = {(doubt.text, doubt.kind) for doubt in read.doubts}
    assert {
        ("市农村农业局", "unit_variant"),
        ("示例资本", "unit_unclear"),
        ("市人社局", "unit_alias"),
    } <= kinds
