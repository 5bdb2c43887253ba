"""What a section is for, told from its title. Titles of the genre are few and steady."""

import re
from enum import StrEnum


class Role(StrEnum):
    AIMS = "aims"  # 指导思想, 基本原则, 总体要求
    BACKGROUND = "background"  # 现状, 形势, 适用范围: facts and definitions, nothing to do
    GOALS = "goals"
    TASKS = "tasks"
    PHASES = "phases"
    ORGANISATION = "organisation"  # 组织机构: who is in the leading group
    SAFEGUARDS = "safeguards"


# In this order: the first that fits decides.
_TITLES: tuple[tuple[Role, re.Pattern[str]], ...] = (
    (
        Role.GOALS,
        re.compile(
            r"(?:目标|指标|目标任务|目标要求|目标愿景|预期成效|预期效果)(?:体系)?(?:\(.*\))?$"
            r"|^(?:主要|总体|工作|发展|具体|年度|行动|阶段性?|预期)目标"
        ),
    ),
    (
        Role.BACKGROUND,
        re.compile(
            r"^(?:发展|工作|现实|规划|编制)?(?:基础|现状|背景|依据|形势|环境)(?:$|[和与及、])"
            r"|现状|形势(?:任务)?$|面临|存在的?(?:主要)?问题|工作回顾|取得的?成效|发展成就|基础条件"
            r"|适用(?:范围|对象|条件)|术语|定义|重大意义|重要意义|必要性|工作背景|基本情况"
        ),
    ),
    (
        Role.AIMS,
        re.compile(
            r"指导思想|总体要求|总体思路|基本原则|工作原则|基本思路|工作思路|总体考虑|基本要求"
            r"|战略定位|发展定位|功能定位|总体定位|主攻方向$|发展思路|原则$"
        ),
    ),
    (
        Role.PHASES,
        re.compile(
            r"(?:步骤|阶段|进度|时间|进程|时序)(?:安排|划分|计划|要求|节点)?$|^实施安排$|阶段\(.*\d.*\)$"
            r"|^(?:工作|方法|实施|推进|进度)(?:步骤|进度|阶段)"
        ),
    ),
    (
        Role.ORGANISATION,
        re.compile(r"^(?:组织|领导|工作|议事)(?:领导)?(?:机构|架构|体系)(?:及职责|和职责|设置)?$"),
    ),
    (
        Role.SAFEGUARDS,
        re.compile(
            r"保障|组织实施|组织领导|工作要求|有关要求|相关要求|几点要求|推进机制|实施机制|工作机制$"
            r"|监督考核|督查考核|考核评价$|组织推进|附则"
        ),
    ),
    (Role.TASKS, re.compile(r"任务|举措|措施|重点|行动|工程|项目|内容")),
)
# Inside a task only a title that is nothing but "goals" makes a part of it goals.
_GOALS_INSIDE = re.compile(r"^(?:工作|主要|具体|总体|年度|发展|行动|预期)?(?:目标|指标)$")
_WORKING = frozenset({Role.TASKS, Role.SAFEGUARDS})


def role_of(title: str, parent: Role | None) -> Role:
    """The role of a section with this folded title below a section of role ``parent``.

    A top section of no known kind is one of tasks: thematic plans name theirs after the field.
    """
    if parent in _WORKING:
        return Role.GOALS if _GOALS_INSIDE.match(title) else parent
    own = next((role for role, pattern in _TITLES if pattern.search(title)), None)
    if parent is None:
        return own or Role.TASKS
    if parent is Role.AIMS and own in (Role.GOALS, Role.AIMS, Role.BACKGROUND, Role.PHASES):
        return own
    if (
        parent in (Role.GOALS, Role.AIMS)
        and own is Role.TASKS
        and title in ("主要任务", "重点任务")
    ):
        return own
    return parent
