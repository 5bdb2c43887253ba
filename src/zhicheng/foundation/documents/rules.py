"""What a template may ask for. Plain values only.

A template is a .docx with placeholders in the way of Jinja, as docxtpl reads them: ``{{ title }}``, and for
lists ``{%p for item in items %}`` … ``{%p endfor %}`` (``tr`` for the rows of a table). It can name fields, walk
through lists and ask whether something is there; nothing else, so that a file that somebody uploads is never
a program.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TypeAlias

from django.utils.translation import gettext as _
from jinja2 import Environment, TemplateSyntaxError, nodes

from zhicheng.foundation.face.records import Text

Value: TypeAlias = "str | Sequence[Mapping[str, Value]]"
Context: TypeAlias = Mapping[str, Value]
"""What a document is composed from: words, and lists whose rows are the same again."""
LARGEST = 5 * 1024 * 1024
"""Bytes of a template."""
_PLAIN = (nodes.Template, nodes.Output, nodes.TemplateData, nodes.Const)
_LOGIC = (nodes.Not, nodes.And, nodes.Or)
_NOT_XML = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
_TAG = re.compile(r"<[^>]*>")
_SNIPPET = 60


@dataclass(frozen=True, slots=True)
class Field:
    """One placeholder. name: as a template writes it. fields: of each row, where it is a list."""

    name: str
    title: Text
    fields: tuple["Field", ...] = ()


_LOOP = tuple(Field(name, "") for name in ("index", "first", "last", "length"))
"""What may be asked of ``loop``; docxtpl itself asks for some of it where cells are merged."""


@dataclass(frozen=True, slots=True)
class _Scope:
    """What may be named at a place: fields, and the rows of the loops around it with the fields of each."""

    fields: Mapping[str, Field]
    rows: Mapping[str, tuple[Field, ...]]


def placeholder_faults(source: str, fields: Sequence[Field]) -> list[str]:
    """What is wrong with the placeholders of one part of a template (Chinese), each once; empty: nothing.

    source: the part's XML as docxtpl makes it ready for Jinja, one line for each paragraph.
    """
    try:
        tree = Environment(autoescape=True).parse(source)
    except TemplateSyntaxError as error:
        return [_syntax_fault(source, error)]
    return list(dict.fromkeys(_faults(tree, _Scope({field.name: field for field in fields}, {}))))


def _faults(node: nodes.Node, scope: _Scope) -> Iterator[str]:
    if isinstance(node, nodes.For):
        yield from _loop_faults(node, scope)
    elif isinstance(node, nodes.Name | nodes.Getattr):
        if (found := _found(node, scope)) is None:
            yield _("没有“%(name)s”这个字段。") % {"name": _written(node)}
        elif found.fields:
            yield _list_fault(found)
    elif isinstance(node, nodes.If):
        yield from _test_faults(node.test, scope)
        for child in (*node.body, *node.elif_, *node.else_):
            yield from _faults(child, scope)
    elif isinstance(node, _PLAIN):
        for child in node.iter_child_nodes():
            yield from _faults(child, scope)
    else:
        yield _("模板中只能使用字段、循环（for）和条件（if），不能使用“%(what)s”。") % {
            "what": type(node).__name__.lower()
        }


def _loop_faults(node: nodes.For, scope: _Scope) -> Iterator[str]:
    rows = _found(node.iter, scope)
    if rows is None:
        yield _("没有“%(name)s”这个字段。") % {"name": _written(node.iter)}
        return
    if not rows.fields:
        yield _("“%(name)s”不是列表，不能循环。") % {"name": rows.name}
        return
    if not isinstance(node.target, nodes.Name) or node.test or node.recursive or node.else_:
        yield _("循环应写成“for 名称 in %(name)s”。") % {"name": rows.name}
        return
    inside = _Scope(scope.fields, {**scope.rows, "loop": _LOOP, node.target.name: rows.fields})
    for child in node.body:
        yield from _faults(child, inside)


def _test_faults(test: nodes.Node, scope: _Scope) -> Iterator[str]:
    """A condition may also ask whether a list has rows."""
    if isinstance(test, _LOGIC):
        for child in test.iter_child_nodes():
            yield from _test_faults(child, scope)
        return
    found = _found(test, scope)
    if found is None or not found.fields:
        yield from _faults(test, scope)


def _found(node: nodes.Node, scope: _Scope) -> Field | None:
    """The field that an expression names, None for anything else."""
    if isinstance(node, nodes.Name):
        return scope.fields.get(node.name)
    if isinstance(node, nodes.Getattr) and isinstance(node.node, nodes.Name):
        row = scope.rows.get(node.node.name, ())
        return next((field for field in row if field.name == node.attr), None)
    return None


def _written(node: nodes.Node) -> str:
    """An expression as it stands in the template, as far as it is one of names."""
    if isinstance(node, nodes.Getattr):
        return f"{_written(node.node)}.{node.attr}"
    return node.name if isinstance(node, nodes.Name) else type(node).__name__.lower()


def _list_fault(field: Field) -> str:
    return _("“%(name)s”是列表，应当用循环（for）逐项写出。") % {"name": field.name}


def _syntax_fault(source: str, error: TemplateSyntaxError) -> str:
    """Where the template cannot be read: the words of the paragraph, or of the nearest before it."""
    lines = [_TAG.sub("", line).strip() for line in source.splitlines()[: error.lineno]]
    near = next((line for line in reversed(lines) if line), "")[:_SNIPPET]
    return _(
        "“%(near)s”附近的占位符写法有误，请检查括号是否成对，for、if 是否以 endfor、endif 结束。"
    ) % {"near": near}


def conformed(context: Context, fields: Sequence[Field]) -> dict[str, Value]:
    """The values for exactly these fields, without the characters that no .docx can hold.

    Raises ValueError when a field is missing or not asked for: a slip of the room that composes, not of a person.
    """
    names = {field.name for field in fields}
    if names != set(context):
        raise ValueError(f"fields that do not agree: {sorted(names ^ set(context))}")
    return {field.name: _conformed(field, context[field.name]) for field in fields}


def _conformed(field: Field, value: Value) -> Value:
    if isinstance(value, str) == bool(field.fields):
        raise ValueError(f"{field.name}: words where rows are meant, or the other way round")
    if isinstance(value, str):
        return _NOT_XML.sub("", value.replace("\r\n", "\n"))
    return [conformed(row, field.fields) for row in value]


def example(fields: Sequence[Field], rows: int) -> dict[str, Value]:
    """Values to try a template with: every text its own title, every list of so many rows."""
    return {
        field.name: [example(field.fields, rows)] * rows if field.fields else str(field.title)
        for field in fields
    }
