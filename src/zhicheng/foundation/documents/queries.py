"""Reading templates, and composing from them without writing anything."""

from functools import lru_cache

from django.db.models import QuerySet

from zhicheng.foundation.documents import permissions
from zhicheng.foundation.documents.models import Choice, Template
from zhicheng.foundation.documents.registry import Kind, kind_of
from zhicheng.foundation.documents.rendering import rendered
from zhicheng.foundation.documents.rules import Context
from zhicheng.foundation.files.queries import content

__all__ = ["built_in", "chosen", "composed", "composed_from", "permissions", "templates_of"]


def templates_of(kind: Kind) -> QuerySet[Template]:
    """Those that the office uploaded, newest first."""
    rows = Template.objects.filter(kind=kind.key, built_in=False)
    return rows.select_related("by", "file")


def chosen(kind: Kind) -> Template | None:
    """The office's own template that is in use, None while it is the one brought along."""
    row = Choice.objects.filter(kind=kind.key).select_related("template__file").first()
    return row.template if row else None


def composed(kind: Kind, context: Context) -> bytes:
    """A document as the template in use makes it now: a preview. Raises ValueError as ``rendered``."""
    template = chosen(kind)
    source = content(template.file) if template else built_in(kind.key)
    return rendered(source, kind.fields, context)


def composed_from(template: Template, context: Context) -> bytes:
    """A document as a certain template makes it; the same again for the same values, whatever is in use now.

    Raises LookupError when no room knows the template's kind any more, ValueError as ``rendered``.
    """
    kind = kind_of(template.kind)
    if kind is None:
        raise LookupError(template.kind)
    return rendered(content(template.file), kind.fields, context)


@lru_cache(maxsize=64)
def built_in(key: str) -> bytes:
    """The template that the product brings along for a kind. Raises LookupError for an unknown kind."""
    kind = kind_of(key)
    if kind is None:
        raise LookupError(key)
    return kind.built_in()
