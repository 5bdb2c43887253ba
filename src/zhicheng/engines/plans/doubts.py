"""Doubts: what a person must look at. Nothing ambiguous is passed silently, nothing is invented."""

import re
from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence

from zhicheng.engines.plans.facts.dates import Clock
from zhicheng.engines.plans.reading import Doubt, Target
from zhicheng.engines.plans.structure.frame import Frame
from zhicheng.engines.plans.structure.items import Item
from zhicheng.engines.plans.structure.roles import Role
from zhicheng.engines.plans.targets.measures import KIND
from zhicheng.engines.plans.text.characters import bare
from zhicheng.engines.plans.text.clauses import clauses
from zhicheng.engines.plans.text.masks import masked
from zhicheng.engines.plans.text.passages import Passage, Span

# Characters that only traditional script has, of those most frequent in official papers.
_TRADITIONAL = frozenset(
    "為產業發個國與務實強責專項動設單們來開關點現這進區經濟會構護運營環標準數據"
)
_PINYIN = re.compile(r"[\u4e00-\u9fff][a-zāáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ]{1,6}(?=[\u4e00-\u9fff])")
_TONES = frozenset("āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜ")
_SHARE = re.compile(r"^(?!.*(?:增长|增幅|增速)).*(?:率|占比|比重|比例)$")
_UNREAD = re.compile(r"(?:达到|达|超过|突破|不少于|不低于|不超过|控制在)\d")
_LONGEST_QUOTE = 80


def target_doubts(targets: Sequence[Target], clock: Clock) -> Iterator[Doubt]:
    """Figures that cannot be what they say, and figures that contradict each other."""
    for one in targets:
        if why := _implausible(one):
            yield Doubt(one.outline, one.text, "targets", "implausible", why, one.span)
        if one.due and clock.issued and one.due[:4] < clock.issued:
            why = f"完成时间{one.due}早于印发年份{clock.issued}，请核对"
            yield Doubt(one.outline, one.text, "due", "implausible", why, one.span)
    yield from _contradictions(targets)


def _implausible(one: Target) -> str:
    if one.value is None or one.unit is None:
        return ""
    whole = one.value == one.value.to_integral_value()
    if not whole and KIND.get(one.unit) == "count" and "人均" not in one.indicator:
        return f"“{one.unit}”应为整数；疑漏写“每万人口”等计量口径，按原文读入，请核对"
    if one.unit == "%" and one.value > 100 and _SHARE.search(one.indicator):
        return "比率超过100%，请核对"
    return "目标值为零，请核对" if one.value == 0 else ""


def _contradictions(targets: Sequence[Target]) -> Iterator[Doubt]:
    """The same indicator for the same time with different figures."""
    same: dict[tuple[str, str, str], list[Target]] = defaultdict(list)
    for one in targets:
        if one.value is not None and one.due:
            same[bare(one.indicator), one.due, one.unit or ""].append(one)
    for group in same.values():
        if (
            len({(one.value, one.value_max) for one in group}) > 1
            and len(bare(group[0].indicator)) > 4
        ):
            for one in group[1:]:
                other = f"{group[0].outline}：{group[0].text[:40]}"
                why = f"同一指标同一时限另有不同数值（{other}），请核对"
                yield Doubt(one.outline, one.text, "targets", "contradiction", why, one.span)


def structure_doubts(frame: Frame) -> Iterator[Doubt]:
    """Numbers out of order, lost brackets, parts that were passed over."""
    for part in frame.parts:
        for section in part.walk():
            if section.odd:
                yield Doubt(
                    section.path,
                    section.title,
                    "outline",
                    "numbering",
                    f"{section.odd}，请核对",
                    section.span,
                )
            if section.mark.lost:
                why = "标题编号缺少一个括号，已按同级标题读取"
                yield Doubt(section.path, section.title, "outline", "numbering", why, section.span)
    for part, why in frame.skipped:
        yield Doubt("", part.roots[0].title, "tasks", "skipped", why, part.roots[0].span)
    for part in frame.appendices:
        if part.roots:
            why = "附件中的编号内容未作为任务读取（表格除外），如需纳入请手工添加"
            yield Doubt("附件", part.roots[0].title, "tasks", "skipped", why, part.roots[0].span)
    yield from _restarts(frame)


def _restarts(frame: Frame) -> Iterator[Doubt]:
    for part in frame.parts[1:]:
        why = "一级编号重新开始，文件中可能有不止一份方案，请核对"
        yield Doubt(
            part.roots[0].path, part.roots[0].title, "outline", "restart", why, part.roots[0].span
        )


def unread_figures(items: Sequence[Item], targets: Sequence[Target]) -> Iterator[Doubt]:
    """Figures in the goals that no target was read from, once for each clause."""
    covered = sorted(one.span for one in targets)
    why = "目标中的数字未能识别计量单位，请手工核对"
    for item in items:
        for one in item.paragraphs if item.role is Role.GOALS else ():
            shown = masked(one.text)
            for start, end in clauses(shown, 0, len(shown)):
                found = _UNREAD.search(shown, start, end)
                if found and not _covered(one.span(*found.span()), covered):
                    text = one.raw(start, min(end, start + _LONGEST_QUOTE))
                    yield Doubt(item.path, text, "targets", "unread", why, one.span(start, end))


def _covered(span: Span, covered: Sequence[Span]) -> bool:
    """Whether a figure lies in one of the targets, sorted by their spans."""
    near = bisect_right(covered, span[0], key=lambda one: one[0])
    return any(
        start <= span[0] and span[1] <= end for start, end in covered[max(0, near - 3) : near]
    )


def script_doubts(passages: Sequence[Passage]) -> Iterator[Doubt]:
    """Texts that a mirror site has altered: traditional script, pinyin between the characters."""
    if is_traditional(passages):
        why = "正文似经繁体转换，单位和指标可能读不全，请改用原始简体文件"
        yield Doubt("", "", "text", "script", why, passages[0].span())
    for one in passages:
        marked = _PINYIN.findall(one.text)
        if len(marked) >= 3 and any(tone in one.text for tone in _TONES):
            why = "正文中夹有拼音，可能来自镜像网站，请改用原始文件"
            yield Doubt("", one.raw(0, 30), "text", "script", why, one.span())
            return


def is_traditional(passages: Sequence[Passage]) -> bool:
    sample = "".join(one.text for one in passages[:60])[:4000]
    return len(sample) > 50 and sum(c in _TRADITIONAL for c in sample) > 0.03 * len(sample)
