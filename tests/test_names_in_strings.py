"""Names in strings keep to the order of the house, as imports do (these import-linter checks).

Foreign keys (``"units.Unit"``), ``reverse("tasks:ledger")``, ``{% url %}`` and ``{% include %}`` may name
what stands below, on the same floor without a cycle, or in the own room. The one exception is the shell:
every page extends ``base.html``, ``public.html`` where it is for everybody, or ``plain.html`` where it stands
without navigation; the site offers them to all rooms by these names.
"""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from tests.house import (
    SOURCE,
    Place,
    imports,
    place_of,
    python_files,
    rooms,
    template_name,
    templates,
)

SHELL = {"base.html", "plain.html", "public.html"}
_FOREIGN_KEY = re.compile(r"(?:ForeignKey|OneToOneField|ManyToManyField)\(\s*[\"'](\w+)\.\w+[\"']")
_ADDRESS = re.compile(
    r"(?:reverse|reverse_lazy|redirect|resolve_url)\(\s*f?[\"'](\w+):[\w{}]+[\"']"
)
_TAG = re.compile(r"{%\s*(?:url|crumb\s+(?:\S+|\"[^\"]*\"))\s+\"(\w+):[\w]+\"")
_TEMPLATE = re.compile(r"{%\s*(include|extends)\s+\"([^\"]+)\"")


class Name(NamedTuple):
    """A name in a string: the file it stands in, and the room that it names."""

    file: Path
    room: str


def names_in(source: Path, text: str, pattern: re.Pattern[str]) -> Iterator[Name]:
    return (Name(source, found) for found in pattern.findall(text))


def all_names() -> Iterator[Name]:
    for path in python_files():
        text = path.read_text("utf-8")
        yield from names_in(path, text, _FOREIGN_KEY)
        yield from names_in(path, text, _ADDRESS)
    owners = {template_name(path): place_of(path) for path in templates()}
    for path in templates():
        text = path.read_text("utf-8")
        yield from names_in(path, text, _TAG)
        for verb, name in _TEMPLATE.findall(text):
            owner = owners.get(name.partition("#")[0])
            if owner is not None and not (verb == "extends" and name in SHELL):
                yield Name(path, owner.room)


def breaks_the_order(here: Place, there: Place, known: dict[str, set[str]]) -> bool:
    """Does ``here`` name what stands above it, or what already stands on it?"""
    if here == there:
        return False
    if here.floor == there.floor:
        return here.room in known[there.room]
    return there.height > here.height


def test_names_in_strings_keep_to_the_order() -> None:
    places, known = rooms(), imports()
    wrong = [
        f"{name.file.relative_to(SOURCE)} names {name.room}"
        for name in all_names()
        if (here := place_of(name.file))
        and (there := places.get(name.room))
        and breaks_the_order(here, there, known)
    ]
    assert wrong == []


def test_some_names_were_read_at_all() -> None:
    named = {name.room for name in all_names()}
    assert {"units", "accounts", "plans", "tasks"} <= named


@pytest.mark.parametrize(
    ("pattern", "text", "room"),
    [
        (_FOREIGN_KEY, 'models.ForeignKey(\n        "plans.Plan", models.PROTECT)', "plans"),
        (_ADDRESS, 'reverse("tasks:ledger")', "tasks"),
        (_ADDRESS, 'redirect(f"tasks:{name}", 1)', "tasks"),
        (_TAG, '{% url "tasks:task" task.pk %}', "tasks"),
        (_TAG, '{% crumb "任务台账" "tasks:ledger" %}', "tasks"),
        (_TAG, '{% crumb title "tasks:ledger" %}', "tasks"),
    ],
)
def test_each_kind_of_name_is_seen(pattern: re.Pattern[str], text: str, room: str) -> None:
    assert pattern.findall(text) == [room]


def test_what_stands_above_or_would_close_a_circle_is_refused() -> None:
    places = {"tasks": Place("governance", "tasks"), "plans": Place("governance", "plans")}
    units = Place("foundation", "units")
    known = {"tasks": {"plans"}, "plans": set(), "units": set()}
    assert breaks_the_order(units, places["tasks"], known)
    assert breaks_the_order(places["plans"], places["tasks"], known)
    assert not breaks_the_order(places["tasks"], places["plans"], known)
    assert not breaks_the_order(places["tasks"], units, known)
    assert not breaks_the_order(units, units, known)
