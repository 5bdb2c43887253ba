"""The reader: a document in, a reading out. Each stage is a pure function of the ones before it."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from zhicheng.engines.plans.document import Document
from zhicheng.engines.plans.doubts import (
    script_doubts,
    structure_doubts,
    target_doubts,
    unread_figures,
)
from zhicheng.engines.plans.duties import duties_of
from zhicheng.engines.plans.facts.dates import Clock
from zhicheng.engines.plans.facts.metadata import metadata_of
from zhicheng.engines.plans.phases import phases_of
from zhicheng.engines.plans.reading import Doubt, OutlineNode, Reading, Target, Task
from zhicheng.engines.plans.recognise import check
from zhicheng.engines.plans.structure.frame import Frame, frame_of
from zhicheng.engines.plans.structure.items import items_of
from zhicheng.engines.plans.structure.lines import passages_of
from zhicheng.engines.plans.structure.outline import Section, parts_of
from zhicheng.engines.plans.structure.preamble import preamble_goals
from zhicheng.engines.plans.systems import systems_of
from zhicheng.engines.plans.tables.assignments import tasks_in
from zhicheng.engines.plans.tables.columns import Table, tables_of
from zhicheng.engines.plans.tables.grids import with_drawn_tables
from zhicheng.engines.plans.tables.indicators import targets_in
from zhicheng.engines.plans.targets.aspirations import aspirations_of
from zhicheng.engines.plans.targets.figures import targets_of
from zhicheng.engines.plans.tasks import tasks_of
from zhicheng.engines.plans.text.characters import bare
from zhicheng.engines.plans.units.conventions import conventions_of


def read(document: Document) -> Reading:
    """Reads a municipal policy plan.

    Raises UnreadableDocument if the document is no plan (a statute, a novel, an empty outline).
    """
    document = with_drawn_tables(document)
    passages = passages_of(document)
    frame = frame_of(parts_of(passages))
    items = [*preamble_goals(frame.front), *items_of(frame.parts)]
    facts = metadata_of(frame, items)
    tables = tables_of(document, _places(frame))
    tasks = tasks_of(items, conventions_of(passages), facts.clock)
    all_tasks, table_doubts = _with_tables(document, tables, tasks.tasks, facts.clock)
    targets = _ordered_targets(
        [
            *targets_of(items, facts.clock),
            *aspirations_of(items, facts.clock),
            *(
                one
                for table in tables
                if table.kind == "indicators"
                for one in targets_in(document, table)
            ),
        ]
    )
    check(passages, frame, facts.title, all_tasks, targets)
    phases = phases_of(items, facts.clock)
    units = {task.outline: (*task.lead, *task.responsible) for task in all_tasks}
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
        outline=_nodes((root for part in frame.parts for root in part.roots), 1),
        targets=targets,
        tasks=all_tasks,
        phases=phases.phases,
        recurring_duties=duties_of(items, units),
        systems=systems_of(items),
        doubts=_ordered(
            [
                *facts.doubts,
                *tasks.doubts,
                *phases.doubts,
                *table_doubts,
                *target_doubts(targets, facts.clock),
                *unread_figures(items, targets),
                *structure_doubts(frame),
                *script_doubts(passages),
                *(Doubt("", notice, "text", "file", notice, (0, 0)) for notice in document.notices),
            ]
        ),
        addressees=facts.addressees,
        status=facts.status,
    )


def _places(frame: Frame) -> list[tuple[int, str]]:
    """(offset, path) of every section and appendix, in order, for placing tables."""
    places = [(one.span[0], one.path) for part in frame.parts for one in part.walk()]
    places += [(part.front[0].span()[0], "附件") for part in frame.appendices if part.front]
    return sorted(places)


def _with_tables(
    document: Document, tables: Sequence[Table], tasks: Sequence[Task], clock: Clock
) -> tuple[tuple[Task, ...], list[Doubt]]:
    """The tasks of the text and those of the tables; a row that repeats a task completes it."""
    by_title = {bare(task.title): index for index, task in enumerate(tasks)}
    merged, doubts = list(tasks), []
    taken = {task.outline for task in tasks}
    filled: set[str] = set()
    for table in tables:
        if table.kind != "tasks":
            continue
        for row in tasks_in(document, table, clock, taken):
            index = by_title.get(bare(row.title))
            if index is None:
                merged.append(row)
                filled.add(table.path)
                continue
            merged[index], doubt = _completed(merged[index], row)
            doubts.extend(doubt)
    # A section that holds nothing but its table is no task itself.
    kept = [
        task
        for task in merged
        if task.text or task.responsible_as_written or task.outline not in filled
    ]
    return tuple(sorted(kept, key=lambda one: one.item_span)), doubts


def _completed(task: Task, row: Task) -> tuple[Task, list[Doubt]]:
    if not (task.lead or task.responsible):
        task = replace(
            task,
            lead=row.lead,
            responsible=row.responsible,
            responsible_as_written=row.responsible_as_written,
            responsible_span=row.responsible_span,
            note="责任单位取自任务分解表",
        )
        doubts = []
    elif {*task.lead, *task.responsible} != {*row.lead, *row.responsible}:
        why = "任务分解表所列单位与正文不一致，已按正文读取，请核对"
        text = row.responsible_as_written or row.title
        doubts = [Doubt(task.outline, text, "responsible", "contradiction", why, row.item_span)]
    else:
        doubts = []
    return replace(
        task, due=task.due or row.due, due_as_written=task.due_as_written or row.due_as_written
    ), doubts


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


def _ordered_targets(targets: Iterable[Target]) -> tuple[Target, ...]:
    return tuple(sorted(targets, key=lambda one: one.span))


def _ordered(doubts: Sequence[Doubt]) -> tuple[Doubt, ...]:
    """In reading order, each once."""
    return tuple(sorted(dict.fromkeys(doubts), key=lambda one: (one.span, one.field)))
