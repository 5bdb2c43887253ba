"""What the verbs of programs are filled in with: made from the actions' signatures, with rows that there are."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import MISSING, Field, fields, is_dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import Enum
from inspect import Parameter, signature
from types import NoneType, UnionType
from typing import Annotated, Any, BinaryIO, Union, get_args, get_origin, get_type_hints

from django.db.models import Model
from django.utils import timezone

from zhicheng.foundation.access.verbs import Verb

Named = Mapping[str, Sequence[Model]]
"""The rows that a body names, by place: ``draft``, ``grounds.orders``."""
_WORDS: Mapping[Any, Any] = {
    str: "说明", int: 1, bool: True, Decimal: "1", BinaryIO: 1, bytes: 1,
}  # fmt: skip


def places(verb: Verb) -> dict[str, tuple[type[Model], ...]]:
    """Where a verb names rows, and of which kinds."""
    hints = get_type_hints(verb.action)
    return {place: found for name in verb.takes for place, found in _places(hints[name], name)}


def _places(hint: Any, place: str) -> Iterator[tuple[str, tuple[type[Model], ...]]]:
    if is_dataclass(hint):
        for name, inner in get_type_hints(hint).items():
            yield from _places(inner, f"{place}.{name}")
    elif found := tuple(_models(hint)):
        yield place, found


def _models(hint: Any) -> Iterator[type[Model]]:
    if isinstance(hint, type) and issubclass(hint, Model):
        yield hint
    for inner in get_args(hint):
        yield from _models(inner)


def body(verb: Verb, named: Named) -> dict[str, Any]:
    """What has to be filled in, and what names these rows."""
    hints = get_type_hints(verb.action, include_extras=True)
    parameters = signature(verb.action).parameters
    wanted = [
        name
        for name in verb.takes
        if parameters[name].default is Parameter.empty or _is_named(name, named)
    ]
    return {name: _said(hints[name], name, named) for name in wanted}


def _is_named(place: str, named: Named) -> bool:
    return any(one == place or one.startswith(f"{place}.") for one in named)


def _said(hint: Any, place: str, named: Named) -> Any:
    rows = named.get(place, ())
    origin, inner = get_origin(hint), [one for one in get_args(hint) if one is not NoneType]
    if origin is Annotated:
        return hint.__metadata__[0].procedure.verbs[0]
    if origin in (Union, UnionType):
        return _one_of(hint, inner, place, named)
    if origin is Mapping:
        return {str(row.pk): _said(inner[1], f"{place}[]", named) for row in rows}
    if origin in (Iterable, Sequence, list, tuple) or origin is not None:
        return [row.pk for row in rows]
    if is_dataclass(hint):
        return _of_dataclass(hint, place, named)
    if issubclass(hint, Model):
        row = rows[0] if rows else hint._default_manager.order_by("pk").last()
        return row.pk if row else 0  # the key of none
    if issubclass(hint, Enum):
        return [*hint][-1].value
    return str(timezone.localdate() + timedelta(7)) if hint is date else _WORDS[hint]


def _one_of(hint: Any, kinds: Sequence[Any], place: str, named: Named) -> Any:
    if rows := named.get(place, ()):
        row = rows[0]
        return row.pk if len(kinds) == 1 else {"kind": row._meta.model_name, "id": row.pk}
    return None if NoneType in get_args(hint) else _said(kinds[0], place, named)


def _of_dataclass(hint: Any, place: str, named: Named) -> dict[str, Any]:
    hints = get_type_hints(hint)
    return {
        one.name: _said(hints[one.name], f"{place}.{one.name}", named)
        for one in fields(hint)
        if _is_needed(one) or _is_named(f"{place}.{one.name}", named)
    }


def _is_needed(one: "Field[Any]") -> bool:
    return one.default is MISSING and one.default_factory is MISSING


def name_rows(said: dict[str, Any], verb: Verb, named: Named) -> None:
    """Put rows in the place of whatever a body names there."""
    made = body(verb, named)
    for place in named:
        *above, last = place.split(".")
        inner: Any = said
        source: Any = made
        for name in above:
            inner, source = inner.get(name), source[name]
        if isinstance(inner, dict):
            inner[last] = source[last]
