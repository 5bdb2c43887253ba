"""What programs can ask, made from the interface's own description, for a page."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from zhicheng.foundation.access.registry import scope_name
from zhicheng.foundation.access.rules import ROOT
from zhicheng.foundation.face.records import Text


@dataclass(frozen=True, slots=True)
class Operation:
    """One line of the page. takes: names of its parameters and of the fields of its body."""

    method: str
    path: str
    scope: str
    scope_name: Text
    takes: tuple[str, ...]
    answer: str
    does: str


def operations_of(schema: Mapping[str, Any]) -> dict[str, list[Operation]]:
    """Every operation, room by room, with its scope, what it takes and what it answers.

    schema: the OpenAPI document of the interface.
    """
    rooms: dict[str, list[Operation]] = {}
    for tag, operation in _operations(schema):
        rooms.setdefault(tag, []).append(operation)
    return rooms


def _operations(schema: Mapping[str, Any]) -> Iterator[tuple[str, Operation]]:
    for path, methods in schema["paths"].items():
        for method, said in methods.items():
            scope = said.get("x-scope", "")
            yield (
                said["tags"][0],
                Operation(
                    method=method.upper(),
                    path=path.removeprefix(ROOT),
                    scope=scope,
                    scope_name=scope_name(scope),
                    takes=tuple(_takes(schema, said)),
                    answer=_answer(said),
                    does=said.get("description", ""),
                ),
            )


def _takes(schema: Mapping[str, Any], said: Mapping[str, Any]) -> Iterator[str]:
    for one in said["parameters"]:
        yield f"{one['name']}*" if one["required"] else one["name"]
    for content in said.get("requestBody", {}).get("content", {}).values():
        name = content["schema"].get("$ref", "").rpartition("/")[2]
        body = schema["components"]["schemas"].get(name, {})
        required = body.get("required", ())
        yield from (
            f"{field}*" if field in required else field for field in body.get("properties", ())
        )


def _answer(said: Mapping[str, Any]) -> str:
    """The name of the schema that a success answers with; empty for a file."""
    good = next(answer for status, answer in said["responses"].items() if status.startswith("2"))
    content = next(iter(good["content"].values()))
    return str(content["schema"].get("$ref", "").rpartition("/")[2].strip("_"))
