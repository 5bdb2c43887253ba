"""What stands on a page by the hundred – lights, links, cells – drawn in Python.

A template takes four times as long. Everything that is shown passes through ``escaped``, and what is
drawn is a ``SafeString``.
"""

import html
from collections.abc import Mapping
from datetime import date
from functools import lru_cache

from django.templatetags.static import static
from django.utils.functional import Promise
from django.utils.safestring import SafeString
from django.utils.translation import gettext

from zhicheng.foundation.face.charts import Chart
from zhicheng.foundation.face.records import (
    ALARMING,
    ICONS,
    Light,
    Link,
    Shown,
    Text,
    plain,
    short_date,
)
from zhicheng.foundation.face.sparklines import HEIGHT, WIDTH, Line, lines_of, words_of


def escaped(value: object) -> SafeString:
    """Words as HTML; what is HTML already stays.

    As Django's ``conditional_escape``, which looks twice at every argument for words to be translated later.
    """
    text = str(value)
    return text if isinstance(text, SafeString) else SafeString(html.escape(text))


def attributes(values: Mapping[str, object]) -> SafeString:
    """The attributes of an element: True is a name alone, False none."""
    return SafeString(
        "".join(
            f" {name}" if value is True else f' {name}="{escaped(value)}"'
            for name, value in values.items()
            if value is not False
        )
    )


@lru_cache(maxsize=256)
def icon(name: str) -> SafeString:
    """A drawing from the sprite; it says nothing to a screen reader, so a word must stand beside it.

    Kept, because a page draws hundreds, and where the sprite stands does not change in a process.
    """
    return SafeString(
        '<svg class="icon" aria-hidden="true" focusable="false">'
        f'<use href="{escaped(static("built/icons.svg"))}#{escaped(name)}"></use></svg>'
    )


def toned(css: str, value: Light) -> SafeString:
    """Icon and word, linked where the light says why. css: ``light`` in a text or cell, ``state`` for a badge."""
    word = f"{icon(ICONS[value.tone])}{escaped(value.word)}"
    element, way = ("a", f' href="{escaped(value.url)}"') if value.url else ("span", "")
    return SafeString(f'<{element}{way} class="{css} tone-{value.tone}">{word}</{element}>')


def shown(value: Shown) -> SafeString:
    """A value as pages show it: a dash for what is not known, links and lights drawn, days as numbers."""
    if isinstance(value, Link):
        whole = f' title="{escaped(value.whole)}"' if value.whole else ""
        return SafeString(f'<a href="{escaped(value.url)}"{whole}>{escaped(value.text)}</a>')
    if isinstance(value, Light):
        return toned("light", value)
    if value is None or value == "":
        return SafeString(f'<span class="absent" title="{escaped(gettext("无数据"))}">—</span>')
    return escaped(value if isinstance(value, str | Promise) else plain(value))


def figure(
    label: Text | Light, value: Shown, unit: Text, as_of: date | None, url: str
) -> SafeString:
    """A figure with its unit, its day, and the way to the rows behind it; without the last, no link.

    label: words or a light; the light is lit where there is something to be alarmed about.
    """
    css, named = "", escaped(label)
    if isinstance(label, Light) and label.tone in ALARMING and value:
        css, named = f" tone-{label.tone}", shown(label)
    said = str(shown(value))
    if unit and value is not None:
        said += f' <span class="figure-unit">{escaped(unit)}</span>'
    parts = f'<span class="figure-label">{named}</span> <span class="figure-value">{said}</span>'
    if as_of:
        day = f"{escaped(gettext('截至'))} {short_date(as_of)}"
        parts += f' <span class="figure-as-of">{day}</span>'
    element, way = ("a", f' href="{escaped(url)}"') if url else ("div", "")
    return SafeString(f'<{element}{way} class="figure{css}">{parts}</{element}>')


def sparkline(chart: Chart) -> SafeString:
    """A chart along time, small enough for a table; what it is about is said to screen readers."""
    words = escaped(words_of(chart))
    size = f'width="{WIDTH}" height="{HEIGHT}" viewBox="0 0 {WIDTH} {HEIGHT}"'
    lines = "".join(map(_sparkline, lines_of(chart)))
    return SafeString(
        f'<svg class="sparkline" {size} role="img" aria-label="{words}"><title>{words}</title>{lines}</svg>'
    )


def _sparkline(line: Line) -> str:
    css = f"tone-{line.tone}"
    dashed = " is-dashed" if line.dashed else ""
    runs = [f'<polyline class="{css}{dashed}" points="{run}"/>' for run in line.runs]
    dots = [f'<circle class="{css}" cx="{x}" cy="{y}" r="2.5"/>' for x, y in line.dots]
    return "".join([*runs, *dots])
