"""The short name of what a target counts, out of the words around its number."""

import re

from zhicheng.engines.plans.targets.measures import KIND
from zhicheng.engines.plans.text.masks import FILLER

# What opens a clause without naming anything: hedges, dates, scope.
HEDGE = re.compile(r"力争(?:实现)?|争取|努力(?:实现)?|确保|预期|预计|计划")
_OPENING = re.compile(
    rf"^(?:[{FILLER}\s到至在]|力争|争取|努力|确保|预计|计划|预期|基本|初步|率先|同时|其中|其|并|且|再|还|各|要|将|使(?!用)|让|"
    r"全市|全区|全县|全州|全域|我市|我区|我县|全省|市域|市级|年内|今年|每年|年均|每(?![百千万十亩户])|年(?=[新完组培举实建发])|分别|共计|共|"
    r"累计|总计|合计|总共|平均|重点(?=建|打|培|推|实|引|发)|全年|(?:[一二两三四五]|\d{1,2})年内|进一步|加快|大力|积极|高标准|高质量|高水平|统筹|持续|逐步|力求|推动(?!力)|促进|支持|鼓励|引导|指导|努力实现)+"
)
# Verbs whose object is what is counted (建成X 5个 → X).
CORE_VERBS: tuple[str, ...] = (
    "建成投用", "建成投运", "建设完成", "培育形成", "培育建设", "培育认定", "培育壮大",
    "培育打造", "改造提升",
    "新建改建", "新建", "改建", "扩建", "续建", "建成", "建立", "建设", "打造", "培育", "培养",
    "形成", "新增",
    "引进", "引育", "引入", "招引", "集聚", "汇聚", "聚集", "吸引", "认定", "评定", "评选",
    "遴选", "选树", "实施",
    "完成", "开展", "举办", "组织", "承办", "创建", "创成", "争创", "获批", "申报", "组建",
    "设立", "布局", "提供",
    "发放", "投放", "推广", "推出", "发布", "制定", "编制", "修订", "挖掘", "促进", "推进",
    "推动", "发展", "孵化",
    "实现", "培训", "投入", "安排", "筹集", "募集", "落实", "落地", "签约", "储备", "谋划",
    "开工", "竣工", "盘活",
    "整治", "治理", "改造", "更新", "修复", "种植", "选派", "招募", "配备", "配建", "带动",
    "帮助", "解决", "办理",
    "覆盖", "惠及", "服务", "开发", "研发", "攻克", "突破", "转化", "投资", "拥有", "扶持",
    "支持", "增加", "减少",
    "压减", "淘汰", "拆除", "供应", "保障", "清理", "查处", "排查", "抽检", "检查", "上线",
    "开通", "建", "开设",
    "创办", "设置", "达成", "增设", "招聘", "引导", "输送", "提升", "优化", "改善", "巩固",
    "命名", "推选", "争取", "入驻", "选拔", "选聘", "选送", "资助", "奖励", "招收", "招录", "派遣", "表彰",
    "轮训", "增建", "修建", "补建", "加装", "购置", "铺设", "打通", "贯通", "栽植", "走访", "发动", "动员",
)  # fmt: skip
# Verbs that as often open a noun (服务网点, 投资项目, 培训基地): they stay in the name.
NOUN_LIKE: tuple[str, ...] = (
    "服务", "投资", "保障", "治理", "培训", "发展", "支持", "转化", "开发", "更新", "检查", "整治", "覆盖",
    "突破", "推广", "设置", "优化", "巩固", "增加", "改造", "储备", "扶持", "排查", "抽检", "拥有", "查处",
    "供应", "解决",
)  # fmt: skip
_CORE = "|".join(sorted(CORE_VERBS, key=len, reverse=True))
_PURE = "|".join(sorted(set(CORE_VERBS) - set(NOUN_LIKE), key=len, reverse=True))
_LEADING_VERB = re.compile(rf"^(?:{_PURE})(?:并|和)?(?:{_PURE})?(?:了|一批)?")
# Verbs that are never part of a noun, for finding the object inside a clause with a subject.
_INNER_VERB = re.compile(
    "建成|建立|打造|形成|新增|引进|认定|完成|举办|组建|设立|提供|评选|实施|获批|发布|制定|创建|遴选|集聚|吸引|带动|开展"
)
GOVERNS = re.compile(rf"(?:{_CORE})(?:了|至少|约|近)?$")
HAS_VERB = re.compile(rf"(?:{_CORE})")

# 各县(市、区)建有1所: each of them is to have so many.
EACH_HAS = re.compile(
    r"(?P<scope>(?:各|每|全部|所有)[^,;。]{1,16}?)(?:应|须|均|都|至少)*[建设配拥]?有(?:至少)?$"
)
# 对40公里河道进行修复, 与30家企业开展合作: what is done stands behind what is counted.
UPON = re.compile(r"[对与同](?:其中|全市|全区|全县|辖区内?)?的?$")
DONE = re.compile(r"进行|开展|实施|建立|签订|签约")
# The predicate before the number, to be cut off: 总数达到, 预期值达, 每年分别增长. The row is taken
# as it is first read (++): 保持在 could be cut in two ways, and so many of them in 2ⁿ.
_PREDICATE = re.compile(
    r"(?:(?:的)?(?:数量|数)?(?:每年|年均|年度|平均|累计|总计|合计|共计|预期值|预期|力争|争取|努力|分别|均|都|要|应|全部|稳步|逐步|"
    r"达到了?|达|超过|突破|超|不少于|不低于|不超过|不高于|提高到|提升到|提高至|提升至|增加到|增长到|扩大到|发展到|增至|控制在|"
    r"稳定在|保持在|保持|维持在|约|为|至少|至|到|在))++$"
)
_MEASURED = re.compile(
    r"(?:数|量|率|额|值|度|面积|规模|总数|数量|比例|占比|比重|强度|水平|收入|资金|产值|指数|里程|长度|容量|投资|"
    r"人次|人数|时间|时限|天数|浓度|产能|能力|速度|增速|增幅|密度|深度|得分|位次|余额|总量|贡献|寿命|消费|成本)$"
)
_ANNUAL_WORDS = re.compile(r"每年|年均(?!浓度)|每一?年度?|逐年")
_LONGEST_NAME = 16
# No predicate is longer; a bound keeps the time in proportion.
_LONGEST_PREDICATE = 60
_TRIM = "、,;:。的了 "


def from_subject(before: str, unit: str, level: bool = False) -> str:
    """The name out of the words before the number (知识产权服务机构达 → 知识产权服务机构数).

    level: the number is the predicate of a subject (…达到10家), not the object of a verb.
    """
    name = _ANNUAL_WORDS.sub("", plain(before))
    if predicate := _PREDICATE.search(name, max(0, len(name) - _LONGEST_PREDICATE)):
        name = name[: predicate.start()]
    name = name.strip(_TRIM)
    leading = _LEADING_VERB.match(name)
    if leading and len(name) - leading.end() >= 2 and not (level and _MEASURED.search(name)):
        name = name[leading.end() :]
    elif not level and (inner := _inner(name)):
        name = name[inner:]
    return counted(name.strip(_TRIM), unit)


def grown(name: str, unit: str, annual: bool, down: bool = False) -> str:
    """The name of an increase (驰名商标 → 驰名商标年增长量) or a decrease."""
    if KIND.get(unit) != "count":
        return name + ("下降" if down else "增长")
    name = name.removesuffix("数")
    return name + ("年" if annual else "") + ("减少量" if down else "增长量")


def from_object(after: str, verb: str, unit: str, annual: bool = False) -> str:
    """The name out of the words behind the number (20个以上社区阅览室)."""
    name = after.strip(_TRIM)
    head = name.rpartition("的")[2]
    if len(head) >= 4 and len(name) > _LONGEST_NAME:
        name = head
    if KIND.get(unit) == "money":
        return ("年" if annual else "") + verb + name + ("" if _MEASURED.search(name) else "总额")
    return counted(name, unit)


def last_verb(before: str) -> str:
    """The verb that governs a number right behind it, "" if none does."""
    found = GOVERNS.search(before)
    return found[0].strip("了约近") if found else ""


def plain(text: str) -> str:
    """The words without what opens a clause and names nothing (到2026年, 全市, 力争, 累计)."""
    text = text.strip(_TRIM)
    while (found := _OPENING.match(text)) and found.end():
        text = text[found.end() :].lstrip(_TRIM)
    return text


def _inner(name: str) -> int:
    """Where the object begins in 服务机构建立数据库; 0 if the subject itself is counted."""
    found = _INNER_VERB.search(name, 2)
    return found.end() if found and len(name) - found.end() >= 3 else 0


def counted(name: str, unit: str) -> str:
    """The name with 数 where things are counted and the name does not say so yet."""
    if not name or KIND.get(unit) != "count" or _MEASURED.search(name):
        return name
    return name + (unit if unit in ("人次", "场次", "批次", "户次") else "数")
