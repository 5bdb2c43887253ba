"""Tasks: who does what (PATTERNS §4)."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from zhicheng.engines.plans.facts.dates import Clock, due_value
from zhicheng.engines.plans.reading import Assigned, Doubt, Task
from zhicheng.engines.plans.structure.items import Item
from zhicheng.engines.plans.structure.roles import Role
from zhicheng.engines.plans.text.characters import fold
from zhicheng.engines.plans.text.passages import Span
from zhicheng.engines.plans.units.actors import actors_in
from zhicheng.engines.plans.units.assignments import Assignment, Named
from zhicheng.engines.plans.units.conventions import Conventions
from zhicheng.engines.plans.units.variants import abbreviations, unsure, variants

# Titles are shorter, and mostly of one or two clauses.
_TITLE_LIMIT = 45
_COMMA = re.compile("[,，;；].*[,，;；]|[,，;；].{24,}")
_WORKING = frozenset({Role.TASKS, Role.SAFEGUARDS})


@dataclass(frozen=True, slots=True)
class TasksRead:
    tasks: tuple[Task, ...]
    doubts: tuple[Doubt, ...]


def tasks_of(items: Sequence[Item], rules: Conventions, clock: Clock) -> TasksRead:
    """The actionable items: the leaves under tasks and safeguards, with their units.

    Names keep the writing of the document; a typo or variant is replaced by the name that is meant
    and raised as a doubt. A list without 牵头 has no lead unless the document gives a rule for it.
    """
    actionable = [item for item in items if item.leaf and item.role in _WORKING]
    written = [_names(item) for item in actionable if item.lists]
    meant = variants(written)
    short = abbreviations(written, meant)
    inherited = _inherited(items)
    tasks, doubts = [], []
    for item in actionable:
        lists, source = (item.lists, "") if item.lists else inherited.get(item.path, ([], ""))
        tasks.append(_task(item, lists, source, rules, meant, clock))
        doubts.extend(_name_doubts(item, meant, short))
        doubts.extend(_untitled(item))
    return TasksRead(tuple(tasks), tuple(doubts))


def _names(item: Item) -> list[str]:
    return [unit.name for one in item.lists for unit in one.units]


def _inherited(items: Sequence[Item]) -> dict[str, tuple[list[Assignment], str]]:
    """Lists that stand at a heading hold for the items below it that have none of their own."""
    above = {item.path: item for item in items if item.lists and not item.leaf}
    found: dict[str, tuple[list[Assignment], str]] = {}
    for item in items if above else ():
        if not item.leaf or item.lists:
            continue
        for parent in _ancestors(item.path):
            if parent in above:
                found[item.path] = (above[parent].lists, parent)
                break
    return found


def _ancestors(path: str) -> Iterator[str]:
    while "/" in path:
        path = path.rpartition("/")[0]
        yield path


def _task(
    item: Item,
    lists: Sequence[Assignment],
    source: str,
    rules: Conventions,
    meant: dict[str, str],
    clock: Clock,
) -> Task:
    assigned = [_assigned(one, rules, meant) for one in lists]
    lead = _unique(name for one in assigned for name in one.lead)
    responsible = _unique(name for one in assigned for name in one.responsible if name not in lead)
    notes = [f"责任单位列在“{source}”"] if source else []
    if [one.as_written for one in item.lists] == [item.title]:
        notes.append("标题即责任单位")
    if lists:
        names, clause = rules.added(lists[0].span[0])
        responsible = _unique((*responsible, *(name for name in names if name not in lead)))
        notes += [f"按“{clause}”补入"] if names else []
    responsible, lead, aliases = _expanded(responsible, lead, rules)
    notes += [f"按“{clause}”展开" for clause in aliases]
    written = [one.due for one in lists if one.due]
    return Task(
        outline=item.path,
        title=item.title,
        lead=lead,
        responsible=responsible,
        responsible_as_written="".join(one.as_written for one in lists) or None,
        due=due_value(written[-1], clock) if written else None,
        span=item.title_span,
        text=item.text,
        body_span=item.body_span,
        item_span=item.span,
        responsible_span=_around(lists),
        due_as_written=written[-1] if written else None,
        open_list=any(one.open_list for one in lists),
        assignments=tuple(assigned),
        typos={
            name: meant[name]
            for one in lists
            for name in (u.name for u in one.units)
            if name in meant
        },
        actors_in_text=actors_in(item.paragraphs, {*lead, *responsible}),
        note="；".join(notes),
    )


def _assigned(one: Assignment, rules: Conventions, meant: dict[str, str]) -> Assigned:
    leads = [unit for unit in one.units if unit.role == "lead"]
    if not leads and rules.lead and one.units:
        leads = _leading(one, rules.lead)
    lead = _unique(meant.get(unit.name, unit.name) for unit in leads)
    others = _unique(meant.get(u.name, u.name) for u in one.units if u not in leads)
    return Assigned(
        one.as_written, one.span, lead, tuple(n for n in others if n not in lead), one.open_list
    )


def _leading(one: Assignment, rule: str) -> list[Named]:
    """Whom a document-wide rule makes lead: the first, or those before the first comma."""
    head, comma, _ = fold(one.as_written).partition(",")
    if rule == "first" or not comma:
        return [one.units[0]]
    return [unit for unit in one.units if fold(unit.name) in head]


def _expanded(
    responsible: tuple[str, ...], lead: tuple[str, ...], rules: Conventions
) -> tuple[tuple[str, ...], tuple[str, ...], list[str]]:
    """Aliases replaced by their members, with the clauses that define them."""
    used = [name for name in (*lead, *responsible) if fold(name) in rules.aliases]
    if not used:
        return responsible, lead, []

    def members(names: Iterable[str]) -> tuple[str, ...]:
        return _unique(m for n in names for m in rules.aliases.get(fold(n), ((n,), ""))[0])

    clauses = [rules.aliases[fold(name)][1] for name in used]
    return members(responsible), members(lead), list(dict.fromkeys(clauses))


def _around(lists: Sequence[Assignment]) -> Span | None:
    return (lists[0].span[0], lists[-1].span[1]) if lists else None


def _unique(names: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


def _untitled(item: Item) -> list[Doubt]:
    """An item that begins with its text: its first sentence stands in for the title it lacks."""
    if len(item.title) < _TITLE_LIMIT or not _COMMA.search(item.title):
        return []
    why = "该项没有单独的标题，暂以首句为题，请核对"
    return [Doubt(item.path, item.title, "title", "untitled", why, item.title_span)]


def _name_doubts(item: Item, meant: dict[str, str], short: dict[str, str]) -> list[Doubt]:
    doubts = []
    odd = set(unsure(_names(item)))
    for one in item.lists:
        for unit in one.units:
            if unit.name in meant:
                why = f"单位名称疑为笔误或异写，文中多写作“{meant[unit.name]}”，请核对"
                doubts.append(
                    Doubt(item.path, unit.name, "responsible", "unit_variant", why, unit.span)
                )
            elif unit.name in short:
                why = f"与“{short[unit.name]}”似为同一单位的不同写法，请确认是否合并"
                doubts.append(
                    Doubt(item.path, unit.name, "responsible", "unit_alias", why, unit.span)
                )
            elif unit.name in odd:
                why = "不像常见的单位名称，请确认是否为责任单位"
                doubts.append(
                    Doubt(item.path, unit.name, "responsible", "unit_unclear", why, unit.span)
                )
    return doubts
