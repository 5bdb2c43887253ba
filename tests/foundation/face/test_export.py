"""Workbooks: text stays text, numbers and days stay what they are."""

from datetime import UTC, date, datetime
from decimal import Decimal
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook

from zhicheng.foundation.face.export import workbook
from zhicheng.foundation.face.records import Light, Link, Shown, Tone


def sheet_of(title: str, heads: list[str], rows: list[list[Shown]]) -> Any:
    with workbook(title, heads, rows) as file:
        return load_workbook(file).active


def test_each_value_keeps_its_kind() -> None:
    at = datetime(2026, 11, 22, 1, 30, tzinfo=UTC)
    sheet = sheet_of(
        "台账",
        ["编号", "金额", "完成时限", "报送时间", "状态", "单位", "属实", "备注"],
        [
            [
                7,
                Decimal("1.5"),
                date(2026, 12, 31),
                at,
                Light("逾期", Tone.DANGER),
                Link("科技局", "/"),
                True,
                None,
            ]
        ],
    )
    values = [cell.value for cell in sheet[2]]
    assert values[:2] == [7, 1.5]
    assert values[2].date() == date(2026, 12, 31)
    assert values[3] == datetime(2026, 11, 22, 9, 30)  # noqa: DTZ001 - a cell knows no time zone
    assert values[4:] == ["逾期", "科技局", "是", None]


def test_the_head_is_bold_and_stays_in_sight() -> None:
    sheet = sheet_of("台账", ["编号"], [[1]])
    assert sheet["A1"].font.bold
    assert sheet.freeze_panes == "A2"


@given(st.sampled_from("=+-@\t"), st.text(max_size=40))
def test_no_text_becomes_a_formula(first: str, rest: str) -> None:
    cell = sheet_of("台账", ["备注"], [[first + rest]])["A2"]
    assert cell.data_type != "f"
    assert cell.quotePrefix


def test_what_a_cell_cannot_hold_is_left_out() -> None:
    sheet = sheet_of("台账", ["备注"], [["坏\x00字\x0b符"], ["长" * 40_000]])
    assert sheet["A2"].value == "坏字符"
    assert len(sheet["A3"].value) == 32_767


def test_a_sheet_always_has_a_name_that_it_may_have() -> None:
    assert (
        sheet_of("台账[2026/2027]：" + "长" * 40, ["a"], []).title
        == ("台账20262027：" + "长" * 40)[:31]
    )
    assert sheet_of("[]", ["a"], []).title == "Sheet"
