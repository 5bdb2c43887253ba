"""Reviewing what was read, item by item. Every verb is one step that can be taken back."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.face.told import told
from zhicheng.governance.plans.actions.steps import Step, draft, step
from zhicheng.governance.plans.models import Doubt, Item, ItemKind, ItemState, UnitName, Version
from zhicheng.governance.plans.queries import directory
from zhicheng.governance.plans.rules import fields, names, spans
from zhicheng.governance.plans.rules.carrying import units_differ
from zhicheng.governance.plans.rules.intake import task_names

_REVIEW = "plans.review"


@transaction.atomic
def accept(*, item: Item, by: User, at: datetime) -> None:
    """Take an item into the ledger. Raises ValidationError when its values do not hold up."""
    version, item = _fresh(item, by)
    if found := fields.faults(item.kind, item.values):
        raise ValidationError(_("请先更正：%(values)s") % {"values": "".join(found.values())})
    with step(version, "accept", told("采纳%(item)s", item=_called(item)), by=by, at=at) as change:
        change.change(item, state=ItemState.ACCEPTED, reason="")


@transaction.atomic
def accept_many(*, version: Version, items: Iterable[Item], by: User, at: datetime) -> int:
    """Take all of the proposed items whose values hold up; the others stay proposed. Returns how many."""
    version = draft(version.pk, _REVIEW, by)
    keys = [item.pk for item in items]
    sound = [
        item
        for item in version.items.filter(pk__in=keys, state=ItemState.PROPOSED)
        if not fields.faults(item.kind, item.values)
    ]
    with step(
        version, "accept_many", told("采纳 %(sound)s 个条目", sound=len(sound)), by=by, at=at
    ) as change:
        return change.change_all(sound, state=ItemState.ACCEPTED)


@transaction.atomic
def reject(*, item: Item, reason: str, by: User, at: datetime) -> None:
    """Leave an item out of the ledger; it is kept with the reason. Raises ValidationError without one."""
    version, item = _fresh(item, by)
    if not reason.strip():
        raise ValidationError({"reason": _("请写明不采纳的理由。")})
    with step(
        version, "reject", told("不采纳%(item)s", item=_called(item)), by=by, at=at
    ) as change:
        change.change(item, state=ItemState.REJECTED, reason=reason.strip()[:200])


@transaction.atomic
def reconsider(*, item: Item, by: User, at: datetime) -> None:
    """Put an item that was accepted or rejected back among those to be reviewed."""
    version, item = _fresh(item, by)
    with step(
        version, "reconsider", told("重新审核%(item)s", item=_called(item)), by=by, at=at
    ) as change:
        change.change(item, state=ItemState.PROPOSED, reason="")


@transaction.atomic
def correct(*, item: Item, values: Mapping[str, fields.Value], by: User, at: datetime) -> None:
    """Correct values of an item, and accept it.

    values: the fields to change (``rules.fields.FIELDS``). Units that were assigned by hand give way to
    units that are corrected. Raises ValidationError, field → message, for values that do not hold up.
    """
    version, item = _fresh(item, by)
    corrected = _checked(item.kind, {**item.values, **_declared(item.kind, values)})
    if units_differ(item.values, corrected):
        corrected.pop("assigned", None)
    with step(version, "correct", told("更正%(item)s", item=_called(item)), by=by, at=at) as change:
        change.change(item, values=corrected, state=ItemState.ACCEPTED, reason="")
        add_names(change, version, [item])


@transaction.atomic
def split(*, item: Item, edited: str, by: User, at: datetime) -> list[Item]:
    """Cut an item into several. Returns all pieces; the first keeps the item's key.

    edited: the item's sentence with line breaks where it is to be cut. Each piece is to be reviewed anew
    and begins with the values of the whole, its title from its own words.

    Raises ValidationError when there is no cut in it, or the words were changed.
    """
    version, item = _fresh(item, by)
    pieces = spans.cuts(item.sentence, edited)
    if pieces is None:
        raise ValidationError({"edited": _("只能插入换行，不能改动文字。请恢复原文后再分行。")})
    if len(pieces) < 2:
        raise ValidationError({"edited": _("请在要拆开的地方换行，每行成为一个条目。")})
    with step(version, "split", told("拆分%(item)s", item=_called(item)), by=by, at=at) as change:
        whole, offset = item.sentence, item.span_start
        rows = [item]
        for start, end in pieces[1:]:
            row = Item(version=version, key=uuid4(), kind=item.kind, path=item.path)
            _fill(row, offset + start, offset + end, whole[start:end], item.values)
            change.add(row)
            rows.append(row)
        start, end = pieces[0]
        change.change(item, **_piece(offset + start, offset + end, whole[start:end], item))
    return rows


@transaction.atomic
def merge(*, version: Version, items: Sequence[Item], by: User, at: datetime) -> Item:
    """Make one item of several of a kind: the first one stays, the others are left out with a note.

    The one that stays covers all their text and takes over all their units; it is to be reviewed anew.
    Raises ValidationError for fewer than two, or for items of different kinds or plans.
    """
    version = draft(version.pk, _REVIEW, by)
    rows = list(version.items.filter(pk__in=[item.pk for item in items]))
    if len(items) < 2:
        raise ValidationError(_("请至少选择两个条目再合并。"))
    if len(rows) < len(items) or len({row.kind for row in rows}) > 1:
        raise ValidationError(_("只能合并同一方案中的同类条目。"))
    first, *others = sorted(rows, key=lambda row: (row.span_start, row.pk))
    start, end = first.span_start, max(row.span_end for row in rows)
    title = told("把 %(others)s 个条目并入%(first)s", others=len(others), first=_called(first))
    with step(version, "merge", title, by=by, at=at) as change:
        reason = told("并入%(first)s", first=_called(first))[:200]
        change.change_all(others, state=ItemState.REJECTED, reason=reason)
        change.change(
            first,
            span_end=end,
            sentence=version.text[start:end],
            values=_merged(first, others),
            state=ItemState.PROPOSED,
            reason="",
        )
    return first


@transaction.atomic
def add(
    *,
    version: Version,
    kind: ItemKind,
    quote: str,
    near: int | None = None,
    path: str = "",
    by: User,
    at: datetime,
) -> Item:
    """Add an item that the reader has not found, from a passage of the text.

    quote: the passage, as written (white space aside). near: the offset that was selected, where the
    passage stands in several places. Raises ValidationError when it stands nowhere in the text.
    """
    version = draft(version.pk, _REVIEW, by)
    place = spans.locate(version.text, quote, near)
    if place is None:
        raise ValidationError({"quote": _("正文中没有这段文字。请从左侧正文中选取，不要改动。")})
    start, end = place
    path = (path or _path_at(version, start))[:120]
    row = Item(version=version, key=uuid4(), kind=kind, path=path)
    _fill(row, start, end, version.text[start:end], {})
    with step(version, "add", told("新增%(row)s", row=_called(row)), by=by, at=at) as change:
        change.add(row)
    return row


@transaction.atomic
def settle_doubt(*, doubt: Doubt, answer: str, by: User, at: datetime) -> None:
    """Say what is to be made of a doubtful place. Raises ValidationError without an answer."""
    version = draft(doubt.version_id, _REVIEW, by)
    row = version.doubts.get(pk=doubt.pk)
    if not answer.strip():
        raise ValidationError({"answer": _("请写明处理意见，例如“按原文，已核实”。")})
    with step(
        version, "settle_doubt", told("处理疑点“%(why)s”", why=row.why[:40]), by=by, at=at
    ) as change:
        change.change(row, answer=answer.strip(), settled_by=by, settled_at=at)


def add_names(change: Step, version: Version, items: Iterable[Item]) -> None:
    """Put names of units that are new in these tasks into the queue, with a suggestion."""
    written = task_names(item.values for item in items if item.kind == ItemKind.TASK)
    known = set(version.unit_names.filter(name__in=written).values_list("name", flat=True))
    fresh = [name for name in written if name not in known]
    by_name = directory(version) if fresh else None
    for name in fresh:
        assert by_name is not None  # noqa: S101 - read whenever a name is fresh
        found = names.suggest(name, by_name)
        row = UnitName(version=version, name=name[:120], settled=found.settled, basis=found.basis)
        change.add(row, units=list(found.units))


def _fresh(item: Item, by: User) -> tuple[Version, Item]:
    """The version, locked, and the item as it is now."""
    version = draft(item.version_id, _REVIEW, by)
    return version, version.items.get(pk=item.pk)


def _called(item: Item) -> str:
    words = fields.label(item.kind, item.values) or spans.one_line(item.sentence)[:60]
    return f"{ItemKind(item.kind).label}“{words}”"


def _declared(kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
    return {f.name: values[f.name] for f in fields.FIELDS[kind] if f.name in values}


def _checked(kind: str, values: Mapping[str, Any]) -> dict[str, Any]:
    if found := fields.faults(kind, values):
        raise ValidationError(found)
    return fields.cleaned(kind, values)


def _fill(row: Item, start: int, end: int, sentence: str, values: Mapping[str, Any]) -> None:
    row.position = row.span_start = start
    row.span_end, row.sentence = end, sentence
    row.values = fields.from_words(row.kind, sentence, values)


def _piece(start: int, end: int, sentence: str, item: Item) -> dict[str, Any]:
    return {
        "span_start": start,
        "span_end": end,
        "position": start,
        "sentence": sentence,
        "values": fields.from_words(item.kind, sentence, item.values),
        "state": ItemState.PROPOSED,
        "reason": "",
    }


def _merged(first: Item, others: Sequence[Item]) -> dict[str, Any]:
    """Lists joined, texts one below the other; everything else as the first one has it."""
    values = dict(first.values)
    for field in fields.FIELDS[first.kind]:
        every = [row.values.get(field.name) for row in (first, *others)]
        if field.kind == "names":
            values[field.name] = fields.names([n for found in every for n in found or ()])
        elif field.kind == "text":
            values[field.name] = "\n".join(str(found) for found in every if found) or None
    return values


def _path_at(version: Version, offset: int) -> str:
    """The outline path of the item that begins last before this place."""
    before = version.items.filter(span_start__lte=offset).order_by("-span_start")
    return before.values_list("path", flat=True).first() or ""
