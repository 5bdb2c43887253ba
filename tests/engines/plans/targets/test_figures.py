"""Sentences with figures, and what is to be reached."""

from decimal import Decimal

import pytest
from tests.engines.plans.writing import document, figures, reading, rows

from zhicheng.engines.plans import Target, read


def short(one: Target) -> tuple[str, str, Decimal | None, str | None, str | None]:
    return one.indicator, one.comparator, one.value, one.unit, one.due


@pytest.mark.parametrize(
    ("sentence", "indicator", "comparator", "value", "unit"),
    [
        ("到2026年，服务网点达到10家以上。", "服务网点数", ">=", "10", "家"),
        ("到2026年，服务网点达10家。", "服务网点数", "=", "10", "家"),
        ("到2026年，服务网点超过10家。", "服务网点数", ">", "10", "家"),
        ("到2026年，服务网点不少于10家。", "服务网点数", ">=", "10", "家"),
        ("到2026年，投诉率控制在5%以内。", "投诉率", "<=", "5", "%"),
        ("到2026年，单位能耗降至0.5吨/万元。", "单位能耗", "<=", "0.5", "吨/万元"),
        ("到2026年，培育形成30个以上示范中心。", "示范中心数", ">=", "30", "个"),
        ("到2026年，服务网点12家。", "服务网点数", "=", "12", "家"),
        ("到2026年，实施示范项目100项。", "示范项目数", "=", "100", "项"),
        ("到2026年，每万人口床位数达到60张以上。", "每万人口床位数", ">=", "60", "张/万人"),
        ("到2026年，每百户汽车拥有量达到50辆。", "每百户汽车拥有量", "=", "50", "辆/百户"),
        ("到2026年，千人口床位数达到7张。", "千人口床位数", "=", "7", "张/千人"),
        ("到2026年，有效商标量达到11万件以上。", "有效商标量", ">=", "110000", "件"),
        ("到2026年，融资金额累计超100亿元。", "融资金额", ">", "10000000000", "元"),
        ("到2026年，志愿者达到2万名。", "志愿者数", "=", "20000", "人"),
        ("到2026年，增加值年均增长8%以上。", "增加值增长", ">=", "8", "%"),
        ("到2026年，能耗较2020年下降15%。", "能耗下降", "=", "15", "%"),
        ("到2026年，劳动生产率提高到35万元/人。", "劳动生产率", "=", "350000", "元/人"),
        ("到2026年，满意度达85分以上。", "满意度", ">=", "85", "分"),
        ("到2026年，检测能力达到10万管/日。", "检测能力", "=", "100000", "管/日"),
        ("到2026年，产妇死亡率控制在9/10万以下。", "产妇死亡率", "<=", "9", "/10万"),
        ("到2026年，人均预期寿命达到79岁。", "人均预期寿命", "=", "79", "岁"),
        ("到2026年，办理时间压缩至3个工作日以内。", "办理时间", "<=", "3", "个工作日"),
        ("到2026年，示范单位（含培育、后备和创建单位在内）数量超100家。", "示范单位数量", ">", "100", "家"),
        ("到2026年，新增示范（优势）企业3家以上。", "示范(优势)企业数", ">=", "3", "家"),
        ("到2026年，获奖作品2件以上的单位数量达10家以上。", "获奖作品2件以上的单位数量", ">=", "10", "家"),
        ("到2026年，培育产值超1000万元企业100家以上。", "产值超1000万元企业数", ">=", "100", "家"),
        ("到2026年，年交易额达到5亿元左右。", "年交易额", "=", "500000000", "元"),
        ("到2026年，培训不少于三场。", "培训数", ">=", "3", "场"),
        ("到2026年，建成十万人以上的社区三个以上。", "十万人以上的社区数", ">=", "3", "个"),
    ],
)  # fmt: skip
def test_one_figure(sentence: str, indicator: str, comparator: str, value: str, unit: str) -> None:
    (one,) = figures(sentence)
    assert short(one) == (indicator, comparator, Decimal(value), unit, "2026")


def test_a_run_on_clause_has_two_targets() -> None:
    first, second = figures("设立检测站点3家以上检测站点和园区设立展示厅1个以上。", "task")
    assert rows((one.indicator, one.value) for one in (first, second)) == [
        ("检测站点数", 3),
        ("展示厅数", 1),
    ]


def test_a_sum_in_the_name_of_what_came_before_is_no_target() -> None:
    assert [one.value for one in figures("培育3家企业产值10亿元。", "task")] == [3]


def test_a_range() -> None:
    (one,) = figures("打造1—2个特色社区。", "task")
    assert rows([(one.comparator, one.value, one.value_max)]) == [("range", 1, 2)]


def test_what_every_year_holds_for() -> None:
    first, second, third = figures(
        "每年举办各类活动4次以上，培训500人次以上，累计覆盖10个社区。", "task"
    )
    assert (first.annual, first.unit, first.cumulative) == (True, "次/年", False)
    assert (second.annual, second.unit) == (True, "人次/年")
    assert (third.annual, third.unit, third.cumulative) == (False, "个", True)


def test_a_due_time_holds_for_its_sentence_in_a_task_and_on_in_the_goals() -> None:
    sentences = "完善布局，到2025年，建成网点3个。新建驿站5个。"
    assert [one.due for one in figures(sentences, "task")] == ["2025", None]
    assert [one.due for one in figures(sentences)] == ["2025", "2025"]


def test_a_due_time_that_opens_a_paragraph_holds_for_all_of_it() -> None:
    sentences = "到2025年，完善布局。建成网点3个。到2027年，建成驿站5个。新建书屋8个。"
    assert [one.due for one in figures(sentences, "task")] == ["2025", "2027", "2025"]


def test_so_many_years_from_a_year_on() -> None:
    assert [one.due for one in figures("2024年起3年内，建成网点3个。", "task")] == ["2026"]
    assert [one.due for one in figures("从2024年开始用三年时间，建成网点3个。", "task")] == ["2026"]
    assert [one.due for one in figures("2024年起，每年建成网点3个。", "task")] == [None]


def test_two_due_times_in_one_sentence() -> None:
    read = figures("到2025年，网点达到10家；到2027年底，网点达到20家。")
    assert rows((one.value, one.due) for one in read) == [(10, "2025"), (20, "2027")]


def test_the_head_of_a_section_gives_the_due_time_to_all_below() -> None:
    read = reading(
        goals="到2026年6月底，达到以下目标：\n（一）网点建设。网点达到10家。\n（二）人员配备。人员达到20人。"
    )
    assert {one.due for one in read.targets} == {"2026-06"}


def test_several_things_with_their_own_figures() -> None:
    read = figures("商标、地理标志、省级名牌每年分别增长300件、1件、5件。")
    assert rows((one.indicator, one.value, one.unit) for one in read) == [
        ("商标年增长量", 300, "件/年"), ("地理标志年增长量", 1, "件/年"), ("省级名牌年增长量", 5, "件/年"),
    ]  # fmt: skip
    read = figures("到2026年，国家级、省级示范企业分别达到5家、20家以上。")
    assert rows((one.indicator, one.comparator) for one in read) == [
        ("国家级示范企业数", "="),
        ("省级示范企业数", ">="),
    ]


def test_one_figure_for_each_of_two_things() -> None:
    read = figures("到2026年，氮氧化物和挥发物排放量分别下降10%以上。")
    assert rows((one.indicator, one.value) for one in read) == [
        ("氮氧化物下降", 10),
        ("挥发物排放量下降", 10),
    ]


def test_several_years_with_their_own_figures() -> None:
    read = figures("2024年、2025年、2026年工业总产值分别达到35亿元、39亿元、43亿元。")
    assert rows((one.indicator, one.due, one.value) for one in read) == [
        ("工业总产值", "2024", 35 * 10**8), ("工业总产值", "2025", 39 * 10**8), ("工业总产值", "2026", 43 * 10**8),
    ]  # fmt: skip


def test_figures_that_do_not_match_what_is_named_are_read_plainly() -> None:
    read = figures("到2026年，网点、驿站、中心分别达到5家、20家。")
    assert [one.value for one in read] == [5, 20]


def test_a_list_goes_on_without_a_verb() -> None:
    read = figures("培育智能工厂10家、数字车间100个，建成5G基站8000座。", "task")
    assert rows((one.indicator, one.value) for one in read) == [
        ("智能工厂数", 10),
        ("数字车间数", 100),
        ("5G基站数", 8000),
    ]


def test_items_of_a_row_share_their_noun_and_a_clause_its_subject() -> None:
    read = figures("到2026年，形成2个千亿级、5个百亿级产业集群，居民收入年均增长7%，达到2.6万元。")
    assert [one.indicator for one in read] == [
        "千亿级产业集群数",
        "百亿级产业集群数",
        "居民收入增长",
        "居民收入",
    ]


def test_a_hedge_makes_a_target_soft_and_an_expectation_is_noted() -> None:
    (one,) = figures("力争服务网点达到10家以上。", "task")
    assert (one.hedge, one.soft, one.kind) == ("力争", True, "stock")
    (one,) = figures("到2026年，有效注册量预期值达40万件。")
    assert one.expected
    assert one.value_as_written == "40"


def test_a_sum_paid_out_every_year_is_named_by_its_object() -> None:
    (one,) = figures("每年发放不超过5000万元消费券。", "task")
    assert (one.indicator, one.comparator, one.unit) == ("年发放消费券总额", "<=", "元/年")


@pytest.mark.parametrize(
    "sentence",
    [
        "获奖的设计作品，每件最高可得100万元奖金。",
        "对新认定的企业，给予一次性奖励50万元；对省级企业，给予30万元奖励。",
        "年营业收入达到1000万元的，给予运营补助。",
        "同一企业每年申领金额不超过100万元。",
        "对毕业5年内的学生，提供7天免费住宿。",
        "围绕3个方面推进工作。",
        "依托3个平台开展服务。",
        "支持东城区、西城区等4个区先行先试。",
        "利用4.26宣传日等时机，拨打12345热线。",
        "打造“10分钟便民圈”，落实《示例纲要（2021—2035年）》。",
        "推进第22次会议精神落实（不少于10人参加）。",
        "截至目前，全市已建成网点20家。",
        "2019年，全市网点达到10家。",
        "组建3大联盟、5个重点领域专班。",
        "建设5A级景区。",
        "本方案所称网点，是指面积超过100平方米的场所。",
        "选择面积5万平方米的园区试点。",
        "连续3年为优秀。",
        "比例为5:3。",
        "网点数为5—3个。",
    ],
)
def test_figures_that_are_no_targets(sentence: str) -> None:
    assert figures(sentence, "task") == []


def test_facts_end_where_the_future_begins() -> None:
    (one,) = figures("目前全市已有网点20家，到2026年达到50家以上。")
    assert one.value == 50


def test_a_loose_figure_counts_among_the_goals_only() -> None:
    assert figures("网点为5家。", "task") == []
    assert [one.value for one in figures("网点为5家。")] == [5]


def test_money_that_the_city_pays_out_is_a_target() -> None:
    read = figures("兑现惠企补贴资金后，全年发放稳岗资金2亿元以上。", "task")
    assert [one.value for one in read] == [2 * 10**8]


def test_a_plan_for_one_year_knows_what_the_end_of_the_year_means() -> None:
    read_plan = read(document(
        "示例市2024年服务工作要点\n为做好工作，制定本要点。\n一、重点任务\n1.建设网点。年底前建成网点3家。（市科技局、市财政局）\n"
        "2.配备人员。6月底前招募志愿者20名。今年培训3场以上。（市教育局）\n二、工作要求\n加强领导。"
    ))  # fmt: skip
    assert rows((one.value, one.due) for one in read_plan.targets) == [
        (3, "2024"),
        (20, "2024-06"),
        (3, "2024"),
    ]


def test_figures_in_the_background_are_no_targets() -> None:
    read_plan = read(document(
        "示例市服务发展规划（2021—2025年）\n一、发展基础\n网点达到20家。\n二、发展目标\n网点达到50家。\n三、主要任务\n推进建设。\n四、保障措施\n加强领导。"
    ))  # fmt: skip
    assert [one.value for one in read_plan.targets] == [50]


def test_a_name_leans_on_the_subject_before_it() -> None:
    read = figures(
        "到2026年，研发投入年均增长12%以上，占生产总值比重达到2.8%，高新企业翻一番，达到650家，"
        "省级以上平台200个，其中国家级10个。"
    )
    assert [one.indicator for one in read] == [
        "研发投入增长", "研发投入占生产总值比重", "高新企业", "省级以上平台数", "国家级平台数",
    ]  # fmt: skip


def test_the_value_that_a_rise_begins_from_is_its_baseline() -> None:
    (one,) = figures("到2026年，每万人口专利拥有量由2020年的3.2件提高到6件。")
    assert (one.indicator, one.baseline, one.due) == ("每万人口专利拥有量", "3.2件", "2026")


def test_a_figure_without_a_subject_is_named_by_its_item() -> None:
    (one,) = figures("2026年，完成10所。", "task")
    assert one.indicator == "建设服务网点"


def test_at_least_one_in_each_county() -> None:
    first, second = figures("到2026年，每个县（市、区）至少建成1所学校；入学率达到100%。")
    assert rows([(first.comparator, second.value)]) == [(">=", 100)]


def test_other_clauses_of_a_sentence_about_support() -> None:
    assert [one.value for one in figures("对企业给予10万元奖励；覆盖率达到90%以上。", "task")] == [
        90
    ]
    assert figures("对企业给予奖励，比例不低于90%。", "task") == []
