"""The parts of a page as template tags. Each with an example: docs/face.md."""

from collections.abc import Iterable
from datetime import date, datetime
from typing import Any

from django import template
from django.core.paginator import Page
from django.forms import Form
from django.template.context import Context
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString

from zhicheng.foundation.face import drawing, records, rows, told
from zhicheng.foundation.face.charts import Chart
from zhicheng.foundation.face.lists import List
from zhicheng.foundation.face.records import ICONS, Happening, Light, Progress, Shown

register = template.Library()


@register.simple_tag
def icon(name: str) -> SafeString:
    """A drawing from the sprite; it says nothing to a screen reader, so a word must stand beside it."""
    return drawing.icon(name)


@register.simple_tag
def light(value: Light) -> SafeString:
    """Icon and word in running text or a cell."""
    return drawing.toned("light", value)


@register.simple_tag
def state(value: Light) -> SafeString:
    """The same as a badge: the state of the thing that a page is about."""
    return drawing.toned("state", value)


@register.filter
def shown(value: Shown) -> SafeString:
    """A value as pages show it: a dash for what is not known, links and lights drawn, days as numbers."""
    return drawing.shown(value)


@register.filter
def retold(value: object) -> str:
    """What was written down, or said by an engine, in the reader's language."""
    return told.retold(value)


@register.filter
def longdate(value: date | None) -> str:
    """2026年11月22日, for running text."""
    return records.long_date(value) if value else "—"


@register.filter
def day(value: date | None) -> str:
    """2026-11-22, for tables."""
    return records.short_date(value) if value else "—"


@register.filter
def moment(value: datetime | None) -> str:
    """2026-11-22 09:30, in the city's time."""
    return records.moment(value) if value else "—"


@register.simple_tag
def crumb(text: Any, url_name: str = "", *args: Any) -> SafeString:
    """One step of the way to this page; the last one has no address."""
    if not url_name:
        return format_html('<li class="breadcrumb-item active" aria-current="page">{}</li>', text)
    return format_html(
        '<li class="breadcrumb-item"><a href="{}">{}</a></li>', reverse(url_name, args=args), text
    )


@register.simple_block_tag(end_name="end_crumb_bar")
def crumb_bar(content: str, home: bool = True) -> str:
    """The way to this page; nothing where the page names no step. home: from the first page of the house on."""
    values = {"content": content, "home": home}
    return render_to_string("face/crumbs.html", values) if content.strip() else ""


@register.simple_block_tag(end_name="end_aside_column")
def aside_column(content: str) -> str:
    """The context beside the page (clock, people, history); nothing where the page has none."""
    return render_to_string("face/aside.html", {"content": content}) if content.strip() else ""


@register.simple_block_tag(end_name="end_page_header")
def page_header(content: str, title: Any, state: Light | None = None, lead: Any = "") -> str:
    """What this is, what state it is in, what can be done now (the buttons between the tags)."""
    values = {"title": title, "state": state, "lead": lead, "actions": content}
    return render_to_string("face/page_header.html", values)


@register.simple_tag
def fact(term: Any, value: Shown) -> SafeString:
    """One line of a ``<dl class="facts">``."""
    return format_html("<dt>{}</dt><dd>{}</dd>", term, shown(value))


@register.simple_block_tag(end_name="end_empty_state")
def empty_state(content: str, title: Any, icon_name: str = "inbox") -> str:
    """Where nothing is yet: what will stand here, and how to begin (between the tags)."""
    values = {"title": title, "icon_name": icon_name, "content": content}
    return render_to_string("face/empty_state.html", values)


@register.simple_tag
def figure(
    label: Any, value: Shown, unit: Any = "", as_of: date | None = None, url: str = ""
) -> SafeString:
    """A figure with its unit, its day, and the way to the rows behind it. label: words or a light; the
    light is lit where there is something to be alarmed about."""
    return drawing.figure(label, value, unit, as_of, url)


register.simple_tag(rows.drawn_rows, name="rows_of")
register.simple_tag(rows.chart_rows)
register.simple_tag(rows.figure_cells)


@register.inclusion_tag("face/chart.html")
def chart(value: Chart) -> dict[str, Any]:
    """A drawing, and beneath it the table that says the same."""
    return {"chart": value}


@register.simple_tag
def sparkline(value: Chart) -> SafeString:
    """A chart along time, small enough for a table; what it is about is said to screen readers."""
    return drawing.sparkline(value)


@register.inclusion_tag("face/timeline.html")
def timeline(happenings: Iterable[Happening]) -> dict[str, Any]:
    """What happened, as the caller orders it."""
    return {"happenings": [(entry, ICONS[entry.tone]) for entry in happenings]}


@register.inclusion_tag("face/progress.html")
def progress(work: Progress, poll_url: str) -> dict[str, Any]:
    """How far a job is. ``poll_url`` answers with this same part; without script there is a link."""
    return {"work": work, "poll_url": poll_url}


@register.inclusion_tag("face/filters.html")
def filter_bar(form: Form, clear_url: str = "?") -> dict[str, Any]:
    """The filters above a list: a form that is sent with GET."""
    return {"form": form, "clear_url": clear_url}


@register.inclusion_tag("face/list.html", takes_context=True)
def list_of(context: Context, rows: List[Any]) -> dict[str, Any]:
    """Count, tools, table and pager of a ``lists.List``."""
    return {"list": rows, "request": context["request"]}


@register.inclusion_tag("face/pager.html", takes_context=True)
def pager(context: Context, page: Page[Any]) -> dict[str, Any]:
    """The way to the other pages; nothing where there is one only."""
    pages = list(page.paginator.get_elided_page_range(page.number, on_each_side=2, on_ends=1))
    return {"page": page, "pages": pages, "request": context["request"]}


# What Django's messages are called, as tones of Bootstrap's alerts and as icons.
_ALERTS = {
    "success": ("success", "check-circle-fill"),
    "warning": ("warning", "exclamation-triangle-fill"),
    "error": ("danger", "exclamation-circle-fill"),
}


@register.filter
def bootstrap_tone(level: str) -> str:
    """The tone of an alert for a message's level; what is neither good nor bad is information."""
    return _ALERTS.get(level, ("info", ""))[0]


@register.filter
def message_icon(level: str) -> str:
    """The icon for a message's level."""
    return _ALERTS.get(level, ("", "info-circle"))[1]
