"""How alike two texts are: cosine of their character bigrams, weighted by how rare those are.

Words that every item of both plans contains (知识产权) say little; words that few contain, much.
"""

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

Vector = Mapping[str, float]

_PUNCTUATION = re.compile(r"[\s\W_]+")
# Who speaks is not what is done: 全市 in one plan is 我省 in another.
_SPEAKER = re.compile(
    r"[全我本][省市县区州盟旗](?!场|级|民|域)|各?县\(?市?[、,]?区?\)?[、,]?区?人民政府|各区县|各县区"
)
_PLACE_KINDS = ("自治区", "自治州", "自治县", "新区", "省", "市", "县", "区", "州", "盟", "旗")
_SHORTEST_NAME = 2


@dataclass(frozen=True, slots=True)
class Settings:
    """What counts as a counterpart; tuned on pairs of real plans of different cities.

    task_threshold, target_threshold: the least score, 0 to 1. near_best: a further counterpart of a
    task must reach this part of its best one's score. title_weight: what a task's title counts, its
    whole text counts the rest.
    """

    task_threshold: float = 0.38
    target_threshold: float = 0.52
    near_best: float = 0.85
    title_weight: float = 0.4


def folded(text: str | None, place: str | None) -> str:
    """The text without punctuation, width, and the names of the place that speaks."""
    plain = unicodedata.normalize("NFKC", text or "")
    for name in _names(place):
        plain = plain.replace(name, "")
    plain = _SPEAKER.sub("", plain).replace("每万人口", "每万人")
    return _PUNCTUATION.sub("", plain).lower()


def _names(place: str | None) -> list[str]:
    """示例市 and 示例: the longer first."""
    if not place:
        return []
    bare = next((place.removesuffix(kind) for kind in _PLACE_KINDS if place.endswith(kind)), place)
    return [place, bare] if len(bare) >= _SHORTEST_NAME else [place]


class Scale:
    """Weights of bigrams, learned from all texts that are compared with each other."""

    def __init__(self, texts: Iterable[str]) -> None:
        self._documents: Counter[str] = Counter()
        self._count = 0
        for text in texts:
            self._documents.update(set(_bigrams(text)))
            self._count += 1

    def weight(self, bigram: str) -> float:
        """The rarer the heavier; always more than nothing."""
        return math.log(1 + self._count / self._documents[bigram])

    def vector(self, text: str) -> Vector:
        """The text's bigrams as a vector of length 1, empty for an empty text."""
        counts = Counter(_bigrams(text))
        values = {key: (1 + math.log(n)) * self.weight(key) for key, n in counts.items()}
        length = math.sqrt(sum(value * value for value in values.values()))
        return {key: value / length for key, value in values.items()}


def _bigrams(text: str) -> Sequence[str]:
    return [text[i : i + 2] for i in range(len(text) - 1)] or ([text] if text else [])


def cosine(a: Vector, b: Vector) -> float:
    """0 to 1; two empty texts have nothing in common."""
    small, large = sorted((a, b), key=len)
    return min(1.0, math.fsum(value * large.get(key, 0.0) for key, value in small.items()))


def mixed(first: float, second: float, share: float) -> float:
    """Two likenesses as one, 0 to 1; share: what the first counts.

    The root spreads the low range, where texts of different authors on one subject lie.
    """
    return math.sqrt(min(1.0, share * first + (1 - share) * second))


def shared_phrases(a: str, b: str, scale: Scale, most: int = 3, shortest: int = 4) -> list[str]:
    """The weightiest phrases that stand in both texts, as evidence for a person."""
    pairs = set(_bigrams(b))
    runs: list[str] = []
    start = 0
    while start < len(a) - 1:
        end = start
        while end < len(a) - 1 and a[end : end + 2] in pairs and a[start : end + 2] in b:
            end += 1
        if end + 1 - start >= shortest:
            runs.append(a[start : end + 1])
        start = max(end, start + 1)
    chosen: list[str] = []
    for run in sorted(set(runs), key=lambda run: (-_weight_of(run, scale), run)):
        if not any(run in longer for longer in chosen):
            chosen.append(run)
    return chosen[:most]


def _weight_of(run: str, scale: Scale) -> float:
    return sum(scale.weight(pair) for pair in _bigrams(run))
