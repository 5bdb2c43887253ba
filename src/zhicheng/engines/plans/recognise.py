"""Is it a plan? A statute, a novel or an empty outline must not become a ledger."""

import re
from collections.abc import Sequence

from zhicheng.engines.plans.document import UnreadableDocument
from zhicheng.engines.plans.reading import Target, Task
from zhicheng.engines.plans.structure.frame import Frame, is_plan_title
from zhicheng.engines.plans.structure.outline import Section
from zhicheng.engines.plans.structure.roles import Role
from zhicheng.engines.plans.text.characters import fold
from zhicheng.engines.plans.text.passages import Passage

_ARTICLE = re.compile(r"^第[一二三四五六七八九十百零〇\d]{1,6}条(?:\s|\u3000|之|[^款])")
_STATUTE_TITLE = re.compile(
    r"(?:条例|法|规定|规则|细则|解释(?:\([一二三四五六七八九十]+\))?|批复|判决书|裁定书|决定书|章程|公约|协定|修正案|的决定)"
    r"(?:\([^()]{0,30}\))?$"
)
_PURPOSE = re.compile(
    r"(?:制定|制订|特制定|现制定|提出)(?:了)?(?:以下|如下|本)[^。;,]{0,12}(?:方案|计划|规划|意见|要点|措施|举措|纲要|安排|政策|清单|行动|办法)"
)
_TELLING_ROLES = frozenset({Role.GOALS, Role.SAFEGUARDS, Role.PHASES, Role.AIMS})
_ENOUGH = 3

_STATUTE = (
    "这份文件像是法规、规章或司法解释（以“第几条”分条），不是可以分解任务的工作方案。"
    "请上传市里的实施方案、行动计划、工作要点、实施意见一类文件；若方案附在通知后面，请上传含附件全文的版本。"
)
_NO_OUTLINE = (
    "没有在文件中读到编号的任务（如“一、”“（一）”“1.”），无法形成台账。"
    "请确认上传的是方案正文而不是封面、目录或新闻稿；扫描件请先做文字识别。"
)
_NO_PLAN = (
    "这份文件不像政策方案：没有读到目标、责任单位、保障措施等内容。"
    "请确认文件是否选对；如果只是网页节选，请上传完整的方案文件。"
)


def check(
    passages: Sequence[Passage],
    frame: Frame,
    title: str | None,
    tasks: Sequence[Task],
    targets: Sequence[Target],
) -> None:
    """Raises UnreadableDocument if the document is no plan: what it looks like, what to do."""
    articles = sum(1 for one in passages if _ARTICLE.match(one.text))
    with_units = sum(1 for task in tasks if task.lead or task.responsible)
    if articles >= 3 and articles > 2 * with_units:
        raise UnreadableDocument(_STATUTE)
    if not tasks and not targets:
        raise UnreadableDocument(_STATUTE if articles else _NO_OUTLINE)
    if _evidence(passages, frame, title, with_units, targets) < _ENOUGH:
        raise UnreadableDocument(_STATUTE if _is_statute(passages) else _NO_PLAN)


def _evidence(
    passages: Sequence[Passage],
    frame: Frame,
    title: str | None,
    with_units: int,
    targets: Sequence[Target],
) -> int:
    """Points for what plans have and other papers do not."""
    sections = [section for part in frame.parts for section in part.walk()]
    points = 2 * (title is not None and is_plan_title(fold(title)))
    points += 3 * (with_units >= 2) + (with_units == 1)
    points += min(2, sum(1 for one in targets if one.value is not None))
    points += min(3, len({section.role for section in sections if _tells(section)}))
    points += 2 * any(_PURPOSE.search(one.text) for one in frame.front)
    return points - 3 * _is_statute(passages)


def _tells(section: Section) -> bool:
    return section.role in _TELLING_ROLES and len(section.title) <= 16


def _is_statute(passages: Sequence[Passage]) -> bool:
    return any(_STATUTE_TITLE.search(one.text) and len(one.text) < 90 for one in passages[:3])
