"""Reading the chain."""

from collections.abc import Iterator
from contextlib import suppress
from hmac import compare_digest

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.exceptions import FieldDoesNotExist
from django.db import models
from django.db.models import Max, QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.audit import crypto
from zhicheng.foundation.audit.models import Entry, Head, link_of
from zhicheng.foundation.audit.permissions import SYSTEM
from zhicheng.foundation.audit.rules import GENESIS, START, End, Fault, faults, head_seal

SYSTEM_NAME = _("系统")


def history(subject: models.Model) -> QuerySet[Entry]:
    """What happened to one row, oldest first."""
    return Entry.objects.filter(subject_type=subject._meta.label_lower, subject_id=str(subject.pk))


def people_named(words: str) -> list[str]:
    """Keys of the people whose name contains ``words`` or is their user name, as rows have them."""
    people = get_user_model()._default_manager.all()
    found = [str(p.pk) for p in people if words in str(p) or words == p.get_username()]
    return [*found, SYSTEM.pk] if words in str(SYSTEM_NAME) else found


def names_of_people() -> dict[str, str]:
    """The names of all who may have acted, by the keys that rows have; one query."""
    people = get_user_model()._default_manager.all()
    return {SYSTEM.pk: str(SYSTEM_NAME), **{str(p.pk): str(p) for p in people}}


def subject_types() -> list[tuple[str, str]]:
    """The kinds of rows that can be acted on, with their names, as choices of a form."""
    return sorted(
        (model._meta.label_lower, str(model._meta.verbose_name))
        for model in apps.get_models()
        if model.__module__.startswith("zhicheng.")
    )


def subject_type_name(label: str) -> str:
    """What a kind of row is called; its label where it no longer exists."""
    try:
        return str(apps.get_model(label)._meta.verbose_name)
    except LookupError:
        return label


def row_name(label: str, key: str) -> str:
    """The row's own words, as it is now; empty where it or its kind no longer exists."""
    try:
        found = apps.get_model(label)._default_manager.filter(pk=key).first()
    except (LookupError, ValueError):
        return ""
    return str(found) if found else ""


def field_name(label: str, name: str) -> str:
    """What a value of a row is called: as the field of that name is, of its table or of another one of its
    room; else the name itself."""
    room = label.partition(".")[0]
    models_of_room = [m for m in apps.get_models() if m._meta.app_label == room]
    for model in sorted(models_of_room, key=lambda m: m._meta.label_lower != label):
        with suppress(FieldDoesNotExist):
            return str(getattr(model._meta.get_field(name), "verbose_name", name))
    return name


def end() -> End:
    """The last link, as the head keeps it; worth writing down elsewhere as an anchor."""
    head = Head.objects.filter(id=1).values_list("seq", "digest").first()
    return START if head is None else End(*head)


def verify(*, after: int = 0) -> Iterator[Fault]:
    """Every altered, missing or reordered row, and whether the end was cut off; nothing when all holds.

    after: leave out the rows up to this ``seq``. Rows that others add meanwhile are no fault: how far
    to read is settled at the beginning, the last row before the head.
    """
    last_row = Entry.objects.aggregate(last=Max("seq"))["last"] or 0
    head = Head.objects.filter(id=1).first() or Head(seq=0, digest=GENESIS)
    if head.seq and not _is_sealed(head):
        yield Fault(head.seq, "cut", gettext("链尾标记被改动：末尾的记录可能被删去"))
    first = Entry.objects.filter(seq=after).first()
    start = End(first.seq, first.digest) if first else START
    rows = Entry.objects.filter(seq__gt=start.seq, seq__lte=max(last_row, head.seq))
    yield from faults(
        map(link_of, rows.order_by("seq").iterator(chunk_size=2000)),
        crypto.derived_key("audit:chain"),
        head=End(head.seq, head.digest),
        after=start,
    )


def holds_anchor(anchor: End) -> bool:
    """Whether the row that was the last one once is still there as it was.

    An anchor that was written down outside the database shows even the return of an old backup.
    """
    return Entry.objects.filter(seq=anchor.seq, digest=anchor.digest).exists()


def _is_sealed(head: Head) -> bool:
    expected = head_seal(head.seq, head.digest, crypto.derived_key("audit:head"))
    return compare_digest(head.seal, expected)
