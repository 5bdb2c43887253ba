"""The reader: a document in, a reading out. Each stage is a pure function of the ones before it."""

from collections.abc import Iterable, Sequence

from .aspirations import aspirations_of
from .conventions import conventions_of
from .document import Document
from .duties import duties_of
from .frame import frame_of
from .items import items_of
from .lines import passages_of
from .metadata import metadata_of
from .outline import Section, parts_of
from .phases import phases_of
from .reading import Doubt, OutlineNode, Reading
from .systems import systems_of
from .targets import targets_of
from .tasks import tasks_of


def read(document: Document) -> Reading:
    """Reads a municipal policy plan.

    Raises UnreadableDocument if the document is no plan (a statute, a novel, an empty outline).
    """
    passages = passages_of(document)
    frame = frame_of(parts_of(passages))
    items = items_of(frame.parts)
    facts = metadata_of(frame, document.name, items)
    this_year = facts.this_year
    tasks = tasks_of(items, conventions_of(passages), this_year)
    targets = [*targets_of(items, this_year), *aspirations_of(items, this_year)]
    phases = phases_of(items)
    units = {task.outline: (*task.lead, *task.responsible) for task in tasks.tasks}
    roots = [root for part in frame.parts for root in part.roots]
    return Reading(
        source=document.name,
        title=facts.title,
        issuer=facts.issuer,
        doc_number=facts.doc_number,
        issued_on=facts.issued_on,
        published_on=facts.published_on,
        place=facts.place.name if facts.place else None,
        place_code=facts.place.code if facts.place else None,
        period=facts.period,
        outline=_nodes(roots, 1),
        targets=tuple(sorted(targets, key=lambda one: one.span)),
        tasks=tasks.tasks,
        phases=phases.phases,
        recurring_duties=duties_of(items, units),
        systems=systems_of(items),
        doubts=_ordered([*facts.doubts, *tasks.doubts, *phases.doubts]),
        addressees=facts.addressees,
        status=facts.status,
    )


def _nodes(sections: Iterable[Section], level: int) -> tuple[OutlineNode, ...]:
    return tuple(
        OutlineNode(
            number=one.mark.number,
            level=level,
            title=one.title,
            path=one.path,
            role=one.role.value,
            span=one.span,
            children=_nodes(one.children, level + 1),
        )
        for one in sections
    )


def _ordered(doubts: Sequence[Doubt]) -> tuple[Doubt, ...]:
    """In reading order, each once."""
    return tuple(sorted(dict.fromkeys(doubts), key=lambda one: (one.span, one.field)))
