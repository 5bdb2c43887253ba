"""Systems: the platforms, databases, lists and ledgers that a document says to build or keep."""

import re
from collections.abc import Iterator, Sequence

from zhicheng.engines.plans.reading import System
from zhicheng.engines.plans.structure.items import Item
from zhicheng.engines.plans.structure.roles import Role
from zhicheng.engines.plans.text.clauses import clauses, sentences
from zhicheng.engines.plans.text.masks import masked
from zhicheng.engines.plans.text.passages import Passage

# What such a thing is called → what kind it is.
HEADS: tuple[tuple[str, str], ...] = (
    ("信息平台", "platform"), ("平台", "platform"), ("数据库", "database"), ("语料库", "database"),
    ("信息系统", "platform"), ("管理系统", "platform"), ("公示系统", "platform"),
    ("分析系统", "platform"),
    ("监测系统", "platform"), ("预警系统", "platform"), ("系统", "platform"),
    ("白名单", "list"), ("黑名单", "list"), ("名单", "list"), ("名录", "list"), ("清单", "list"),
    ("目录", "list"), ("台账", "ledger"), ("档案", "register"), ("培育库", "register"),
    ("项目库", "register"), ("企业库", "register"), ("专家库", "register"), ("人才库", "register"),
    ("案例库", "register"), ("资源库", "register"), ("单位库", "register"), ("储备库", "register"),
    ("信息库", "register"), ("名录库", "register"), ("题库", "register"), ("知识库", "database"),
    ("库", "register"), ("数据中心", "database"), ("专区", "platform"), ("小程序", "platform"),
)  # fmt: skip
_KIND = dict(HEADS)
_HEAD = re.compile("|".join(sorted((word for word, _ in HEADS), key=len, reverse=True)))
# Words in which those letters mean something else.
_NOT = re.compile(
    r"^(?:企业库房|库房|仓库|水库|车库|冷库|库区|库存|库容|智库|目录内|系统(?:性|化|谋划|推进|治理|思维|观念|集成|梳理|干部|地|工程|分析|观|部署|科学|掌握|总结|构建|开展|规划|联动|协同|施策|领会)|"
    r"平台(?:经济|企业|公司|主体|责任|型|化|期)|档案馆|国库|入库|出库|金库|文库)"
)
_PRECEDED_NOT = re.compile(
    r"(?:全|各|本|生态|政法|教育|生态系|神经|循环|消化|免疫|入|出|水|车|仓|国|智|网络|电商|直播|交易|发电|光伏|热泵|绿地|储能|供水|排水|供热|空调|国有|融资|政府性|展示|社会)$"
)
ORDERS: tuple[str, ...] = (
    "建立健全", "建立完善", "建好用好", "探索建立", "探索建设", "建立", "建设", "建成", "搭建",
    "打造", "构建", "完善",
    "健全", "制定", "编制", "组建", "设立", "开发", "升级", "上线", "开设", "形成", "公布",
    "发布", "推出", "建强",
    "充实", "优化", "畅通", "依托", "通过", "推广应用", "用好", "纳入", "运用", "推进", "创建",
    "整合", "梳理",
    "管理", "更新", "归集", "推行", "实施", "建", "列入", "接入", "借助", "发挥", "入驻", "运行",
    "维护", "改造",
    "集成", "印发", "细化", "列出", "拓展", "谋划", "储备", "丰富",
)  # fmt: skip
_ORDER = re.compile("|".join(sorted(ORDERS, key=len, reverse=True)))
# Ordering verbs proper; 依托 and 通过 only mention, unless the thing bears a name of its own.
_MENTION = frozenset(
    {"依托", "通过", "纳入", "列入", "运用", "借助", "发挥", "接入", "入驻", "管理", "推进", "实施"}
)
_READ = frozenset({Role.TASKS, Role.SAFEGUARDS, Role.GOALS})
_MODIFIER = re.compile(
    r"^(?:一批|若干|各类|各级|现有的?|新型|新一代|全市|市级|全国|我市|统一的?|不断|进一步|逐步|和|并|动态)+"
)


def systems_of(items: Sequence[Item]) -> tuple[System, ...]:
    """Every thing to build or keep with the clause that orders it, each once under one heading."""
    seen: set[tuple[str, str]] = set()
    found: list[System] = []
    for item in items:
        if item.role not in _READ:
            continue
        for one in item.paragraphs:
            for system in _in_passage(item, one):
                if (item.path, system.name) not in seen:
                    seen.add((item.path, system.name))
                    found.append(system)
    return tuple(found)


def _in_passage(item: Item, one: Passage) -> Iterator[System]:
    shown = masked(one.text)
    for start, end in sentences(shown):
        for first, last in clauses(shown, start, end):
            yield from _in_clause(item, one, shown, first, last)


def _in_clause(item: Item, one: Passage, shown: str, start: int, end: int) -> Iterator[System]:
    text = one.text
    done = start
    quote = ""
    for head in _HEAD.finditer(text, start, end):
        if head.start() < done or not _is_thing(text, head):
            continue
        order = _order(text, start, head.start())
        if order is None:
            continue
        name_start = order.end() + _length(_MODIFIER.match(text[order.end() : head.start()]))
        if order[0] in _MENTION and not _own_name(text, name_start, head.end(), end):
            continue
        if head.end() - name_start < 3:
            name_start = order.end()
        quote = quote or one.raw(start, end)  # once a clause: it may be long
        yield System(
            name=one.raw(name_start, head.end()),
            quote=quote,
            outline=item.path,
            kind=_KIND[head[0]],
            span=one.span(start, end),
        )
        done = head.end()


def _is_thing(text: str, head: re.Match[str]) -> bool:
    return not _NOT.match(text, head.start()) and not _PRECEDED_NOT.search(
        text[max(0, head.start() - 4) : head.start()]
    )


def _order(text: str, start: int, end: int) -> re.Match[str] | None:
    """The verb that governs the thing: the first of those that stand near before it."""
    # Looking further back would take quadratic time.
    first = max(start, end - 60)
    found = [one for one in _ORDER.finditer(text, first, end) if end - one.end() <= 40]
    return found[0] if found else None


def _own_name(text: str, start: int, end: int, limit: int) -> bool:
    """Whether a thing that is only mentioned is named and worked with: 通过X系统对外公示."""
    return 6 <= end - start <= 24 and not text[start:end].startswith(
        ("各", "现有", "相关", "有关", "等")
    )


def _length(found: re.Match[str] | None) -> int:
    return found.end() if found else 0
