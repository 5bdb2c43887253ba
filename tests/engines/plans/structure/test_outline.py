import pytest
from tests.engines.plans.writing import document, one

from zhicheng.engines.plans import Block, BlockKind, Document
from zhicheng.engines.plans.structure.headings import mark_of
from zhicheng.engines.plans.structure.lines import passages_of
from zhicheng.engines.plans.structure.outline import Part, parts_of, title_bounds
from zhicheng.engines.plans.structure.roles import Role, role_of


def parts(text: str) -> list[Part]:
    return parts_of(passages_of(document(text)))


def paths(text: str) -> list[str]:
    return [section.path for part in parts(text) for section in part.walk()]


def test_numbers_make_the_tree_whatever_the_marks_of_the_file_say() -> None:
    text = "#### **一、目标**\n## （一）总体\n达到。\n## 二、任务\n### (一)布局\n1. 建设。做好。\n2. 管理。做好。"
    assert paths(text) == ["一", "一/(一)", "二", "二/(一)", "二/(一)/1", "二/(一)/2"]


def test_numbers_may_run_on_over_sections() -> None:
    assert paths("一、任务\n（一）甲\n1.子。丑。\n2.寅。卯。\n（二）乙\n3.辰。巳。\n二、保障\n做好。") == [
        "一", "一/(一)", "一/(一)/1", "一/(一)/2", "一/(二)", "一/(二)/3", "二",
    ]  # fmt: skip


def test_a_skipped_or_doubled_number_is_kept_and_noted() -> None:
    read = [
        (section.path, section.odd)
        for part in parts(
            "一、任务\n（一）甲\n（三）乙\n（三）丙\n1.子。丑。\n3.寅。卯。\n1.辰。巳。\n二、保障\n做好。"
        )
        for section in part.walk()
        if section.odd
    ]
    assert read == [
        ("一/(三)", "编号不连续"),
        ("一/(三)", "编号与前一项重复"),
        ("一/(三)/3", "编号不连续"),
        ("一/(三)/1", "编号在同一标题下又从头开始"),
    ]


def test_a_number_far_out_of_order_is_text() -> None:
    assert paths("一、任务\n（一）甲\n（九）乙\n二、保障\n做好。") == ["一", "一/(一)", "二"]


def test_numbers_above_or_before_the_outline_are_text() -> None:
    assert paths("1.索引\n（一）甲\n一、任务\n做好。\n第三章 杂项\n二、保障\n做好。") == [
        "一",
        "二",
    ]


def test_counting_anew_begins_a_new_part() -> None:
    read = parts("一、甲\n子。\n二、乙\n丑。\n一、丙\n寅。\n二、丁\n卯。")
    assert [[section.title for section in part.roots] for part in read] == [
        ["甲", "乙"],
        ["丙", "丁"],
    ]


def test_an_appendix_is_a_part_of_its_own() -> None:
    read = parts("一、甲\n子。\n二、乙\n丑。\n附件1\n一、丙\n寅。")
    assert [part.appendix for part in read] == [False, True]


def test_headings_without_numbers_count_by_their_style() -> None:
    lines = ["示例市方案", "目标", "达到。", "任务", "布局", "做好。", "完整的一句话。"]
    text = "\n".join(lines)
    levels = [1, 2, 0, 2, 3, 0, 4]
    blocks, start = [], 0
    for line, level in zip(lines, levels, strict=True):
        kind = BlockKind.HEADING if level else BlockKind.PARAGRAPH
        blocks.append(Block(kind, start, start + len(line), level))
        start += len(line) + 1
    read = parts_of(passages_of(Document("x", "docx", text, tuple(blocks))))
    assert [section.path for part in read for section in part.walk()] == ["一", "二", "二/(一)"]


def test_a_styled_heading_under_none_stands_as_high_as_it_can() -> None:
    blocks = (Block(BlockKind.HEADING, 0, 2, 4), Block(BlockKind.PARAGRAPH, 3, 6))
    read = parts_of(passages_of(Document("x", "docx", "目标\n达到。", blocks)))
    assert [section.path for part in read for section in part.walk()] == ["一"]


@pytest.mark.parametrize(
    ("line", "title", "rest"),
    [
        ("（一）加强领导。统筹推进。", "加强领导", "统筹推进。"),
        ("（一）加强领导", "加强领导", ""),
        ("（五）夯实基础。", "夯实基础", ""),
        ("（一）总体目标：到2026年达到。", "总体目标", "到2026年达到。"),
        (
            "（一）指导思想　以人民为中心，统筹推进各项工作，补齐短板弱项。",
            "指导思想",
            "以人民为中心,统筹推进各项工作,补齐短板弱项。",
        ),
        ("1.推进建设（责任单位：市科技局）", "推进建设", "(责任单位:市科技局)"),
        ("1.（市科技局牵头负责）推进建设", "(市科技局牵头负责)推进建设", ""),
        ("1、示例 甲，乙　丙丁", "示例甲,乙丙丁", ""),
    ],
)
def test_where_a_title_ends(line: str, title: str, rest: str) -> None:
    read = one(line)
    mark = mark_of(read.text)
    assert mark is not None
    start, end, after = title_bounds(read, mark)
    assert (read.text[start:end], read.text[after:]) == (title, rest)


@pytest.mark.parametrize(
    ("title", "parent", "role"),
    [
        ("指导思想", None, Role.AIMS),
        ("发展目标", Role.AIMS, Role.GOALS),
        ("坚持创新", Role.AIMS, Role.AIMS),
        ("主要任务", Role.AIMS, Role.TASKS),
        ("发展基础", None, Role.BACKGROUND),
        ("实施步骤", None, Role.PHASES),
        ("组织机构", None, Role.ORGANISATION),
        ("保障措施", None, Role.SAFEGUARDS),
        ("培育壮大产业", None, Role.TASKS),
        ("强化目标管理", Role.TASKS, Role.TASKS),
        ("工作目标", Role.TASKS, Role.GOALS),
        ("加强管理", Role.GOALS, Role.GOALS),
    ],
)
def test_what_a_section_is_for(title: str, parent: Role | None, role: Role) -> None:
    assert role_of(title, parent) is role


def test_a_title_that_begins_with_digits_of_its_own() -> None:
    assert paths(
        "一、任务\n1.甲项目。做好。\n2.863人才项目。做好。\n（1）细化。做好。\n3.15消费者权益日前完成。\n3.110联动项目。做好。\n二、保障\n做好。"
    ) == ["一", "一/1", "一/2", "一/2/(1)", "一/3", "二"]
    assert paths("一、任务\n1.甲。做好。\n3.110联动项目。做好。\n二、保障\n做好。") == [
        "一",
        "一/1",
        "二",
    ]


def test_a_label_with_an_aside_ends_at_its_colon() -> None:
    (part,) = parts(
        "一、任务\n（一）强化考核（每季度一次）：加强督查，通报情况。\n二、保障\n做好。"
    )
    assert part.roots[0].children[0].title == "强化考核（每季度一次）"
    (part,) = parts("一、任务\n（一）强化考核（市科技局牵头）：加强督查。\n二、保障\n做好。")
    assert part.roots[0].children[0].title == "强化考核"
