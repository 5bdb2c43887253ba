"""Every action of a room for programs and the command line: what a page does, they do, through the same action.

An action says in its signature what it needs. From that is made what a program fills in, and from what was
filled in, the action's arguments: a row is named by its key (and the version in which it was seen), a file by
the id under which it was brought, ``by`` and ``at`` are known.
"""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import MISSING, dataclass, fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from inspect import Parameter, isfunction, signature
from types import ModuleType, NoneType, UnionType
from typing import (
    Annotated,
    Any,
    BinaryIO,
    Final,
    Literal,
    Union,
    get_args,
    get_origin,
    get_type_hints,
)

from django.db.models import Model, QuerySet
from django.shortcuts import get_object_or_404
from ninja import Field, Schema
from pydantic import BaseModel, ConfigDict, create_model

from zhicheng.engines.procedures.declaration import VerbOf
from zhicheng.foundation.access.paging import Key, NoTruth, Words
from zhicheng.foundation.access.queries import brought_by
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.permissions import Doer
from zhicheng.foundation.files.actions import Upload

Rows = Mapping[type[Model], Callable[[Any], QuerySet[Any]]]
"""Of each kind of row, which ones a person may know of."""
MOST: Final = 1_000
"""Rows that one action takes at once."""
_Int = Annotated[int, Field(ge=-(2**31), le=2**31 - 1), NoTruth]
_Number = Annotated[Decimal, Field(max_digits=20, decimal_places=6, allow_inf_nan=False), NoTruth]
_PLAIN: Final[Mapping[Any, Any]] = {str: Words, int: _Int, bool: bool, Decimal: _Number, date: date}
_MANY: Final = (list, tuple, Iterable, Sequence, Collection)


class Row(Schema):
    """A row. version: in which it was seen, where it counts its changes; a change by somebody else in between
    is noticed then."""

    model_config = ConfigDict(extra="forbid")
    id: Key
    version: Annotated[int, Field(ge=0, le=2**31 - 1), NoTruth] | None = None


@dataclass(frozen=True, slots=True)
class Call:
    """Who acts, and the files that are open until it is done."""

    by: User
    open: ExitStack


Made = Callable[[Any, Call], Any]


@dataclass(frozen=True, slots=True)
class Kind:
    """shape: the type of what is filled in. made: what the action gets for it."""

    shape: Any
    made: Made


@dataclass(frozen=True, slots=True)
class Verb:
    """An action as programs name it. name: ``room.action``. takes: its parameters by name."""

    name: str
    action: Callable[..., Any]
    shape: type[BaseModel]
    takes: Mapping[str, Kind]

    @property
    def said(self) -> str:
        """What it does, in the first sentence of its docstring."""
        words = " ".join((self.action.__doc__ or "").partition("\n\n")[0].split())
        return words.partition(". ")[0].rstrip(".") + "."

    def do(self, filled: BaseModel, *, by: User, at: datetime) -> Any:
        """Do it with what was filled in; gives what the action gives.

        Raises Http404 for a row that the person may not know of, and whatever the action raises.
        """
        with ExitStack() as files:
            call = Call(by, files)
            given = {
                name: kind.made(getattr(filled, name), call)
                for name, kind in self.takes.items()
                if name in filled.model_fields_set
            }
            return self.action(**given, by=by, at=at)


_verbs: dict[str, Verb] = {}


def verbs() -> Mapping[str, Verb]:
    """All verbs that rooms offer, by name."""
    return dict(sorted(_verbs.items()))


def offer_verbs(
    room: str, actions: ModuleType, rows: Rows, *, leave_out: Collection[str] = ()
) -> list[Verb]:
    """Offer the actions of a room that a person takes.

    Left out are those of the clock and those that follow a publication, which nobody takes by themselves:
    they have no ``by``, or a parameter that cannot be said from outside. leave_out: what is for the hands of
    the machine's keeper alone.
    """
    found = []
    for name in _public(actions):
        action = getattr(actions, name)
        if name in leave_out:
            continue
        if isfunction(action) and (verb := _verb(f"{room}.{name}", action, rows)):
            found.append(verb)
            _verbs[verb.name] = verb
    return found


def _public(actions: ModuleType) -> Sequence[str]:
    """What a room's actions are: those that its package names, or those that its one module defines."""
    named: Sequence[str] | None = getattr(actions, "__all__", None)
    if named is not None:
        return named
    return [
        name
        for name, thing in vars(actions).items()
        if not name.startswith("_") and getattr(thing, "__module__", "") == actions.__name__
    ]


def _verb(name: str, action: Callable[..., Any], rows: Rows) -> Verb | None:
    hints = get_type_hints(action, include_extras=True)
    parameters = dict(signature(action).parameters)
    if hints.get("by") not in (User, Doer) or "at" not in parameters:
        return None
    del parameters["by"], parameters["at"]
    try:
        takes = {key: _kind(hints[key], rows) for key in parameters}
    except Unsayable:
        return None
    shape = {
        key: (
            kind.shape,
            ... if parameters[key].default is Parameter.empty else parameters[key].default,
        )
        for key, kind in takes.items()
    }
    return Verb(name, action, _model(_title(name), shape), takes)


class Unsayable(TypeError):
    """A parameter that cannot be said from outside."""


def _kind(hint: Any, rows: Rows) -> Kind:
    """Raises Unsayable."""
    if get_origin(hint) is Annotated:
        return _of_procedure(get_args(hint)[1])
    if get_origin(hint) in (Union, UnionType):
        return _one_of([one for one in get_args(hint) if one is not NoneType], hint, rows)
    if get_origin(hint) in _MANY:
        return _many(_kind(get_args(hint)[0], rows))
    if get_origin(hint) is Mapping:
        return _by_key(*(_kind(one, rows) for one in get_args(hint)))
    if hint in _PLAIN:
        return Kind(_PLAIN[hint], _as_it_is)
    if hint in (Upload, BinaryIO, bytes):
        return Kind(Key, _FROM_A_FILE[hint])
    if isinstance(hint, type):
        return _of_class(hint, rows)
    raise Unsayable(hint)


def _of_procedure(said: VerbOf) -> Kind:
    words: Any = Literal[said.procedure.verbs]
    return Kind(words, _as_it_is)


def _of_class(hint: type, rows: Rows) -> Kind:
    if issubclass(hint, Enum):
        return Kind(hint, _as_it_is)
    if issubclass(hint, Model) and hint in rows:
        return Kind(Row | Key, lambda said, call: _row(rows[hint](call.by), said))
    if is_dataclass(hint):
        return _of_dataclass(hint, rows)
    raise Unsayable(hint)


def _one_of(kinds: Sequence[Any], hint: Any, rows: Rows) -> Kind:
    """One kind or nothing; a plain value of several kinds; a row of several kinds, which says of which it is."""
    optional = NoneType in get_args(hint)
    if len(kinds) == 1:
        kind = _kind(kinds[0], rows)
        shape, made = kind.shape, kind.made
    elif all(kind in _PLAIN or get_origin(kind) in _MANY for kind in kinds):
        shape, made = Union[tuple(_kind(kind, {}).shape for kind in kinds)], _as_it_is  # noqa: UP007 - from a tuple
    else:
        shape, made = _row_of(kinds, rows)
    if not optional:
        return Kind(shape, made)
    return Kind(shape | None, lambda said, call: None if said is None else made(said, call))


def _row_of(kinds: Sequence[Any], rows: Rows) -> tuple[Any, Made]:
    if any(kind not in rows for kind in kinds):
        raise Unsayable(kinds)
    named = {kind._meta.model_name: kind for kind in kinds}
    of_these: Any = Literal[tuple(named)]
    name = f"{'Or'.join(kind.__name__ for kind in kinds)}Row"
    shape = create_model(name, __base__=Row, kind=(of_these, ...))
    return shape, lambda said, call: _row(rows[named[said.kind]](call.by), said)


def _row(rows: QuerySet[Any], said: "Row | int") -> Model:
    """The row that was named, in the version in which it was seen."""
    named = said if isinstance(said, Row) else Row(id=said)
    found: Model = get_object_or_404(rows, pk=named.id)
    if named.version is not None and isinstance(getattr(found, "version", None), int):
        found.version = named.version  # type: ignore[attr-defined]  # as was asked
    return found


def _upload(said: Key, call: Call) -> Upload:
    """The file that the person brought under this id, open until the action is done."""
    return call.open.enter_context(brought_by(call.by, [said]))[0]


_FROM_A_FILE: Final[Mapping[Any, Made]] = {
    Upload: _upload,
    BinaryIO: lambda said, call: _upload(said, call).stream,
    bytes: lambda said, call: _upload(said, call).stream.read(),
}


def _many(kind: Kind) -> Kind:
    return Kind(
        Annotated[tuple[kind.shape, ...], Field(max_length=MOST)],  # type: ignore[name-defined]  # made from the action
        lambda said, call: tuple(kind.made(one, call) for one in said),
    )


def _by_key(key: Kind, value: Kind) -> Kind:
    """A value for each row, by its key, or for each number."""
    name: Any = key.shape if key.shape is Words else Key  # a word, or the key of a row
    return Kind(
        Annotated[dict[name, value.shape], Field(max_length=MOST)],  # type: ignore[name-defined]  # as above
        lambda said, call: {key.made(k, call): value.made(v, call) for k, v in said.items()},
    )


def _of_dataclass(hint: Any, rows: Rows) -> Kind:
    hints = get_type_hints(hint)
    parts = {part.name: _kind(hints[part.name], rows) for part in fields(hint)}
    shape = _model(
        f"{hint.__module__.split('.')[-3].title()}{hint.__name__}",
        {part.name: (parts[part.name].shape, _default(part)) for part in fields(hint)},
    )

    def made(said: BaseModel, call: Call) -> Any:
        given = said.model_fields_set
        return hint(
            **{
                name: kind.made(getattr(said, name), call)
                for name, kind in parts.items()
                if name in given
            }
        )

    return Kind(shape, made)


def _default(part: Any) -> Any:
    if part.default is not MISSING:
        return part.default
    return ... if part.default_factory is MISSING else Field(default_factory=part.default_factory)


def _model(name: str, shape: Mapping[str, Any]) -> type[BaseModel]:
    made: type[BaseModel] = create_model(
        name, __config__=ConfigDict(extra="forbid", arbitrary_types_allowed=True), **shape
    )
    return made


def _title(name: str) -> str:
    return "".join(word.title() for word in name.replace(".", "_").split("_")) + "In"


def _as_it_is(said: Any, _call: Call) -> Any:
    return said
