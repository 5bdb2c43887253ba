"""A ledger that was kept as a spreadsheet becomes a plan's document, each row a task, and then the ledger."""

import zipfile
from collections.abc import Callable, Sequence
from datetime import date, datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.test import Client
from django.urls import reverse
from openpyxl import Workbook

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.files.models import path_of
from zhicheng.foundation.units.models import Alias, Unit
from zhicheng.governance.plans.actions.importing import upload
from zhicheng.governance.plans.actions.sheets import import_sheet, look_at_sheet
from zhicheng.governance.plans.models import Item, ItemState, Plan, Version, VersionState
from zhicheng.governance.plans.rules.dates import Period
from zhicheng.governance.plans.rules.sheets import Grid, RefusedSheet, document_of, read_sheet
from zhicheng.governance.tasks.models import Assignment, Task

HEADS = ("序号", "任务", "牵头单位", "责任单位", "完成时限", "进展情况")
Save = Callable[..., Path]


def grid(*rows: Sequence[object], heads: Sequence[object] = HEADS, **fields: Any) -> Grid:
    return Grid("台账", [heads, *rows], **fields)


def test_a_row_is_a_task() -> None:
    sheet = read_sheet(
        grid(
            (
                1.0,
                "建设商标 品牌指导站。每县一个。",
                "市市场监管局",
                "市科技局、市司法局",
                date(2026, 12, 31),
                "已建成 3 个",
            )
        )
    )
    (row,) = sheet.rows
    assert (row.line, row.number, row.title) == (2, "1", "建设商标 品牌指导站")
    assert (row.lead, row.responsible) == (("市市场监管局",), ("市科技局", "市司法局"))
    assert (row.due, row.progress) == ("2026-12-31", "已建成 3 个")
    assert row.written.startswith("序号：1；任务：建设商标")
    assert sheet.left == ()


@pytest.mark.parametrize(
    ("written", "due"),
    [
        (datetime(2026, 6, 30), "2026-06-30"),  # noqa: DTZ001 - as a workbook has it
        ("2026年6月30日前", "2026-06-30"),
        ("2026/6/30", "2026-06-30"),
        ("2026年12月底", "2026-12"),
        ("2026.11", "2026-11"),
        ("2026年底前", "2026"),
        (2026.0, ""),
        ("长期", ""),
        ("持续推进", ""),
        ("2026.13", ""),
        ("2026年2月31日", ""),
        (None, ""),
    ],
)
def test_terms_as_sheets_write_them(written: object, due: str) -> None:
    assert read_sheet(grid((1, "任务甲", "市科技局", None, written, None))).rows[0].due == due


@pytest.mark.parametrize(
    "written",
    [
        "市科技局、市司法局",
        "市科技局，市司法局",
        "市科技局\n市司法局",
        "市科技局；市司法局",
        "市科技局 市司法局",
        "市科技局/市司法局、市科技局",
    ],
)
def test_units_however_they_are_parted(written: str) -> None:
    row = read_sheet(grid((1, "任务甲", None, written, None, None))).rows[0]
    assert row.responsible == ("市科技局", "市司法局")


def test_heads_below_a_title_and_in_another_order() -> None:
    found = read_sheet(
        Grid(
            "x",
            [
                ("2026年工作台账", None, None),
                (None, None, None),
                ("责 任 部门", "主要任务", "备注"),
                ("市科技局", "任务甲", "见附件"),
                (None, None, None),
                ("市司法局", "任务乙"),
            ],
            merged=[(1, 1, "A1:C1")],
        )
    )
    assert [(row.line, row.title, row.responsible) for row in found.rows] == [
        (4, "任务甲", ("市科技局",)),
        (6, "任务乙", ("市司法局",)),
    ]
    assert "备注：见附件" in found.rows[0].written


def test_a_row_without_a_task_is_left_and_told() -> None:
    sheet = read_sheet(grid((1, "任务甲", "市科技局"), ("合计", None, None, "12 项")))
    assert [(left.line, left.why) for left in sheet.left] == [(3, "“任务”一栏是空的")]


@pytest.mark.parametrize(
    ("table", "says"),
    [
        (Grid("x", []), "没有找到表头"),
        (Grid("x", [("任务", "备注")]), "没有找到表头"),
        (grid(), "没有一行写有任务"),
        (grid((1, None, "市科技局")), "没有一行写有任务"),
        (grid((1, "任务甲", "市科技局"), merged=[(2, 3, "B2:B3")]), "合并单元格（B2:B3）"),
        (grid(*[(1, "任务")] * 20_001), "超过 20000 行"),
        (grid((1, "任务", *["x"] * 60)), "60 列"),
    ],
)
def test_what_is_no_ledger(table: Grid, says: str) -> None:
    with pytest.raises(RefusedSheet, match=says):
        read_sheet(table)


def test_the_document_has_every_row_in_its_place() -> None:
    sheet = read_sheet(
        grid(
            (1, "任务甲", "市科技局", "市科技局、市司法局", "2026年", "已启动"),
            (2, "任务乙", "市司法局"),
        )
    )
    text, reading = document_of(sheet, "台账")
    for row, task in zip(sheet.rows, reading["tasks"], strict=True):
        start, end = task["item_span"]
        assert text[start:end] == row.written
    assert reading["tasks"][0]["text"] == "任务甲\n原台账进展情况：已启动"
    assert reading["tasks"][0]["responsible"] == ["市司法局"], (
        "who leads is not responsible besides"
    )
    assert reading["tasks"][1]["due"] is None


@pytest.fixture
def save(tmp_path: Path) -> Save:
    def make(*rows: Sequence[object], merged: str = "", name: str = "台账.xlsx") -> Path:
        book = Workbook()
        sheet = book.worksheets[0]
        for row in (HEADS, *rows):
            sheet.append(list(row))
        if merged:
            sheet.merge_cells(merged)
        book.save(tmp_path / name)
        return tmp_path / name

    return make


def run(file: Path, *words: str) -> str:
    out = StringIO()
    call_command("ledger", "import-sheet", str(file), *words, stdout=out, stderr=out)
    return out.getvalue()


@pytest.mark.django_db
def test_first_it_is_only_looked_at(save: Save, science: Unit) -> None:
    file = save(
        (1, "任务甲", "市科技局", None, "2026年12月底", None),
        (2, "任务乙", "市天文馆管理处", None, "长期", None),
        (3, None, "市科技局"),
        (4, "任务丙", None, None, None, None),
    )
    said = run(file)
    assert "第 2 行 采纳：任务甲\n" in said
    assert "第 3 行 采纳：任务乙；单位“市天文馆管理处”未能识别" in said
    assert "完成时限“长期”不是日期" in said
    assert "第 4 行 未采纳；“任务”一栏是空的" in said
    assert "第 5 行 采纳：任务丙；没有写单位，须在审核时指定；没有写完成时限" in said
    assert "共 4 行：采纳 3 行，未采纳 1 行" in said
    assert "没有导入" in said
    assert not Plan.objects.exists()


@pytest.mark.django_db
def test_it_becomes_the_ledger(save: Save, science: Unit, market: Unit, coordinator: User) -> None:
    Alias.objects.create(unit=market, name="市场局")
    file = save(
        (1, "建设知识产权公共服务网点", "科技局", "市场局", "2026年12月底", "已选址"),
        (2, "开展执法专项行动", None, "市市场监管局、市科技局", date(2026, 10, 31), None),
    )
    said = run(file, "--by", coordinator.username, "--title", "2026年工作台账", "--publish")
    assert "已公布，任务已列入台账" in said
    version = Version.objects.get()
    assert (version.title, version.state) == ("2026年工作台账", VersionState.PUBLISHED)
    assert version.file_name == "台账.xlsx"
    first, second = Task.objects.order_by("position")
    assert (first.title, first.due_on, first.due_source) == (
        "建设知识产权公共服务网点", date(2026, 12, 31), "stated",
    )  # fmt: skip
    assert first.body == "建设知识产权公共服务网点\n原台账进展情况：已选址"
    assert second.due_on == date(2026, 10, 31)
    assert set(Assignment.objects.values_list("task__title", "unit", "kind", "progress")) == {
        ("建设知识产权公共服务网点", science.pk, "lead", None),
        ("建设知识产权公共服务网点", market.pk, "responsible", None),
        ("开展执法专项行动", science.pk, "responsible", None),
        ("开展执法专项行动", market.pk, "responsible", None),
    }
    assert Item.objects.get(pk=first.item_id).sentence.startswith("序号：1；任务：建设")
    verbs = list(Entry.objects.values_list("verb", flat=True))
    assert "plans.import_sheet" in verbs and "plans.publish" in verbs


@pytest.mark.django_db
def test_what_is_open_waits_for_the_review(save: Save, science: Unit, coordinator: User) -> None:
    file = save((1, "任务甲", "市天文馆管理处", None, "长期", None))
    with pytest.raises(CommandError, match="没有公布"):
        run(file, "--by", coordinator.username, "--publish")
    version = Version.objects.get()
    assert version.state == VersionState.DRAFT
    assert version.items.get().state == ItemState.PROPOSED, "what was adopted is taken back with it"
    assert not Task.objects.exists()


@pytest.mark.django_db
def test_without_publishing_it_waits_for_the_review(
    save: Save, science: Unit, coordinator: User
) -> None:
    said = run(save((1, "任务甲", "市科技局", None, "2026年", None)), "--by", coordinator.username)
    assert "待审核：/plans/" in said
    assert Version.objects.get().title == "台账"


@pytest.mark.django_db
def test_the_same_sheet_comes_once(save: Save, science: Unit, coordinator: User) -> None:
    file = save((1, "任务甲", "市科技局"))
    run(file, "--by", coordinator.username)
    with pytest.raises(CommandError, match="已经导入过"):
        run(file, "--by", coordinator.username)
    assert Plan.objects.count() == 1


@pytest.mark.django_db
def test_who_may(save: Save, officer: User, now: datetime) -> None:
    file = save((1, "任务甲", "市科技局"))
    with pytest.raises(CommandError, match="没有办理这一事项的权限"):
        run(file, "--by", officer.username)
    with pytest.raises(CommandError, match="没有用户"):
        run(file, "--by", "nobody")
    with file.open("rb") as stream, pytest.raises(PermissionDenied):
        import_sheet(stream=stream, name="x.xlsx", title="", by=officer, at=now)
    assert not Plan.objects.exists()


@pytest.mark.django_db
def test_merged_cells_are_told_by_name(save: Save) -> None:
    file = save((1, "任务甲", "市科技局"), (2, None, "市司法局"), merged="B2:B3")
    with pytest.raises(CommandError, match="合并单元格（B2:B3）"):
        run(file)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("content", "says"),
    [(b"", "另存为 .xlsx"), (b"words", "另存为 .xlsx"), (b"PK\x03\x04 cut off", "不完整")],
)
def test_another_file(content: bytes, says: str, tmp_path: Path) -> None:
    file = tmp_path / "x.xlsx"
    file.write_bytes(content)
    with pytest.raises(CommandError, match=says):
        run(file)


@pytest.mark.django_db
def test_no_file(tmp_path: Path) -> None:
    with pytest.raises(CommandError, match="打不开"):
        run(tmp_path / "x.xlsx")


@pytest.mark.django_db
def test_a_workbook_with_a_broken_part(save: Save) -> None:
    file = save((1, "任务甲", "市科技局"))
    with zipfile.ZipFile(file) as book:
        parts = {name: book.read(name) for name in book.namelist()}
    parts["xl/workbook.xml"] = b"<workbook/>"
    target = BytesIO()
    with zipfile.ZipFile(target, "w") as book:
        for name, content in parts.items():
            book.writestr(name, content)
    with pytest.raises(RefusedSheet, match="损坏"):
        look_at_sheet(BytesIO(target.getvalue()), period=Period(None, None, date(2026, 3, 2)))


@pytest.mark.django_db
def test_a_draft_is_under_way(save: Save, science: Unit, coordinator: User, now: datetime) -> None:
    file = save((1, "任务甲", "市科技局"))
    with file.open("rb") as stream:
        import_sheet(stream=stream, name="台账.xlsx", title=" ", by=coordinator, at=now)
        stream.seek(0)
        with pytest.raises(ValidationError):
            import_sheet(stream=stream, name="x.xlsx", title="", by=coordinator, at=now)


def test_the_page_imports_and_accounts_for_every_row(
    coordinator: User, science: Unit, save: Save, client: Client
) -> None:
    client.force_login(coordinator)
    assert client.get(reverse("plans:import_sheet")).status_code == 200
    file = save((1, "建站", "市科技局", "", "2026-12-31", ""), (2, "", "市科技局", "", "", ""))
    with file.open("rb") as stream:
        answer = client.post(
            reverse("plans:import_sheet"), {"file": stream, "title": "老台账"}, follow=True
        )
    text = answer.content.decode()
    assert "老台账" in text and "“任务”一栏是空的" in text
    assert "采纳 1 行，其中 0 行还有待定事项；未采纳 1 行。" in text
    assert Version.objects.get().state == VersionState.DRAFT
    with file.open("rb") as stream:
        again = client.post(reverse("plans:import_sheet"), {"file": stream, "title": "又一次"})
    assert again.status_code == 422 and "又一次" in again.content.decode()
    assert Plan.objects.count() == 1


def test_a_day_outside_of_the_period_is_told_at_its_row_until_the_period_holds_it(
    coordinator: User, science: Unit, save: Save, client: Client, now: datetime
) -> None:
    year = now.year
    file = save(
        (1, "旧任务", "市科技局", "", f"{year - 1}-12-31", ""),
        (2, "新任务", "市科技局", "", f"{year}-12-31", ""),
    )
    with file.open("rb") as stream:
        version = import_sheet(stream=stream, name="台账.xlsx", title="", by=coordinator, at=now)
    client.force_login(coordinator)
    url = reverse("plans:sheet_rows", args=[version.pk])
    text = client.get(url).content.decode()
    assert f"完成时限“{year - 1}-12-31”须在审核时更正，或按原文保留：方案没有写明开始日期" in text
    assert "其中 1 行还有待定事项" in text
    Version.objects.filter(pk=version.pk).update(period_end=date(year, 6, 30))
    text = client.get(url).content.decode()
    assert f"完成时限“{year}-12-31”须在审核时更正" in text
    Version.objects.filter(pk=version.pk).update(
        period_start=date(year - 1, 1, 1), period_end=date(year, 12, 31)
    )
    assert "须在审核时更正" not in client.get(url).content.decode()


def test_the_page_refuses_merged_cells_and_keeps_the_title(
    coordinator: User, save: Save, client: Client
) -> None:
    client.force_login(coordinator)
    file = save((1, "建站", "市科技局", "", "", ""), (2, "", "", "", "", ""), merged="C2:C3")
    with file.open("rb") as stream:
        answer = client.post(reverse("plans:import_sheet"), {"file": stream, "title": "老台账"})
    text = answer.content.decode()
    assert answer.status_code == 422 and "C2:C3" in text and "老台账" in text
    assert client.post(reverse("plans:import_sheet")).status_code == 422
    assert not Plan.objects.exists()


def test_rows_are_told_only_of_a_sheet_that_is_there(
    coordinator: User, officer: User, save: Save, client: Client, now: datetime
) -> None:
    with save((1, "建站", "市科技局", "", "", "")).open("rb") as stream:
        version = import_sheet(stream=stream, name="台账.xlsx", title="", by=coordinator, at=now)
    url = reverse("plans:sheet_rows", args=[version.pk])
    client.force_login(officer)
    assert client.get(url).status_code == 404
    assert client.get(reverse("plans:import_sheet")).status_code == 403
    client.force_login(coordinator)
    assert "没有写完成时限" in client.get(url).content.decode()
    path_of(version.file.sha256).unlink()
    assert client.get(url).status_code == 404
    other = upload(stream=BytesIO(b"text"), name="x.txt", by=coordinator, at=now)
    assert client.get(reverse("plans:sheet_rows", args=[other.pk])).status_code == 404
