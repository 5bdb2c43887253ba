"""How things are shown: tones, dates, and the small records that pages and exports are made of.

Colour never speaks alone: a tone always comes with an icon and a word. Red (``Tone.DANGER``) is kept
for what is overdue or dangerous.
"""

from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import StrEnum

from django.utils import dateformat, timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _


class Tone(StrEnum):
    """What a state or light says at first sight."""

    QUIET = "quiet"  # nothing to do: not begun, closed, withdrawn
    ACTIVE = "active"  # under way
    GOOD = "good"  # done, on course, reached
    CAUTION = "caution"  # soon due, returned, frozen
    WARNING = "warning"  # one step before danger, in cities that escalate by colour
    DANGER = "danger"  # overdue or dangerous, nothing else
    UNKNOWN = "unknown"  # not known – which is never the same as none or zero


ICONS = {
    Tone.QUIET: "circle",
    Tone.ACTIVE: "play-circle",
    Tone.GOOD: "check-circle-fill",
    Tone.CAUTION: "exclamation-triangle-fill",
    Tone.WARNING: "exclamation-triangle-fill",
    Tone.DANGER: "exclamation-circle-fill",
    Tone.UNKNOWN: "question-circle",
}

ALARMING = (Tone.CAUTION, Tone.WARNING, Tone.DANGER)
"""What somebody should look at."""

Text = str | Promise
"""Words for a page, translated or to be translated when they are shown."""


@dataclass(frozen=True, slots=True)
class Light:
    """A light (灯): a word and its tone. ``url``: where it says why; a path within the product."""

    word: Text
    tone: Tone
    url: str = ""

    def __str__(self) -> str:
        return str(self.word)


@dataclass(frozen=True, slots=True)
class Link:
    """Words that lead somewhere. ``url``: a path within the product. ``whole``: all of what is shortened."""

    text: Text
    url: str
    whole: Text = ""

    def __str__(self) -> str:
        return str(self.text)


@dataclass(frozen=True, slots=True)
class Figure:
    """A count and the list of what was counted."""

    label: Light | Text
    value: int
    url: str


@dataclass(frozen=True, slots=True)
class Happening:
    """One entry of a timeline: who did what and when. ``note``: their own words, may have lines."""

    at: datetime
    who: Text
    what: Text
    note: Text = ""
    tone: Tone = Tone.QUIET


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a piece of work is. ``total`` 0: not known. ``failed``: the reason, when it ended badly."""

    title: Text
    done: int
    total: int
    message: Text = ""
    finished: bool = False
    failed: Text = ""

    @property
    def light(self) -> Light:
        if self.failed:
            return Light(_("未成功"), Tone.CAUTION)
        if self.finished:
            return Light(_("已完成"), Tone.GOOD)
        return Light(_("进行中"), Tone.ACTIVE)


Shown = str | Promise | int | Decimal | date | datetime | bool | Light | Link | None
"""What a cell of a list or a fact of a page may be. None: not known, shown as a dash."""


def long_date(day: date | datetime) -> str:
    """A day as it is written in running text: 2026年11月22日, 22 November 2026.

    A moment is taken in the city's time.
    """
    local = local_day(day)
    return dateformat.format(local, _("Y年n月j日"))


def short_date(day: date | datetime) -> str:
    """A day as it is written in tables: 2026-11-22. A moment is taken in the city's time."""
    return local_day(day).isoformat()


def moment(at: datetime) -> str:
    """A moment to the minute in the city's time: 2026-11-22 09:30."""
    return timezone.localtime(at).strftime("%Y-%m-%d %H:%M")


def local_day(day: date | datetime) -> date:
    return timezone.localdate(day) if isinstance(day, datetime) else day


def plain(value: Shown) -> str:
    """A shown value in words alone; nothing known is an empty text."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return _("是") if value else _("否")
    if isinstance(value, datetime):
        return moment(value)
    if isinstance(value, date):
        return short_date(value)
    if isinstance(value, int | Decimal):
        return f"{value:,}"
    return str(value)
