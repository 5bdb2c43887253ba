"""Items: the pieces of a plan that a task, a target or a duty can stand in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from zhicheng.engines.plans.structure.headings import Rank
from zhicheng.engines.plans.structure.outline import Part, Section
from zhicheng.engines.plans.structure.roles import Role
from zhicheng.engines.plans.structure.unit_duties import named_by, shares_out, unit_label
from zhicheng.engines.plans.text.passages import Passage, Span
from zhicheng.engines.plans.units.assignments import Assignment, assignments_of, is_label_line

_LEAD_IN = re.compile(r"[^。:;]{2,40}?[。:]")
_WORKING = frozenset({Role.TASKS, Role.SAFEGUARDS})


@dataclass(slots=True)
class Item:
    """A leaf of the outline, or one unnumbered paragraph of it (path ``二/(三)/¶1``).

    own: the paragraphs with their lists of units cut off, each with the index where its words begin
    after the title. lists: the lists of units in order.
    """

    path: str
    role: Role
    title: str
    title_span: Span
    paragraphs: list[Passage] = field(default_factory=list)
    lists: list[Assignment] = field(default_factory=list)
    heading: Passage | None = None
    leaf: bool = True
    section: Section | None = None

    @property
    def headline(self) -> Passage | None:
        """The title as a passage of its own, without the number; ``None`` if there is none."""
        if self.heading is None:
            return None
        start = self.heading.find(self.title_span[0])
        return self.heading.cut(start) if start < len(self.heading) else None

    @property
    def texts(self) -> list[Passage]:
        """The title and the paragraphs: where a target may stand."""
        return [one for one in (self.headline, *self.paragraphs) if one is not None]

    @property
    def body_span(self) -> Span:
        if not self.paragraphs:
            return self.title_span[1], self.title_span[1]
        return self.paragraphs[0].span()[0], self.paragraphs[-1].span()[1]

    @property
    def span(self) -> Span:
        """Number, title, text and units together."""
        start = self.heading.span()[0] if self.heading and self.heading.text else self.title_span[0]
        ends = [self.title_span[1], self.body_span[1], *(one.span[1] for one in self.lists)]
        return start, max(ends)

    @property
    def text(self) -> str:
        return "\n".join(one.raw() for one in self.paragraphs)


def items_of(parts: Sequence[Part]) -> list[Item]:
    """Every section's own text as items, in reading order; leaves and inner sections alike."""
    return [_settled(item) for part in parts for root in part.roots for item in _below(root)]


def _below(section: Section) -> Iterator[Item]:
    """The items of a section and of those below it."""
    if _one_task(section):
        yield _item(section, [*section.body, *_all_text(section.children)], leaf=True)
        return
    closing = _closing_lists(section)
    head = _item(section, section.body, leaf=False) if closing else None
    if head is not None:
        # The lists below the last of several items, on lines of their own, are those of the heading.
        head.lists.extend(closing)
        yield head
    else:
        yield from _items(section)
    for child in section.children:
        yield from _named_after(section, _below(child))


def _named_after(above: Section, items: Iterator[Item]) -> Iterator[Item]:
    """The items below a heading that shares out duties: a unit's name as title is the unit."""
    for item in items:
        direct = item.heading is not None and item.path.rpartition("/")[0] == above.path
        if direct and item.heading and not item.lists and shares_out(above.title):
            item.lists.extend(named_by(item.heading, item.title_span))
        yield item


def _one_task(section: Section) -> bool:
    """Whether the small numbers (1)(2) below a heading are steps of one task.

    They are if a list of units stands only behind the last of them: it closes the whole.
    """
    small = section.children
    if len(small) < 2 or any(one.mark.rank < Rank.FOURTH or one.children for one in small):
        return False
    with_units = [any(assignments_of(text)[1] for text in one.body) for one in small]
    return with_units[-1] and not any(with_units[:-1])


def _closing_lists(section: Section) -> list[Assignment]:
    """Takes the lists on lines of their own from the last child if no other child has any."""
    leaves = section.children
    if len(leaves) < 2 or any(one.children for one in leaves):
        return []
    if any(assignments_of(text)[1] for one in leaves[:-1] for text in one.body):
        return []
    body = leaves[-1].body
    keep = len(body)
    while keep and is_label_line(body[keep - 1].text):
        keep -= 1
    closing = [found for text in body[keep:] for _, _, found in assignments_of(text)[1]]
    del body[keep:]
    return closing


def _all_text(sections: Sequence[Section]) -> Iterator[Passage]:
    for one in sections:
        yield one.heading
        yield from one.body


def _settled(item: Item) -> Item:
    """An item among the goals that names units is one to be done."""
    if item.lists and item.leaf and item.role in (Role.GOALS, Role.AIMS):
        item.role = Role.TASKS
    return item


def _items(section: Section) -> Iterator[Item]:
    leaf = not section.children
    if leaf and section.role in _WORKING:
        groups = _by_unit(section)
        if not any(lists for _, lists in groups):
            groups = _groups(section.body)
        if sum(bool(lists) for _, lists in groups) > 1 and not _run_in(section):
            yield _item(section, [], leaf=False)
            yield from (
                _unnumbered(section, number, paragraphs, lists)
                for number, (paragraphs, lists) in enumerate(groups, start=1)
            )
            return
    yield _item(section, section.body, leaf)


def _run_in(section: Section) -> bool:
    """Whether the title runs into the text: then its paragraphs are one item with several lists."""
    first = section.body[0]
    return "\n" not in first.source[section.span[1] : first.at[0]]


def _item(section: Section, body: Sequence[Passage], leaf: bool) -> Item:
    item = Item(
        section.path, section.role, section.title, section.span,
        heading=section.heading, leaf=leaf, section=section,
    )  # fmt: skip
    for one in body:
        _take(item, one)
    return item


def _take(item: Item, one: Passage) -> None:
    close, lists = assignments_of(one)
    item.lists.extend(found for _, _, found in lists)
    if close and not is_label_line(one.text):
        item.paragraphs.append(one.cut(0, close))


def _groups(body: Sequence[Passage]) -> list[tuple[list[Passage], list[Assignment]]]:
    """Paragraphs with the lists that close them, also those on a line of their own."""
    groups: list[tuple[list[Passage], list[Assignment]]] = []
    for one in body:
        _, lists = assignments_of(one)
        if is_label_line(one.text) and groups:
            groups[-1][0].append(one)
            groups[-1][1].extend(found for _, _, found in lists)
        else:
            groups.append(([one], [found for _, _, found in lists]))
    return groups


def _by_unit(section: Section) -> list[tuple[list[Passage], list[Assignment]]]:
    """Paragraphs that open with a unit and a colon (市财政局:…), with what follows each."""
    groups: list[tuple[list[Passage], list[Assignment]]] = []
    for one in section.body if shares_out(section.title) else ():
        label = unit_label(one)
        if not label and groups and groups[-1][1]:
            groups[-1][0].append(one)
        else:
            groups.append(([one], label))
    return groups


def _unnumbered(
    section: Section, number: int, paragraphs: Sequence[Passage], lists: Sequence[Assignment]
) -> Item:
    """A paragraph as an item of its own: its lead-in (营造环境。 工业方面:) is the title."""
    first = paragraphs[0]
    close, _ = assignments_of(first)
    found = _LEAD_IN.match(first.text, 0, close)
    end = found.end() - 1 if found else min(close, 40)
    item = Item(
        f"{section.path}/¶{number}", section.role, first.raw(0, end), first.span(0, end),
        leaf=bool(lists), section=section,
    )  # fmt: skip
    item.lists.extend(unit_label(first) if shares_out(section.title) else ())
    rest = first.cut(found.end() if found else end)
    for one in (rest, *paragraphs[1:]):
        if one.text:
            _take(item, one)
    return item
