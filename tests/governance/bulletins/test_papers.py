"""A paper as a .docx: the built-in template, the office's own, and what ends every paper."""

from dataclasses import replace
from datetime import datetime
from io import BytesIO
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from docx import Document
from tests.governance.bulletins.conftest import Gathered

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.documents import actions as documents
from zhicheng.foundation.documents.models import Template
from zhicheng.foundation.documents.packing import parts
from zhicheng.foundation.documents.rendering import template_faults
from zhicheng.governance.bulletins import actions, queries
from zhicheng.governance.bulletins.models import Issue, Report
from zhicheng.governance.bulletins.papers import context_of, file_name, kind_of
from zhicheng.governance.bulletins.rules import Kind, Table, numbered


def words(data: bytes) -> str:
    """All that a document says, tables included."""
    document = Document(BytesIO(data))
    cells = [cell.text for t in document.tables for row in t.rows for cell in row.cells]
    return "\n".join([*(p.text for p in document.paragraphs), *cells])


def own_template(text: str) -> BytesIO:
    document, target = Document(), BytesIO()
    document.add_paragraph(text)
    document.save(target)
    target.seek(0)
    return target


@pytest.mark.parametrize("kind", list(Kind))
@pytest.mark.parametrize("public", [False, True])
def test_the_built_in_template_is_one(kind: Kind, public: bool) -> None:
    found = kind_of(kind, public=public)
    assert template_faults(found.built_in(), found.fields) == []
    assert found.built_in() == found.built_in()


def test_every_figure_of_a_paper_stands_in_the_table_at_its_end(composed: Report) -> None:
    content = queries.content_of(composed)
    assert content
    said = words(queries.preview(composed, content))
    assert "一、总体情况" in said and "任务台账共有2项[1]" in said and "数据来源" in said
    assert "任务总数 2项" in said
    for number, line in enumerate(numbered(content.all_figures), 1):
        assert f"[{number}]" in said
        assert line.source in said and line.rule in said
    last = Document(BytesIO(queries.preview(composed, content))).tables[-1]
    assert [cell.text for cell in last.rows[0].cells][:3] == ["编号", "数字", "来源"]
    assert len(last.rows) == 1 + len(numbered(content.all_figures))


def test_what_was_gathered_without_a_column_has_a_dash_in_it(composed: Report) -> None:
    """As reports of before were: their tables did not count what is in time."""
    content = queries.content_of(composed)
    assert content
    older = replace(content, tables=tuple(_without_normal(one) for one in content.tables))
    assert context_of(older)["normal_name"] == "正常"
    units = context_of(older)["units"]
    assert {line["normal"] for line in units} == {"—"}  # type: ignore[index]  # rows
    assert {line["normal"] for line in context_of(content)["units"]} >= {"1"}  # type: ignore[index]  # as above
    assert "—" in words(queries.preview(composed, older))


def _without_normal(table: Table) -> Table:
    names = [name for name, _head in table.columns]
    if "normal" not in names:
        return table
    place = names.index("normal")

    def rest(row: tuple[Any, ...]) -> tuple[Any, ...]:
        return (*row[:place], *row[place + 1 :])

    return replace(table, columns=rest(table.columns), lines=tuple(map(rest, table.lines)))


def test_the_office_replaces_the_template(
    composed: Report, coordinator: User, now: datetime
) -> None:
    kind = kind_of(Kind.QUARTERLY)
    stream = own_template("{{ city }}：共{{ tasks_total }}，{{ overdue_name }}{{ tasks_overdue }}")
    documents.replace(kind=kind, stream=stream, name="简报.docx", by=coordinator, at=now)
    issued = actions.issue(report=composed, signed_off="同意", by=coordinator, at=now)
    (paper,) = issued.papers.all()
    from zhicheng.foundation.files.queries import content as bytes_of

    kept = bytes_of(paper.file)
    assert words(kept) == "示例市：共2项[1]，逾期1项[1]"
    documents.restore(kind=kind, by=coordinator, at=now)
    assert parts(kept) == parts(queries.rendered(issued.template, queries.frozen_content(issued)))
    assert queries.disagreements(issued) == [], "made anew from the template of its day"


def test_a_template_with_an_unknown_placeholder_is_refused_naming_it(
    coordinator: User, now: datetime
) -> None:
    kind = kind_of(Kind.YEARLY)
    with pytest.raises(ValidationError, match="tasks_lost"):
        documents.replace(
            kind=kind,
            stream=own_template("共{{ tasks_lost }}"),
            name="报告.docx",
            by=coordinator,
            at=now,
        )
    assert not Template.objects.exists()


def test_a_yearly_paper_ends_with_its_tasks(
    coordinator: User, now: datetime, gathered: Gathered, tasks: object
) -> None:
    year = actions.Period(Kind.YEARLY, now.year)
    report = gathered(actions.draft(period=year, by=coordinator, at=now))
    content = queries.content_of(report)
    assert content
    assert "附表：任务清单" in words(queries.preview(report, content))
    assert file_name(content, ".docx") == f"{report.title}（{now.year}年度）.docx"


def test_a_figure_that_a_paper_lacks_is_left_empty(composed: Report) -> None:
    content = queries.content_of(composed)
    assert content
    bare = replace(content, figures=tuple(f for f in content.figures if f.key != "closed.late"))
    assert context_of(bare)["closed_late"] == ""


def test_words_of_the_head_may_be_named(composed: Report, coordinator: User, now: datetime) -> None:
    texts = {**queries.texts_of(composed), "highlights": "{{ city }}{{ period }}。\n\n第二段。"}
    actions.edit(report=composed, title="题", texts=texts, by=coordinator, at=now)
    content = queries.content_of(composed)
    assert content
    said = context_of(content)["highlights"]
    assert [row["text"] for row in said] == [  # type: ignore[index]  # a list of rows
        f"示例市{content.head['period']}。", "第二段。"
    ]  # fmt: skip


def test_a_changed_file_is_found(issued: Issue, monkeypatch: pytest.MonkeyPatch) -> None:
    from zhicheng.governance.bulletins.queries import papers

    issued.content = issued.content.replace("任务总数", "任务数量")
    assert papers.disagreements(issued) == ["sha256", "docx"]
