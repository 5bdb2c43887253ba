"""The frame around a plan: page chrome and notice before it, signature and colophon after it."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field

from zhicheng.engines.plans.structure.outline import Part, Section
from zhicheng.engines.plans.text.passages import Passage

# What a plan is called. The last word of a title says what the document is.
PLAN_NAMES: tuple[str, ...] = (
    "方案", "计划", "规划", "纲要", "意见", "要点", "措施", "举措", "办法", "安排", "行动",
    "任务书",
    "分工", "清单", "政策", "指引", "细则", "路线图", "重点工作", "任务", "任务分解", "部署",
    "打算",
)  # fmt: skip

# What stands after a plan and is no part of it (PATTERNS §2).
_AFTER = re.compile(
    r"^\(?(?:附(?:件|表|录)[\d一二三四五六七八九十]{0,3}(?:$|[:.、-])|抄送|抄报|主办|承办|主送|分送|报送|印发|"
    r"联系(?:人|电话|方式)|咨询电话|监督电话|地址|电话|传真|邮箱|电子邮箱|邮编|邮政编码|网站|网址|版权|相关解读|"
    r"相关(?:文件|链接|附件|政策|阅读|稿件)|政策解读|图解|解读|文件下载|附件下载|信息来源|来源|责任编辑|编辑|审核|扫一扫|"
    r"分享|打印|关闭|上一[篇条]|下一[篇条]|主管单位|技术支持|网站标识码|备案|Copyright|此件|公开方式|公开属性|"
    r"信息公开|\(此件|您当前|当前位置|字号|浏览次数|点击)"
)
_PHONE = re.compile(r"^[\d\-;,() ]{7,}$")
DATE = re.compile(
    r"^([\d〇○零一二三四五六七八九]{4})[年\-/.](\d{1,2}|[一二三四五六七八九十]{1,3})[月\-/.](\d{1,2}|[一二三四五六七八九十]{1,3})日?"
)
_HEADING = re.compile(r"^(?:[一二三四五六七八九十]{1,3}、|\([一二三四五六七八九十]{1,3}\))")
_ORGAN = re.compile(
    r"^[\u4e00-\u9fff()]{2,40}(?:人民政府|政府办公室|政府办公厅|办公室|办公厅|委员会|局|委|指挥部|领导小组|管委会)(?:\(.{1,8}\))?$"
)
_POSTED = re.compile(r"\d{4}年\d{1,2}月\d{1,2}日(?:发布|印发)|征求意见截止")
NUMBER = re.compile(r"[\u4e00-\u9fff]{1,12}\((?:19|20)\d{2}\)第?\d{1,4}号")
NUMBER_LINE = re.compile(rf"^(?:文号:?|发文字号:?|\()?({NUMBER.pattern})\)?$")
PLAN_TITLE = re.compile(f"(?:{'|'.join(PLAN_NAMES)})(?:\\([^()]{{1,30}}\\)|\\d{{4}}-\\d{{4}}年?)*$")


@dataclass(frozen=True, slots=True)
class Frame:
    """A plan without its frame.

    front: the paragraphs before the first heading. parts: the trees to read. tail: the paragraphs
    after the text. appendices: read for tables only. skipped: parts passed over, with why.
    """

    front: list[Passage]
    parts: list[Part]
    tail: list[Passage]
    appendices: list[Part] = field(default_factory=list)
    skipped: list[tuple[Part, str]] = field(default_factory=list)


def frame_of(parts: Sequence[Part]) -> Frame:
    """Chooses the parts that are the plan and cuts what is frame from them."""
    tails = [_trim(part) for part in parts]
    chosen = _main(parts, tails)
    front = [*parts[chosen].front]
    skipped: list[tuple[Part, str]] = []
    for index in range(chosen):
        front[:0] = [*parts[index].front, *tails[index]]
        skipped.append((parts[index], "印发通知中的编号事项未作为任务读取"))
    rest = range(chosen + 1, len(parts))
    return Frame(
        front=front,
        parts=[parts[chosen], *(parts[i] for i in rest if not parts[i].appendix)],
        tail=[one for i in range(chosen, len(parts)) for one in tails[i]],
        appendices=[parts[i] for i in rest if parts[i].appendix],
        skipped=skipped,
    )


def is_organ_line(text: str) -> bool:
    """Whether a line is nothing but the name of an authority."""
    return bool(_ORGAN.match(text))


def is_plan_title(text: str) -> bool:
    """Whether a line is written like the title of a plan (not like a sentence, a notice or a heading)."""
    sound = 6 <= len(text) <= 90 and "。" not in text and not _HEADING.match(text)
    return sound and bool(PLAN_TITLE.search(text))


def _main(parts: Sequence[Part], tails: Sequence[list[Passage]]) -> int:
    """The part that is the plan: a notice with numbered demands may stand before it.

    A later part is the plan if a plan's title stands right before it and it is the larger one.
    """
    sizes = [sum(1 for _ in part.walk()) for part in parts]
    for index in range(1, min(len(parts), 4)):
        before = [*parts[index].front, *tails[index - 1]]
        titled = any(is_plan_title(one.text) for one in before[-6:])
        if titled and sizes[index] > 2 * sizes[index - 1]:
            return index
    return 0


def _trim(part: Part) -> list[Passage]:
    """Takes the paragraphs after the text away from the last section and returns them."""
    if not part.roots:
        return []
    last: Section = part.roots[-1]
    while last.children:
        last = last.children[-1]
    for index in range(len(last.body)):
        if _ends_text(last.body, index):
            tail = last.body[index:]
            del last.body[index:]
            return tail
    return []


def _ends_text(body: Sequence[Passage], index: int) -> bool:
    text = body[index].text
    if _AFTER.match(text) or _PHONE.match(text) or (len(text) < 80 and _POSTED.search(text)):
        return True
    if len(text) < 30 and DATE.match(text):
        return True
    follows = body[index + 1].text if index + 1 < len(body) else ""
    return is_organ_line(text) and (
        not follows or bool(DATE.match(follows)) or is_organ_line(follows)
    )
