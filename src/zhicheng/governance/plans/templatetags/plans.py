"""The text of a plan with its items highlighted in place."""

from collections.abc import Iterable, Mapping

from django import template
from django.utils.html import escape
from django.utils.safestring import SafeString, mark_safe

from zhicheng.governance.plans.rules.spans import Segment, Span, segments

register = template.Library()

Mark = tuple[int, str, str, int, int]


@register.simple_tag
def source(text: str, marks: Iterable[Mark]) -> SafeString:
    """The whole text; each highlighted piece links to the innermost item that it belongs to.

    marks: (key, kind, state, start, end); a doubt has a negative key. Built by hand and escaped piece by
    piece: a plan of a thousand items has thousands of pieces. The text content of the result is ``text``
    exactly, so that offsets of a selection count in it.
    """
    known = {mark[0]: mark for mark in marks}
    spans = [Span(start, end, key) for key, _, _, start, end in known.values()]
    begun: set[int] = set()
    return mark_safe("".join(_piece(s, known, begun) for s in segments(text, spans)))  # noqa: S308 - escaped in _piece


def _piece(segment: Segment, known: Mapping[int, Mark], begun: set[int]) -> str:
    words = escape(segment.text)
    if not segment.keys:
        return words
    anchors = "".join(
        f'<span id="{_anchor(key)}"></span>' for key in segment.keys if key not in begun
    )
    begun.update(segment.keys)
    _, kind, state, _, _ = known[segment.keys[0]]
    doubtful = " is-doubtful" if any(key < 0 for key in segment.keys) else ""
    items = " ".join(str(key) for key in segment.keys if key > 0)
    return (
        f'{anchors}<a class="mark mark-{kind} is-{state}{doubtful}" href="{_way(segment.keys)}" '
        f'data-items="{items}" tabindex="-1">{words}</a>'
    )


def _anchor(key: int) -> str:
    return f"s{key}" if key > 0 else f"d{-key}"


def _way(keys: tuple[int, ...]) -> str:
    item = next((key for key in keys if key > 0), None)
    return f"?item={item}#item-{item}" if item else "?tab=doubts#pane"
