"""Which tasks of two plans order the same work. One task may have several counterparts."""

from collections.abc import Mapping, Sequence
from typing import Any

from zhicheng.engines.plans.compare.likeness import (
    Scale,
    Settings,
    cosine,
    folded,
    mixed,
    shared_phrases,
)

Item = Mapping[str, Any]
Edge = tuple[int, int, float, tuple[str, ...]]


def match_tasks(
    a: Sequence[Item], b: Sequence[Item], places: tuple[str | None, str | None], settings: Settings
) -> list[Edge]:
    """(place in a, place in b, score, shared phrases), the relation symmetric in a and b.

    A pair is kept when it reaches the threshold and is nearly as good as the best that either of
    the two has.
    """
    sides = [
        [(folded(t.get("title"), place), folded(_whole(t), place)) for t in tasks]
        for tasks, place in zip((a, b), places, strict=True)
    ]
    titles = Scale(title for side in sides for title, _ in side)
    wholes = Scale(whole for side in sides for _, whole in side)
    vectors = [[(titles.vector(t), wholes.vector(w)) for t, w in side] for side in sides]
    scores = [
        [
            mixed(cosine(va[0], vb[0]), cosine(va[1], vb[1]), settings.title_weight)
            for vb in vectors[1]
        ]
        for va in vectors[0]
    ]
    return [
        (i, j, score, tuple(shared_phrases(sides[0][i][1], sides[1][j][1], wholes)))
        for i, j, score in _kept(scores, settings)
    ]


def _whole(task: Item) -> str:
    return f"{task.get('title') or ''}。{task.get('text') or ''}"


def _kept(scores: Sequence[Sequence[float]], settings: Settings) -> list[tuple[int, int, float]]:
    best_in_row = [max(row, default=0.0) for row in scores]
    best_in_column = [max(column) for column in zip(*scores, strict=True)]
    return [
        (i, j, score)
        for i, row in enumerate(scores)
        for j, score in enumerate(row)
        if score >= settings.task_threshold
        and score >= settings.near_best * min(best_in_row[i], best_in_column[j])
    ]
