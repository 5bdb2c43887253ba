"""A kind of document for tests, and templates for it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO

from zhicheng.foundation.documents import queries, registry
from zhicheng.foundation.documents.paper import Sheet
from zhicheng.foundation.documents.registry import Kind, register
from zhicheng.foundation.documents.rules import Context, Field

FIELDS = (
    Field("title", "标题"),
    Field("note", "附注"),
    Field("items", "议题", (Field("title", "题目"), Field("said", "发言", (Field("by", "谁"),)))),
    Field("rows", "名单", (Field("name", "姓名"),)),
)
VALUES: Context = {
    "title": "第一次<会议> & 纪要",
    "note": "第一行\n第二行",
    "items": [{"title": "甲", "said": [{"by": "张"}, {"by": "李"}]}, {"title": "乙", "said": []}],
    "rows": [{"name": "王"}, {"name": "赵"}],
}


def sheet(build: Callable[[Sheet], None]) -> bytes:
    """The bytes of a template."""
    made = Sheet()
    build(made)
    return made.content()


def whole() -> bytes:
    """A template with everything that a template may hold."""

    def build(made: Sheet) -> None:
        made.title("{{ title }}")
        made.label("标题：", "{{ title }}")
        made.each("item", "items")
        made.heading("{{ loop.index }} {{ item.title }}")
        made.each("one", "item.said")
        made.line("{{ one.by }}说")
        made.end()
        made.end()
        made.when("items and not note")
        made.line("有议题")
        made.otherwise()
        made.line("附注：{{ note }}")
        made.end_when()
        made.table(
            "row", "rows", (("序号", "{{ loop.index }}", 20), ("姓名", "{{ row.name }}", 60))
        )
        made.signature("{{ title }}")

    return sheet(build)


KIND = Kind("tests.letter", "函", FIELDS, whole)


@contextmanager
def known(kind: Kind = KIND) -> Iterator[Kind]:
    """The kind is registered while the test runs."""
    register(kind)
    try:
        yield kind
    finally:
        registry._known.pop(kind.key)
        queries.built_in.cache_clear()


def other() -> bytes:
    """Another template for the same kind."""
    return sheet(lambda made: made.title("本市的{{ title }}"))


def stream(content: bytes) -> BytesIO:
    return BytesIO(content)
