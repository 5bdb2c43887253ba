"""What was published is kept: document, text, items, names with their units, and doubts of a version in
force or superseded refuse every change."""

from collections.abc import Iterator
from typing import Final

from zhicheng.foundation.audit.guards import Guard, Refusal

_MESSAGE = "a published version is kept as it is"
_FROZEN = "('published', 'superseded')"
_CONTENT = "plan_id, number, title, period_start, period_end, file_id, file_name, text, reading"
_OF_VERSION = "(SELECT state FROM plans_version WHERE id = {row}.version_id)"
_OF_NAME = (
    "(SELECT v.state FROM plans_version v JOIN plans_unitname n ON n.version_id = v.id "
    "WHERE n.id = {row}.unitname_id)"
)
_PARTS = {
    "plans_item": _OF_VERSION,
    "plans_doubt": _OF_VERSION,
    "plans_unitname": _OF_VERSION,
    "plans_unitname_units": _OF_NAME,
}
"""The parts of a version, and how a row of each finds the state of its version."""


def _of_parts() -> Iterator[Refusal]:
    for table, state in _PARTS.items():
        for event, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD")):
            frozen = f"{state.format(row=row)} IN {_FROZEN}"
            yield Refusal(f"{table}_kept_{event.lower()}", event, table, _MESSAGE, frozen)


def _of_versions() -> Iterator[Refusal]:
    frozen = f"OLD.state IN {_FROZEN}"
    for name, event in (("", f"UPDATE OF {_CONTENT}"), ("_delete", "DELETE")):
        yield Refusal(f"plans_version_kept{name}", event, "plans_version", _MESSAGE, frozen)


GUARD: Final = Guard([*_of_parts(), *_of_versions()])
