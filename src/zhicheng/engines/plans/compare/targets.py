"""Which targets of two plans speak of the same indicator."""

from collections.abc import Mapping, Sequence
from typing import Any

from zhicheng.engines.plans.compare.assignment import best_pairs
from zhicheng.engines.plans.compare.likeness import Scale, Settings, cosine, folded, mixed
from zhicheng.engines.plans.compare.measures import comparable, measure

Item = Mapping[str, Any]

# Words that make another indicator of a name that is else the same. Two names that differ in one
# of them are not the same indicator, however alike they look.
_DISTINCTIONS = (
    *("高价值", "每万人", "人均", "有效", "授权", "申请", "注册", "许可", "转让", "备案"),
    *("发明", "实用新型", "外观设计", "专利", "商标", "地理标志", "版权", "著作权", "植物新品种"),
    *("商业秘密", "集成电路", "软件", "质押", "保险", "证券化", "导航", "奖", "标准"),
    *("国家级", "省级", "市级", "国际", "国外", "海外", "pct", "马德里", "海牙"),
    *("企业", "高校", "园区", "基地", "机构", "平台", "人才", "培训", "中心", "学校", "站"),
    *("增长", "增速", "率", "占", "满意度", "周期", "位次", "名次", "排名"),
)
_OTHER_INDICATOR = 0.55  # for each such word that only one of the names has
_OTHER_UNIT = 0.5  # when the values cannot be compared
_OTHER_KIND = 0.8  # a wish beside a figure, a yearly figure beside a stock
_NAME_WEIGHT = 0.75  # of the indicator's name; its sentence counts the rest


def pair_targets(
    a: Sequence[Item], b: Sequence[Item], places: tuple[str | None, str | None], settings: Settings
) -> list[tuple[int, int, float]]:
    """(place in a, place in b, score) of the targets with the same indicator, each at most once."""
    sides = [
        [(folded(t.get("indicator"), place), folded(t.get("text"), place)) for t in targets]
        for targets, place in zip((a, b), places, strict=True)
    ]
    names = Scale(name for side in sides for name, _ in side)
    texts = Scale(text for side in sides for _, text in side)
    vectors = [[(names.vector(n), texts.vector(t)) for n, t in side] for side in sides]
    scores = [
        [
            mixed(cosine(va[0], vb[0]), cosine(va[1], vb[1]), _NAME_WEIGHT)
            * _agreement(ta, tb, na, nb)
            for tb, (nb, _), vb in zip(b, sides[1], vectors[1], strict=True)
        ]
        for ta, (na, _), va in zip(a, sides[0], vectors[0], strict=True)
    ]
    return [(i, j, scores[i][j]) for i, j in best_pairs(scores, settings.target_threshold)]


def _agreement(a: Item, b: Item, name_a: str, name_b: str) -> float:
    """1 where nothing speaks against it, less for each difference that makes another indicator."""
    factor = 1.0
    for word in _DISTINCTIONS:
        if (word in name_a) != (word in name_b):
            factor *= _OTHER_INDICATOR
    first, second = (measure(t.get("value"), t.get("unit")) for t in (a, b))
    if (first is None) != (second is None) or bool(a.get("annual")) != bool(b.get("annual")):
        factor *= _OTHER_KIND
    elif first and second and not comparable(first, second):
        factor *= _OTHER_UNIT
    return factor
