"""Which kinds of documents there are. A room registers its own when it is loaded."""

from collections.abc import Callable
from dataclasses import dataclass

from zhicheng.foundation.documents.rules import Field
from zhicheng.foundation.face.records import Text


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of document.

    key: ``room.noun``. fields: what a template of it may ask for. built_in: makes the template that is used
    until the office has one of its own (``paper``); the same bytes each time.
    """

    key: str
    title: Text
    fields: tuple[Field, ...]
    built_in: Callable[[], bytes]


_known: dict[str, Kind] = {}


def register(kind: Kind) -> Kind:
    """Make a kind known; twice is the same as once. Raises ValueError for a key that is taken."""
    if _known.setdefault(kind.key, kind) is not kind:
        raise ValueError(f"two kinds of document are called {kind.key}")
    return kind


def kinds() -> tuple[Kind, ...]:
    """All kinds, by key."""
    return tuple(_known[key] for key in sorted(_known))


def kind_of(key: str) -> Kind | None:
    """The kind with this key, None where there is none."""
    return _known.get(key)
