"""The one-to-one pairing with the greatest total score."""

from collections.abc import Sequence

_EXACT_UP_TO = 200  # rows or columns; the exact method takes time by the cube of their number


def best_pairs(scores: Sequence[Sequence[float]], threshold: float) -> list[tuple[int, int]]:
    """Pairs (row, column), each row and each column at most once, none below the threshold.

    The total score is the greatest possible up to 200 rows and columns; beyond that the pairs are
    taken from the best downwards. Equal scores prefer equal places, so that a list is paired with
    itself place by place.
    """
    if not scores or not scores[0]:
        return []
    allowed = [[score if score >= threshold else 0.0 for score in row] for row in scores]
    size = max(len(allowed), len(allowed[0]))
    pairs = _greedy(allowed) if size > _EXACT_UP_TO else _hungarian(allowed, size)
    return [(row, column) for row, column in pairs if allowed[row][column] > 0]


def _greedy(scores: Sequence[Sequence[float]]) -> list[tuple[int, int]]:
    order = sorted(
        (-score, abs(row - column), row, column)
        for row, line in enumerate(scores)
        for column, score in enumerate(line)
    )
    rows: set[int] = set()
    columns: set[int] = set()
    pairs = []
    for _, _, row, column in order:
        if row not in rows and column not in columns:
            rows.add(row)
            columns.add(column)
            pairs.append((row, column))
    return sorted(pairs)


def _hungarian(scores: Sequence[Sequence[float]], size: int) -> list[tuple[int, int]]:
    """Kuhn–Munkres with potentials, on the matrix made square with zeros; minimises -score."""
    far = float("inf")
    row_of = [0] * (size + 1)  # row_of[column], both counted from 1; 0 is the start
    row_potential, column_potential = [0.0] * (size + 1), [0.0] * (size + 1)
    for row in range(1, size + 1):
        row_of[0] = row
        column = 0
        least = [far] * (size + 1)
        came_from = [0] * (size + 1)
        used = [False] * (size + 1)
        while row_of[column]:
            used[column] = True
            current, step, following = row_of[column], far, 0
            for other in range(1, size + 1):
                if used[other]:
                    continue
                cost = _cost(scores, current - 1, other - 1)
                reduced = cost - row_potential[current] - column_potential[other]
                if reduced < least[other]:
                    least[other], came_from[other] = reduced, column
                if least[other] < step:
                    step, following = least[other], other
            for other in range(size + 1):
                if used[other]:
                    row_potential[row_of[other]] += step
                    column_potential[other] -= step
                else:
                    least[other] -= step
            column = following
        while column:
            row_of[column] = row_of[came_from[column]]
            column = came_from[column]
    found = ((row_of[column] - 1, column - 1) for column in range(1, size + 1))
    return sorted(p for p in found if p[0] < len(scores) and p[1] < len(scores[0]))


_NEAR = 1e-9  # less than any difference of scores that means something


def _cost(scores: Sequence[Sequence[float]], row: int, column: int) -> float:
    if row >= len(scores) or column >= len(scores[0]):
        return 0.0
    return -scores[row][column] + _NEAR * min(abs(row - column), 1000)
