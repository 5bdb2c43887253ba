"""What a gazette takes with django-import-export: a resource for each table, in bulk, nothing compared row by row.

Reading and checks are ours on both sides. Of what the register does besides, this leaves out what costs time:
names are taken for new (nobody judges whom they mean), events, holders and documents are not looked up, no state
is written beside a right, and nothing goes into the audit chain.
"""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from django.db import models
from django.utils import timezone
from import_export import resources
from import_export.instance_loaders import CachedInstanceLoader, ModelInstanceLoader
from tablib import Dataset

from zhicheng.engines.patents import Fault, Reader
from zhicheng.foundation.files.models import path_of
from zhicheng.register.imports.models import Batch
from zhicheng.register.imports.rules import LeftOut, facts_of
from zhicheng.register.parties.actions.common import located
from zhicheng.register.parties.models import Name, Party, Writing
from zhicheng.register.parties.queries import areas
from zhicheng.register.parties.rules import PartyKind, Written, key_of, kind_of, loose_of
from zhicheng.register.rights.models import Document, Event, Holder, Right
from zhicheng.register.rights.rules import FAMILIES, Facts

BATCH = 1000


def take_in(batch: Batch) -> None:
    """Import the file of a batch into the tables of parties and rights."""
    facts = list(_facts(batch))
    written = list(dict.fromkeys(one for row in facts for one in row.holders))
    _parties(written)
    keys = dict(Party.objects.values_list("name", "pk"))
    at = timezone.now()
    _put(
        Writing, ("text", "key", "party_id", "state", "rule", "at"),
        [(text, key_of(text), keys[text], "rule", "R-PA-7", at) for text in _texts(written)], "text",
    )  # fmt: skip
    source = batch.source_id
    _put(
        Right,
        ("publication", "family", "kind", "number", "title", "symbols", "source_id", "place", "opened_at"),
        [
            (one.publication, FAMILIES[one.kind], one.kind, one.number, one.title, json.dumps(one.symbols), source,
             one.place, at)
            for one in facts
        ],
        "publication",
    )  # fmt: skip
    rights = dict(Right.objects.values_list("publication", "pk"))
    writings = dict(Writing.objects.values_list("text", "pk"))
    _put(
        Event, ("right_id", "what", "effective_on", "known_on", "source_id", "place"),
        [
            (rights[one.publication], fact.what, fact.effective_on, fact.known_on, source, one.place)
            for one in facts for fact in one.events
        ],
    )  # fmt: skip
    _put(
        Holder, ("right_id", "writing_id", "position", "effective_on", "known_on", "source_id", "place"),
        [
            (rights[one.publication], writings[held.text.strip()], position, one.held_on, one.known_on, source,
             one.place)
            for one in facts for position, held in enumerate(dict.fromkeys(one.holders), 1)
        ],
    )  # fmt: skip
    _put(
        Document, ("right_id", "title", "number", "published_on", "source_id", "place"),
        [
            (rights[one.publication], one.document, one.document, one.published_on, source, one.place)
            for one in facts
        ],
    )  # fmt: skip


def _facts(batch: Batch) -> Iterable[Facts]:
    today = timezone.localdate()
    for one in Reader(path_of(batch.file.sha256)).read():
        if isinstance(one, Fault):
            continue
        try:
            yield facts_of(one, today)
        except LeftOut:
            continue


def _texts(written: Iterable[Written]) -> list[str]:
    return list(dict.fromkeys(one.text.strip() for one in written))


def _parties(written: Iterable[Written]) -> None:
    at, ours = timezone.now(), areas()
    rows = []
    for text, one in {one.text.strip(): one for one in written}.items():
        place = located(one.address, ours)
        kind = kind_of(text) or PartyKind.ORGANISATION
        rows.append(
            (text, kind, place["address"], place["division"], place["confidence"],
             json.dumps(place["evidence"]), at)
        )  # fmt: skip
    _put(
        Party,
        ("name", "kind", "address", "division", "confidence", "evidence", "opened_at"),
        rows,
        "name",
    )
    named = Party.objects.values_list("pk", "name")
    _put(
        Name, ("party_id", "text", "key", "loose", "kind"),
        [(key, text, key_of(text), loose_of(text), "current") for key, text in named],
    )  # fmt: skip


def _put(
    model: type[models.Model], columns: Sequence[str], rows: Iterable[Sequence[Any]], by: str = ""
) -> None:
    """One resource, one import. by: the column by which a row that is there is found; none: all rows are new."""
    options: dict[str, Any] = {
        "model": model, "fields": columns, "use_bulk": True, "batch_size": BATCH, "skip_diff": True,
        "skip_html_diff": True, "import_id_fields": [by] if by else [], "force_init_instance": not by,
        "instance_loader_class": CachedInstanceLoader if by else ModelInstanceLoader,
    }  # fmt: skip
    meta = type("Meta", (), options)
    made = {name: _field(model, name) for name in columns}
    resource = type(f"{model.__name__}Resource", (resources.ModelResource,), {"Meta": meta, **made})
    found = resource().import_data(Dataset(*rows, headers=columns), raise_errors=True)
    assert not found.has_errors() and not found.has_validation_errors()  # noqa: S101 - it did the work


def _field(model: type[models.Model], name: str) -> Any:
    """The library's own field of a column; a foreign key is told by its key, which spares it a query a row."""
    from import_export.fields import Field
    from import_export.widgets import IntegerWidget

    if name.endswith("_id"):
        return Field(attribute=name, column_name=name, widget=IntegerWidget())
    column: Any = model._meta.get_field(name)
    widget = resources.ModelResource.widget_from_django_field(column)
    return Field(attribute=name, column_name=name, widget=widget())
