"""Writing plans for tests: a text as a document, and a plan around the sentence under test."""

from collections.abc import Iterable

from zhicheng.engines.plans import Block, BlockKind, Document, Reading, Target, read
from zhicheng.engines.plans.text.passages import Passage, passage

# The frame of a plan of the fictional 示例市, in which a test puts its own sentences.
PLAN = """示例市人民政府
2024年3月12日
示例市示范工作实施方案
为推进示范工作，制定本方案。
一、总体要求
坚持稳中求进。
二、主要目标
{goals}
三、重点任务
{tasks}
四、保障措施
（一）加强组织领导。各部门要密切配合。（市发展改革委、市财政局）
"""
GOAL = "到2026年，服务网点达到10家以上。"
TASK = "（一）建设服务网点。完善布局。（责任单位：市科技局、市财政局）"


def document(text: str, name: str = "plan.txt") -> Document:
    """A text as its loader gives it: one paragraph block a line."""
    blocks, start = [], 0
    for line in text.split("\n"):
        if line.strip():
            blocks.append(Block(BlockKind.PARAGRAPH, start, start + len(line)))
        start += len(line) + 1
    return Document(name, "txt", text, tuple(blocks))


def plan(goals: str = GOAL, tasks: str = TASK) -> Document:
    return document(PLAN.format(goals=goals, tasks=tasks))


def reading(goals: str = GOAL, tasks: str = TASK) -> Reading:
    return read(plan(goals, tasks))


def figures(sentence: str, among: str = "goals") -> list[Target]:
    """The targets with a figure that are read from a sentence among the goals or in a task."""
    if among == "goals":
        targets = reading(goals=sentence).targets
    else:
        body = f"（一）建设服务网点。{sentence}（责任单位：市科技局、市财政局）"
        targets = reading(goals="逐步完善。", tasks=body).targets
    return [one for one in targets if one.value is not None]


def rows(found: Iterable[tuple[object, ...]]) -> list[tuple[object, ...]]:
    """Rows to compare with what is expected of them, whatever the kinds of their numbers."""
    return list(found)


def one(text: str) -> Passage:
    """A text as one passage."""
    return passage(text, [(0, len(text))])
