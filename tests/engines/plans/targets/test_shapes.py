"""Shapes in which figures stand: rows, shares, totals, words for numbers, and who is supported."""

from decimal import Decimal

import pytest
from tests.engines.plans.writing import figures, rows

from zhicheng.engines.plans import Target


def short(found: list[Target]) -> list[tuple[object, ...]]:
    return rows((one.indicator, one.value, one.unit) for one in found)


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("引进30名管理人才和50名专业人才。", [("管理人才数", 30, "人"), ("专业人才数", 50, "人")]),
        (
            "培育20个示范园区、10个特色园区及5座科技馆。",
            [("示范园区数", 20, "个"), ("特色园区数", 10, "个"), ("科技馆数", 5, "座")],
        ),
        (
            "建设3个国家级、5个省级示范园区。",
            [("国家级示范园区数", 3, "个"), ("省级示范园区数", 5, "个")],
        ),
        (
            "支持30名骨干教师外出研修，1000名青年教师参加轮训。",
            [("骨干教师外出研修数", 30, "人"), ("青年教师参加轮训数", 1000, "人")],
        ),
        (
            "到2026年，建设100套专家公寓和2000套（户）人才公寓。",
            [("专家公寓数", 100, "套"), ("人才公寓数", 2000, "套(户)")],
        ),
    ],
)
def test_a_row_of_figures(sentence: str, expected: list[tuple[object, ...]]) -> None:
    assert short(figures(sentence, "task")) == expected


def test_a_row_ends_where_a_figure_is_none_to_be_reached() -> None:
    assert figures("由3名专家和2名干部组成评审组。", "task") == []


@pytest.mark.parametrize(
    ("sentence", "expected"),
    [
        ("每年选拔资助不少于100名青年骨干。", [100]),
        ("评选奖励20名先进个人。", [20]),
        ("培养资助研究人员50名、工程师30名。", [50, 30]),
        ("资助10个团队，每个团队给予30万元。", [10]),
        ("给予符合条件的10名学生生活补助。", []),
        ("资助每家企业3名技术人员。", []),
        ("按企业规模资助研究设备20台。", []),
    ],
)
def test_those_who_are_to_be_supported_are_counted(sentence: str, expected: list[int]) -> None:
    assert rows([tuple(one.value for one in figures(sentence, "task"))]) == [tuple(expected)]


@pytest.mark.parametrize(
    ("sentence", "indicator", "comparator", "value", "unit"),
    [
        ("绿地面积应不少于总面积的30%。", "绿地面积占总面积比例", ">=", "30", "%"),
        ("保障对象收入不高于上年人均收入的60%。", "保障对象收入占上年人均收入比例", "<=", "60", "%"),
        ("80%以上的社区达到示范标准。", "社区达到示范标准占比", ">=", "80", "%"),
        ("到2026年，100%的卫生站建设达标。", "卫生站建设达标占比", "=", "100", "%"),
        ("新增就业人数24万以上。", "新增就业人数", ">=", "240000", "人"),
        ("旅游人次突破300万。", "旅游人次", ">", "3000000", "人次"),
        ("各区（县）建有1所公办学校。", "各区(县)公办学校数", "=", "1", "所"),
        ("对40公里河道进行清淤修复。", "河道清淤修复", "=", "40", "公里"),
        ("与30家企业建立联系。", "企业联系", "=", "30", "家"),
        ("新增光伏装机达到120MW。", "光伏装机", "=", "120", "MW"),
        ("建设绿地80万平米。", "绿地", "=", "800000", "平方米"),
        ("到2026年，人均公园面积达到15平方米。", "人均公园面积", "=", "15", "平方米/人"),
        ("改造提升千个公共空间。", "公共空间数", "=", "1000", "个"),
        ("培养20名能够独立承担大型示范工程施工组织工作的项目经理。", "项目经理数", "=", "20", "人"),
        ("建设和提升百个街角。", "街角数", "=", "100", "个"),
        ("补助标准逐步提高，报销比例达到75%左右。", "报销比例", "=", "75", "%"),
        ("实现“引进人才达到200名以上”的目标。", "人才数", ">=", "200", "人"),
        ("到2026年，引进“万人计划”人才20名。", "“万人计划”人才数", "=", "20", "人"),
        ("设备密度力争达到360台/万人。", "设备密度", "=", "360", "台/万人"),
        ("示范企业全员产出超过50万元/人。", "示范企业全员产出", ">", "500000", "元/人"),
        ("全年扩种大豆3万亩。", "扩种大豆", "=", "30000", "亩"),
        ("确保母猪常年存栏0.9万头。", "母猪常年存栏数", "=", "9000", "头"),
        ("2026年新创产业园区3个。", "新创产业园区数", "=", "3", "个"),
        ("年出栏生猪18万头以上。", "年出栏生猪数", ">=", "180000", "头/年"),
        ("人均教育经费达到50元以上。", "人均教育经费", ">=", "50", "元/人"),
        ("家庭人均收入保障线达到9600元以上。", "家庭人均收入保障线", ">=", "9600", "元"),
        ("每万名就业人员中研发人员达到200人年以上。", "每万名就业人员中研发人员数", ">=", "200", "人年/万人"),
        ("材料抽查平均合格率高于95%。", "材料抽查平均合格率", ">", "95", "%"),
        ("工业增加值超过300亿元。", "工业增加值", ">", "30000000000", "元"),
        ("个体工商户平均生存周期达到5年。", "个体工商户平均生存周期", "=", "5", "年"),
        ("80%以上校舍达到2005年定的《示例标准》。", "校舍达到定的《示例标准》占比", ">=", "80", "%"),
        ("到2026年，收入线由人均收入9600元提高到15600元。", "收入线", "=", "15600", "元"),
    ],
)  # fmt: skip
def test_one_figure_of_an_unusual_shape(
    sentence: str, indicator: str, comparator: str, value: str, unit: str
) -> None:
    (one,) = figures(sentence, "task")
    assert (one.indicator, one.comparator, one.value, one.unit) == (
        indicator, comparator, Decimal(value), unit,
    )  # fmt: skip


def test_a_share_for_each_of_several_things() -> None:
    assert short(figures("床位数、门诊量均达到全市总量的15%以上。", "task")) == [
        ("床位数占全市总量比例", 15, "%"),
        ("门诊量占全市总量比例", 15, "%"),
    ]


@pytest.mark.parametrize(
    "sentence",
    [
        "完成示例路627弄、东示例路970弄房屋改造。",
        "推进示例街89号地块建设。",
        "推进示例路899项目。",
        "对300—500米服务半径未覆盖的地区加强建设。",
        "打造“百个”“千家”品牌。",
        "推进百项重点工作。",
        "百个社区齐心参与。",
        "经费40%由市级承担，40%由县级承担。",
        "各县有3个以上项目的，可优先申报。",
        "按照每10名学生配备1名教师和2名助教的标准建设。",
        "每3至10万居民规划设置1个服务中心。",
        "服务千家万户。",
    ],
)
def test_places_names_conditions_and_distances_are_no_targets(sentence: str) -> None:
    assert figures(sentence, "task") == []


def test_an_index_has_no_unit() -> None:
    (one,) = figures("到2026年，创新指数达到160以上。")
    assert (one.indicator, one.comparator, str(one.value)) == ("创新指数", ">=", "160")
    assert (one.unit, one.unit_as_written) == (None, None)


def test_one_word_for_town_and_country() -> None:
    found = figures("到2026年，城乡居民人均消费支出分别超过2.8万元和1.5万元。")
    assert short(found) == [
        ("城镇居民人均消费支出", 28000, "元/人"), ("农村居民人均消费支出", 15000, "元/人"),
    ]  # fmt: skip


def test_a_name_that_says_only_how_much_leans_on_the_one_before() -> None:
    found = figures("到2026年，商标注册量年均增长30%以上，总数超过1000件。")
    assert [(one.indicator, one.annual) for one in found] == [
        ("商标注册量增长", True), ("商标注册总数", False),
    ]  # fmt: skip
    found = figures("到2026年，示例产业增加值占地区生产总值比重达到10%以上，产值规模突破300亿元。")
    assert found[1].indicator == "示例产业产值规模"
    found = figures("到2026年，产量达到300吨，总额达到30亿元。")
    assert found[1].indicator == "总额"


def test_a_yearly_average_is_per_year() -> None:
    (one,) = figures("到2026年，商标年均申请量6000件以上。")
    assert (one.annual, one.unit) == (True, "件/年")
