"""Names that are typos or variants of another name in the same document (PATTERNS §4).

No list of real units is used: only the document's own names, how often each stands, and how slips
happen (characters swapped, dropped, doubled, carried over from the neighbour).
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import combinations

from zhicheng.engines.plans.text.characters import fold
from zhicheng.engines.plans.units.names import is_territory, is_unit

# Short insertions that make another body of it, not another spelling: 中国银行 / 中国人民银行.
_TELLING = (
    "有关",
    "相关",
    "人民",
    "民",
    "第",
    "副",
    "高级",
    "中级",
    "基层",
    "公安",
    "交警",
    "农村",
    "商业",
    "老干部",
)
_ORDINALS = frozenset("一二三四五六七八九十东西南北中上下新老区县市州旗镇乡")
_FREE_ENDINGS = (
    "公司",
    "集团",
    "医院",
    "学校",
    "大学",
    "学院",
    "政府",
    "中学",
    "小学",
    "企业",
    "管委会",
)
_MOST_VARIANTS = 400


def variants(lists: Sequence[Sequence[str]]) -> dict[str, str]:
    """Maps each odd name to the name that is meant.

    lists: the names of each list of units in the document. Two names of one list are two units.
    """
    counts = Counter(name for names in lists for name in names)
    beside: dict[str, set[str]] = {}
    for names in map(set, lists):
        for name in names:
            beside.setdefault(name, set()).update(names)
    order = sorted(counts, key=lambda name: (-counts[name], -len(name), name))[:_MOST_VARIANTS]
    meant: dict[str, str] = {}
    for index, usual in enumerate(order):
        for odd in order[index + 1 :]:
            if odd in meant or usual in meant or odd in beside[usual]:
                continue
            if same_unit(usual, odd, tie=counts[usual] == counts[odd]):
                meant[odd] = usual
    return meant


def abbreviations(lists: Sequence[Sequence[str]], meant: dict[str, str]) -> dict[str, str]:
    """Pairs too far apart to settle (市人社局, 市人力资源社会保障局): rarer → more usual."""
    counts = Counter(name for names in lists for name in names if name not in meant)
    together = {frozenset(pair) for names in lists for pair in combinations(set(names), 2)}
    order = sorted(counts, key=lambda name: (-counts[name], -len(name), name))[:_MOST_VARIANTS]
    return {
        odd: usual
        for index, usual in enumerate(order)
        for odd in order[index + 1 :]
        if frozenset((usual, odd)) not in together and _contracted(usual, odd)
    }


def _contracted(usual: str, odd: str) -> bool:
    long, short = (usual, odd) if len(usual) > len(odd) else (odd, usual)
    if len(short) < 4 or not 2 < len(long) - len(short) <= 7 or long[1] == "委":
        return False
    if long[:2] != short[:2] or long[-1] != short[-1] or long.endswith(_FREE_ENDINGS):
        return False
    return _inserted(long, short) is not None


def same_unit(usual: str, odd: str, tie: bool = False) -> bool:
    """Whether ``odd`` is most likely a slip or another spelling of ``usual``."""
    if usual == odd or min(len(usual), len(odd)) < 4:
        return False
    if len(usual) == len(odd):
        return sorted(usual) == sorted(odd) and _near(usual, odd)
    long, short = (usual, odd) if len(usual) > len(odd) else (odd, usual)
    if len(long) - len(short) > 2 or long[0] != short[0] or usual.endswith(_FREE_ENDINGS):
        return False
    if long == odd and long.startswith(short):
        return is_unit(short) and not is_unit(long)
    if long[-1] != short[-1] or (tie and len(usual) < len(odd)) or long[1] == "委":
        return False
    return _inserted(long, short) is not None


def _near(a: str, b: str) -> bool:
    """Whether two names of the same characters differ by a swap of neighbours."""
    different = [index for index in range(len(a)) if a[index] != b[index]]
    return len(different) <= 4 and different[-1] - different[0] < 5


def _inserted(long: str, short: str) -> str | None:
    """The characters by which ``long`` exceeds ``short``; ``None`` if it does so in another way."""
    extra, index = [], 0
    for character in long:
        if index < len(short) and character == short[index]:
            index += 1
        else:
            extra.append(character)
    added = "".join(extra)
    if index < len(short) or any(word in added for word in _TELLING):
        return None
    return added if _harmless(added, long) else None


def _harmless(added: str, long: str) -> bool:
    # A place name written with or without 市 is one place; a lone direction or ordinal is not.
    if len(added) == 1 and added in _ORDINALS:
        return added in "市县区" and long.index(added) > 1 and len(long) > 8
    return not set(added) & _ORDINALS


def unsure(names: Iterable[str]) -> list[str]:
    """Names that are not written like those of units: a person must say what they are."""
    return sorted({name for name in names if not (is_unit(fold(name)) or is_territory(fold(name)))})
