"""Who leads a task and who is responsible, once every name has a meaning."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from zhicheng.governance.plans.rules.names import expand

EACH, FIRST_LEADS = "each", "first_leads"


@dataclass(frozen=True, slots=True)
class Assignment:
    """Keys of units in the order of the document, none twice, a lead not among the responsible."""

    lead: tuple[int, ...]
    responsible: tuple[int, ...]

    @property
    def units(self) -> tuple[int, ...]:
        return (*self.lead, *self.responsible)


def written_names(values: Mapping[str, Any]) -> tuple[str, ...]:
    """The names that count for a task: none once it was assigned by hand."""
    if values.get("assigned"):
        return ()
    return tuple(dict.fromkeys([*(values.get("lead") or ()), *(values.get("responsible") or ())]))


def assignment(
    values: Mapping[str, Any], meaning: Mapping[str, tuple[int, ...]], bare_list: str
) -> Assignment:
    """Who leads and who is responsible.

    meaning: name → units, of settled names. bare_list: what a list without a lead means in this plan;
    under FIRST_LEADS the first name leads, if it is a single unit: a group such as 各区县政府 cannot.
    """
    assigned = values.get("assigned")
    if assigned:
        return _distinct(assigned.get("lead") or (), assigned.get("responsible") or ())
    lead = expand(values.get("lead") or (), meaning)
    names = list(values.get("responsible") or ())
    if not lead and bare_list == FIRST_LEADS and names:
        first = expand(names[:1], meaning)
        lead = first if len(first) == 1 else ()
    return _distinct(lead, expand(names, meaning))


def inherited(found: Assignment, heirs: Mapping[int, int]) -> Assignment:
    """The same with successors in the place of units that are gone. heirs: unit → who does its work today."""
    return _distinct(
        [heirs.get(key, key) for key in found.lead],
        [heirs.get(key, key) for key in found.responsible],
    )


def _distinct(lead: Sequence[int], responsible: Sequence[int]) -> Assignment:
    leading = tuple(dict.fromkeys(lead))
    return Assignment(leading, tuple(k for k in dict.fromkeys(responsible) if k not in leading))


def is_bare(found: Assignment) -> bool:
    """Whether it matters what a list without a lead means: several units, and none of them leads."""
    return not found.lead and len(found.responsible) > 1


def titles(outline: Sequence[Mapping[str, Any]], above: str = "") -> Iterator[tuple[str, str]]:
    """(path, title) of every heading of a reading's outline; a path joins the numbers with ``/``."""
    for node in outline:
        path = f"{above}/{node.get('number')}" if above else str(node.get("number"))
        yield path, str(node.get("title") or "")
        yield from titles(node.get("children") or (), path)


def chapter_and_section(path: str, headings: Mapping[str, str]) -> tuple[str, str]:
    """Titles of the first-level heading of a path, and of the heading right above the item."""
    parts = path.split("/")
    chapter = headings.get(parts[0], "")
    above = (headings.get("/".join(parts[:n])) for n in range(len(parts) - 1, 0, -1))
    return chapter, next((title for title in above if title), chapter)
