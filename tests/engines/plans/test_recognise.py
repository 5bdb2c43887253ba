import pytest

from tests.engines.plans.writing import document, plan
from zhicheng.engines.plans import UnreadableDocument, read

STATUTE = (
    "示例市服务管理条例\n第一章 总则\n"
    + "".join(f"第{n}条 为了规范服务，各级人民政府应当加强管理。\n" for n in "一二三四五六")
    + "第二章 附则\n第七条 本条例自公布之日起施行。"
)
REPLY = (
    "关于服务问题的批复\n示例市法院：\n你院请示收悉。批复如下。\n"
    "一、应当受理的，依法受理。\n二、不应受理的，裁定驳回。"
)
NOVEL = (
    "江边旧事\n第一章 雨夜\n那天晚上下着大雨，他撑着伞走过桥头。\n"
    "第二章 归人\n第二天清晨，她推开窗户，看见江面上的船。"
)
OUTLINE = "提纲\n目录\n封面"
ESSAY = "谈读书\n一、读什么\n书有很多种，各人喜好不同。\n二、怎么读\n慢慢地读，反复地读。"


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (STATUTE, "法规"),
        (REPLY, "法规"),
        (NOVEL, "不像政策方案"),
        (OUTLINE, "没有在文件中读到编号的任务"),
        (ESSAY, "不像政策方案"),
        ("", "编号的任务"),
    ],
)  # fmt: skip
def test_what_is_no_plan_is_refused_with_advice(text: str, said: str) -> None:
    with pytest.raises(UnreadableDocument, match=said) as refused:
        read(document(text))
    assert "请" in str(refused.value)


def test_articles_without_a_structure_are_a_statute() -> None:
    with pytest.raises(UnreadableDocument, match="法规"):
        read(document("示例规定\n第一条 总则。"))


def test_measures_written_as_articles_with_units_are_a_plan() -> None:
    text = "示例市支持服务业发展若干措施\n为支持发展，制定如下措施。\n" + "".join(
        f"第{n}条 支持建设。加大投入。（责任单位：市科技局、市财政局）\n" for n in "一二三四"
    )
    assert [task.outline for task in read(document(text)).tasks] == [
        "第一条",
        "第二条",
        "第三条",
        "第四条",
    ]


def test_a_plan_is_a_plan_whatever_its_subject() -> None:
    for subject in ("高标准农田建设", "空气质量改善", "养老服务", "数字经济发展"):
        text = plan().text.replace("示范工作", subject)
        assert read(document(text)).title == f"示例市{subject}实施方案"
