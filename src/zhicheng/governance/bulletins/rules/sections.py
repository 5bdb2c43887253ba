"""The sections of a paper, in their order: each with the office's words or with tables."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.face.records import Text
from zhicheng.governance.bulletins.rules.content import Content, Table
from zhicheng.governance.bulletins.rules.names import PARTS
from zhicheng.governance.bulletins.rules.numerals import NUMERALS


@dataclass(frozen=True, slots=True)
class Section:
    """key: of the section; where the office writes it, of that part. tables: by key. always: there also
    when nothing stands in its tables, because that it is nothing says something."""

    key: str
    title: Text
    tables: tuple[str, ...] = ()
    always: bool = False


SECTIONS: Final = (
    Section("summary", PARTS["summary"]),
    Section("progress", _("重点任务进展"), ("chapters", "overdue", "closed"), always=True),
    Section("indicators", _("指标完成情况"), ("targets",), always=True),
    Section("owners", _("各单位和县区进展"), ("units", "counties"), always=True),
    Section("meetings", _("联席会议和议定事项"), ("meetings", "resolutions")),
    Section("supervision", _("督办和通报"), ("orders", "circulars", "requests"), always=True),
    Section("results", _("考核结果"), ("assessment",)),
    Section("highlights", PARTS["highlights"]),
    Section("problems", PARTS["problems"]),
    Section("next_steps", PARTS["next_steps"]),
)
ANNEX: Final = "tasks"
"""The table that stands behind everything else, where a paper has it."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """A section as it stands in one paper. number: 一, 二 …; text: the office's words, or empty."""

    section: Section
    number: str
    text: str
    tables: tuple[Table, ...]


def chapters_of(content: Content) -> Iterator[Chapter]:
    """The sections that a paper has, numbered as they come."""
    by_key = {table.key: table for table in content.tables}
    number = 0
    for section in SECTIONS:
        text = content.texts.get(section.key, "").strip()
        tables = tuple(by_key[key] for key in section.tables if key in by_key)
        if text or section.always or any(table.lines for table in tables):
            yield Chapter(section, NUMERALS[number], text, tables)
            number += 1


def annex_of(content: Content) -> Table | None:
    """All tasks, in a paper that has them."""
    return next((table for table in content.tables if table.key == ANNEX), None)
