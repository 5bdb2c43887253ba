"""The sample plan as a .docx, in the form in which cities write theirs. Every word of it is invented."""

import io
from collections.abc import Callable, Sequence
from datetime import UTC, datetime

import docx
from docx.document import Document

from zhicheng.governance.plans.sample.content import (
    CHAPTERS,
    INDICATORS,
    OPENING,
    PHASES,
    TABLED,
    TITLE,
    Task,
)

CITY = "示例市"
_FIRST = datetime(2026, 1, 15, 1, 0, tzinfo=UTC)
_NUMBERS = "一二三四五六七八九十"


def write(known: Callable[[str], bool]) -> bytes:
    """The document's bytes. known: whether the city has a unit of this name; others are left out."""
    document = docx.Document()
    document.core_properties.created = document.core_properties.modified = _FIRST
    document.core_properties.author = "示例市知识产权工作联席会议办公室"
    document.add_heading(TITLE, level=0)
    for paragraph in OPENING:
        document.add_paragraph(paragraph)
    _general(document)
    for number, (title, sections) in enumerate(CHAPTERS, start=3):
        document.add_heading(f"{_NUMBERS[number - 1]}、{title}", level=1)
        for index, (section, tasks) in enumerate(sections):
            document.add_heading(f"（{_NUMBERS[index]}）{section}", level=2)
            for place, task in enumerate(tasks, start=1):
                document.add_paragraph(f"{place}．{task.title}。{task.text}{_units(task, known)}")
    _breakdown(document, known)
    _phases(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def _general(document: Document) -> None:
    document.add_heading("一、总体要求", level=1)
    document.add_paragraph(
        "坚持质量优先、服务实体、严格保护、便民利企，把知识产权工作贯穿创新发展全过程。"
    )
    document.add_heading("二、主要目标", level=1)
    document.add_paragraph("到2028年，知识产权强市建设取得明显成效，主要指标如下表。")
    rows = [(str(n), *indicator) for n, indicator in enumerate(INDICATORS, start=1)]
    _table(document, ("序号", "指标", "2025年基数", "2028年目标", "属性"), rows)


def _breakdown(document: Document, known: Callable[[str], bool]) -> None:
    document.add_heading("五、重点项目任务分解", level=1)
    rows = [
        (
            str(number),
            task.title,
            "、".join(n for n in task.lead if known(n)),
            "、".join(n for n in task.responsible if known(n)),
            task.due,
        )
        for number, task in enumerate(TABLED, start=1)
    ]
    _table(document, ("序号", "任务", "牵头单位", "责任单位", "完成时限"), rows)


def _phases(document: Document) -> None:
    document.add_heading("六、实施步骤", level=1)
    for index, (title, text) in enumerate(PHASES):
        document.add_heading(f"（{_NUMBERS[index]}）{title}", level=2)
        document.add_paragraph(text)


def _table(document: Document, head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    table = document.add_table(rows=1, cols=len(head), style="Table Grid")
    for cell, words in zip(table.rows[0].cells, head, strict=True):
        cell.text = words
    for row in rows:
        for cell, words in zip(table.add_row().cells, row, strict=True):
            cell.text = words


def _units(task: Task, known: Callable[[str], bool]) -> str:
    lead = "、".join(name for name in task.lead if known(name))
    others = "、".join(name for name in task.responsible if known(name))
    if lead and others:
        return f"（牵头单位：{lead}；责任单位：{others}）"
    return f"（责任单位：{lead or others}）" if lead or others else ""
