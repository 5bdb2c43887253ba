"""What is carried: tables with their rows, and the bytes of stored files. Plain values only."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.face.records import Shown, Text

FORMAT = 1
PRODUCT = "zhicheng-ledger"
Json = Any
"""None, booleans, whole numbers, text, lists and objects of these."""
Row = Sequence[Json]


class RefusedParcel(Exception):
    """A file that cannot be taken in; nothing was changed. The message is for the administrator."""


DAMAGED = _("文件不完整、被改动，或不是知城导出的台账：%(where)s。没有导入任何数据。")


def damaged(where: str) -> RefusedParcel:
    return RefusedParcel(DAMAGED % {"where": where})


@dataclass(frozen=True, slots=True)
class Table:
    """name: of the model, ``room.model``. fields: names of its columns. rows: how to go over them, again and
    again."""

    name: str
    fields: tuple[str, ...]
    rows: Callable[[], Iterator[Row]]


@dataclass(frozen=True, slots=True)
class Cover:
    """A sheet for people, in front of the others."""

    title: Text
    heads: Sequence[Text]
    rows: Callable[[], Iterator[Sequence[Shown]]]


@dataclass(frozen=True, slots=True)
class Parcel:
    """The ledger on its way.

    migrations: of the tables' rooms, as ``room.name``: another version has other columns. contents: the
    bytes of stored files by their SHA-256, one after the other; None where they were gone already.
    """

    migrations: tuple[str, ...]
    tables: tuple[Table, ...]
    contents: Callable[[], Iterator[tuple[str, bytes | None]]] = field(default=lambda: iter(()))


def check_same_version(found: Sequence[str], own: Sequence[str]) -> None:
    """Raises RefusedParcel when the file was written by another version: its columns are others."""
    if list(found) != list(own):
        raise RefusedParcel(
            _(
                "文件由另一个版本的知城导出，数据库结构不同（%(name)s）。"
                "请用与导出时相同的版本导入，再升级。没有导入任何数据。"
            )
            % {"name": "、".join(sorted(set(found) ^ set(own))[:3])}
        )


def check_tables(found: Mapping[str, Sequence[str]], own: Mapping[str, Sequence[str]]) -> None:
    """Raises RefusedParcel when tables or columns are missing, unknown or in another order."""
    if {name: list(fields) for name, fields in found.items()} != {
        name: list(fields) for name, fields in own.items()
    }:
        differing = sorted(
            {*found, *own} - {n for n in found if list(found[n]) == list(own.get(n, ()))}
        )
        raise damaged("、".join(differing[:3]))
