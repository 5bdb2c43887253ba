"""How targets without a figure are written, as data (PATTERNS §5)."""

import re
from dataclasses import dataclass
from enum import StrEnum

from zhicheng.engines.plans.structure.roles import Role

_GOALS = frozenset({Role.GOALS})
_STAGES = frozenset({Role.GOALS, Role.PHASES})
ANYWHERE = frozenset({Role.GOALS, Role.TASKS, Role.SAFEGUARDS, Role.PHASES})


class Naming(StrEnum):
    """Which words of its clause name what a target is about.

    SUBJECT: those before the wording, with the group ``noun`` that it opens with, and the group
    ``suffix`` behind them. OBJECT: those from
    the end of the group ``deed`` on. DEED: from its beginning on. WHOLE: the clause.
    """

    SUBJECT = "subject"
    OBJECT = "object"
    DEED = "deed"
    WHOLE = "whole"


@dataclass(frozen=True, slots=True)
class Wording:
    """A way of writing a target without a figure, and the sections in which it is one.

    dated: in other sections too if the sentence has a due time of its own. quoted: the words may
    stand in quotation marks, which else hide slogans.
    """

    kind: str
    pattern: re.Pattern[str]
    roles: frozenset[Role]
    naming: Naming
    dated: bool = False
    quoted: bool = False


# What can be measured; that ability or awareness shall rise is no target.
_MEASURABLE = (
    r"数量|数(?![字据智控学码])|(?<!质)量|率|额|满意度|获得感|占比|比例|比重|指标|规模|收入|资金|贷款|申请|投入|增加值|"
    r"能耗|排放|浓度|差距|成本|人口|排位|位次|名次"
)
# A row of such words is tried from its first one alone and no further than some words: a clause of
# nothing else is searched in proportion to its length.
_NOT_BEHIND_MEASURABLE = (
    r"(?<![数率额])(?<!(?<!质)量)(?<!占比|比例|比重|指标|规模|收入|资金|贷款|申请|投入|能耗|排放|浓度|差距|成本|"
    r"人口|排位|位次|名次)(?<!满意度|获得感|增加值)"
)
_PLACES = (
    "市|县|区|高地|中心|基地|枢纽|标杆|样板|先行区|示范区|强省|名城|目的地|门户|节点|典范|福地|家园|"
    "增长极|引擎"
)

# In this order: the first that fits decides.
WORDINGS: tuple[Wording, ...] = (
    Wording(
        "rank",
        re.compile(
            r"(?:力争)?(?:稳居|位居|位列|位于|名列|居于|居|保持|处于|进入|走在|跻身|迈入|排名|争进|挺进|跃升|达到?)"
            r"[^,;]{0,10}?(?:前列|前茅|首位|第一方阵|第一梯队|领先(?:水平|地位)?|先进行列"
            r"|前[一二三四五六七八九十\d]{1,3}(?:[位名强]|水平|$))"
            r"|(?:高于|好于|优于|超过|快于)[^,;、]{0,6}平均水平$"
        ),
        ANYWHERE,
        Naming.SUBJECT,
    ),
    Wording(
        "coverage",
        re.compile(r"(?:全|全域|全市域|全面|全员|全程|全流程)覆盖$"),
        ANYWHERE,
        Naming.SUBJECT,
    ),
    Wording(
        "milestone",
        re.compile(r"实现[^,;]{0,24}(?:通办|网办|联办|即办|秒办|办结|一次办成?)”?$"),
        ANYWHERE,
        Naming.WHOLE,
        quoted=True,
    ),
    Wording(
        "growth",
        re.compile(
            rf"(?P<noun>{_NOT_BEHIND_MEASURABLE}(?:{_MEASURABLE}){{1,6}}(?:等[^,;]{{0,8}})?(?:指标)?)"
            r"(?:[^,;]{0,2}?(?:保持|实现|有|取得|持续|稳步|逐年|逐步|明显|大幅|显著|有所|不断|进一步|年均|快速|较快|有效)[^,;]{0,8}?)"
            r"(?:增长|提升|提高|增强|增加|减少|突破|下降|降低|缩小|翻番|翻一番)$"
        ),
        _GOALS,
        Naming.SUBJECT,
        dated=True,
    ),
    Wording(
        "growth",
        re.compile(r"(?:每年|逐年|而逐步)[^,;]{0,10}(?:增长|增加|递增)$|翻一番|翻番|翻两番|倍增$"),
        ANYWHERE,
        Naming.SUBJECT,
    ),
    Wording(
        "vision",
        re.compile(
            r"(?P<deed>(?:基本|初步|全面|率先|加快|力争|争取){0,3}(?:建成(?!为)|建设成为?|打造成为?|(?<!创建)成为))"
            rf"[^,;]{{2,60}}(?:{_PLACES})$"
        ),
        _GOALS,
        Naming.DEED,
    ),
    Wording(
        "vision",
        re.compile(
            r"取得[^,;]{0,12}(?:明显|显著|重大|突破性|实质性|阶段性|标志性|积极|决定性)[^,;]{0,4}"
            r"(?P<suffix>成效|进展|突破|成果)$"
        ),
        _GOALS,
        Naming.SUBJECT,
    ),
    Wording(
        "vision",
        re.compile(r"(?P<deed>(?:基本|初步|全面)(?:形成|建立))[^,;]{2,40}(?:体系|格局|机制)$"),
        _GOALS,
        Naming.OBJECT,
    ),
    Wording(
        "milestone",
        re.compile(r"建成[^,;]{0,6}投(?:入|用|产|运)|投入(?:使用|运行|运营)$"),
        _GOALS,
        Naming.WHOLE,
    ),
    Wording(
        "milestone",
        re.compile(
            r"^(?:力争|争取|确保)?(?:顺利)?(?P<deed>通过)[^,;]{0,16}(?:验收|评估|认定|复审)$"
        ),
        _STAGES,
        Naming.DEED,
    ),
    Wording(
        "milestone",
        re.compile(r"^(?:力争|争取|确保)[^,;]{0,20}通过[^,;]{2,24}(?:验收|评估|认定|复审|考核)$"),
        ANYWHERE,
        Naming.WHOLE,
    ),
    Wording(
        "milestone",
        re.compile(r"(?P<deed>达到)[^,;]{2,30}(?:标准|要求|水平)$"),
        _STAGES,
        Naming.DEED,
    ),
    Wording(
        "milestone",
        re.compile(
            r"^(?P<deed>建成|建设)[^,;一]{3,24}(?:平台|中心|基地|园区|机场|高铁|铁路|高速公路|工程)$"
        ),
        _GOALS,
        Naming.OBJECT,
    ),
    Wording(
        "milestone",
        re.compile(
            r"(?:^|[前底末■]|全部|全面|基本|率先|力争|确保|牵头)(?P<deed>完成|建成|制定完成|编制完成)[^,;]{4,60}$"
        ),
        frozenset(),
        Naming.OBJECT,
        dated=True,
    ),
    Wording(
        "milestone",
        re.compile(
            r"[底末前■](?:前|之前)?(?P<deed>(?:编制|制定|制订|出台|印发|公布|发布|组建|成立|启用|开通|上线)"
            r"(?:并[\u4e00-\u9fff]{2})?)[^,;]{3,40}$"
        ),
        frozenset(),
        Naming.DEED,
        dated=True,
    ),
    Wording(
        "milestone",
        re.compile(
            r"(?:实现|全部|全面|按时|如期|基本)(?P<suffix>建成投用|建成|完成|完工|竣工|开工|投用|运营|通车|投产)$"
        ),
        ANYWHERE,
        Naming.SUBJECT,
    ),
    Wording(
        "milestone",
        re.compile(r"^(?:力争|争取|积极)?(?P<deed>创建成为)"),
        ANYWHERE,
        Naming.OBJECT,
    ),
)
