"""Gathering what a paper says from the rooms that know it: their own reads, never counted in another way."""

from collections.abc import Callable, Iterator

from django.conf import settings
from django.utils import translation
from django.utils.translation import gettext_noop

from zhicheng.foundation.face.told import told
from zhicheng.governance.bulletins.queries.gathering import (
    assessment,
    ledger,
    meetings,
    supervision,
    targets,
)
from zhicheng.governance.bulletins.queries.gathering.common import Asked
from zhicheng.governance.bulletins.rules import Content, Figure, Table

__all__ = ["Asked", "gathered"]

Found = tuple[list[Figure], list[Table]]
Told = Callable[[int, int, str], object]
"""Called with how many steps are done, of how many, and which comes next."""


def gathered(asked: Asked, progress: Told) -> Content:
    """All figures and tables of a paper, in Chinese whoever asks, as they are kept."""
    figures: list[Figure] = []
    tables: list[Table] = []
    with translation.override(settings.LANGUAGE_CODE):
        for done, (name, step) in enumerate(_STEPS):
            progress(done, len(_STEPS), told("汇总%(name)s", name=name))
            more, further = step(asked)
            figures += more
            tables += further
    return Content(asked.on, tuple(figures), tuple(_in_order(tables)))


def _of_ledger(asked: Asked) -> Found:
    found = ledger.counts(asked)
    figures, closed = ledger.closed(asked)
    whole = [ledger.every_task(asked)] if asked.whole_year else []
    tables = [*ledger.tables_of(asked, found), closed, ledger.overdue(asked), *whole]
    return [*ledger.headline(asked, found.tasks), *figures], tables


def _of_targets(asked: Asked) -> Found:
    figures, table = targets.gathered(asked)
    return figures, [table]


def _of_assessment(asked: Asked) -> Found:
    return [], [assessment.ranking(asked)]


_STEPS: tuple[tuple[str, Callable[[Asked], Found]], ...] = (
    (gettext_noop("任务台账"), _of_ledger),
    (gettext_noop("指标"), _of_targets),
    (gettext_noop("会议"), meetings.gathered),
    (gettext_noop("督办"), supervision.gathered),
    (gettext_noop("考核结果"), _of_assessment),
)
_ORDER = (
    "chapters", "units", "counties", "targets", "overdue", "closed", "meetings", "resolutions",
    "orders", "circulars", "requests", "assessment", "tasks",
)  # fmt: skip
"""Of the tables in a paper."""


def _in_order(tables: list[Table]) -> Iterator[Table]:
    yield from sorted(tables, key=lambda table: _ORDER.index(table.key))
