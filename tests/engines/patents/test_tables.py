"""Gazette tables and spreadsheets: columns, dirty cells, encodings, broken files."""

import gzip
import io
import json
import zipfile
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import pytest
import xlwt
from openpyxl import Workbook
from tests.engines.patents.files import HEADERS, ROW, read, written

from zhicheng.engines.identifiers.checkdigits import filing_check
from zhicheng.engines.patents import (
    Class,
    MappingError,
    Party,
    Publication,
    Reader,
    Reference,
    Right,
    UnreadableFile,
)
from zhicheng.engines.patents.tables import workbook

MIDNIGHT = datetime.combine(date(2021, 1, 5), time())


@pytest.mark.parametrize(
    ("encoding", "mark"),
    [("utf-8", b""), ("utf-8", b"\xef\xbb\xbf"), ("gb18030", b""), ("utf-16-le", b"\xff\xfe")],
)
def test_a_table_is_read_in_every_encoding(tmp_path: Path, encoding: str, mark: bytes) -> None:
    path = written(tmp_path, "a.csv", mark + f"{HEADERS}\n{ROW}\n".encode(encoding))
    (found,), faults = read(path)
    assert faults == []
    assert found.publication == Reference("CN", "111111111", "A", date(2021, 1, 5))
    assert found.application == Reference("CN", "202010000001.1", "", date(2020, 2, 3))
    assert found.right == Right.INVENTION
    assert found.title == "一种示例装置"
    assert found.applicants == (
        Party("示例市甲公司", "100000示例省示例市示例路1号"),
        Party("示例大学"),
    )
    assert [one.name for one in found.inventors] == ["张示例", "李示例"]
    assert found.classes == (Class("IPC", "H04W40/02"), Class("IPC", "H04M1/02"))
    assert found.doubts == ()
    assert found.place == "第2行"


def test_lines_before_the_header_and_empty_ones_are_passed_by(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", f"检索结果,,\n\n导出日期,2021-01-01\n{HEADERS}\n\n{ROW}\n")
    assert len(read(path)[0]) == 1


def test_a_tab_or_a_semicolon_separates_as_well(tmp_path: Path) -> None:
    for separator in "\t;":
        text = f"公开号{separator}名称\nCN111111111A{separator}甲\n"
        assert read(written(tmp_path, "a.csv", text))[0][0].title == "甲"


@pytest.mark.parametrize(
    ("cell", "number", "code"),
    [
        ("2.02E+12", "", "mangled"),
        ("2.0191E+12", "", "mangled"),
        ("2020100000011", "202010000001.1", None),
        ("ZL 2020 1 0000001．1", "202010000001.1", None),
        ("cn202010000001.1", "202010000001.1", None),
        ("202010000001", "202010000001.1", None),
        ("95115608.x", "95115608.X", None),
        ("202010000001.5", "", "check_digit"),
        ("202040000001.5", "", "no_number"),
        ("见附件", "", "no_number"),
        ("", "", None),
    ],
)
def test_an_application_number_is_sound_or_unknown(
    tmp_path: Path, cell: str, number: str, code: str | None
) -> None:
    (found,), _ = read(written(tmp_path, "a.csv", f"公开号,申请号\nCN111111111A,{cell}\n"))
    assert found.application.number == number
    assert found.app_no_raw == cell
    assert [one.code for one in found.doubts] == ([code] if code else [])
    assert all(one.raw == cell for one in found.doubts)


@pytest.mark.parametrize(
    ("cells", "right"),
    [
        ("CN111111111B,", Right.INVENTION),
        ("CN211111111U,", Right.UTILITY),
        ("CN311111111S,", Right.DESIGN),
        (",202010000001.1", Right.INVENTION),
        (",202020000001.4", Right.UTILITY),
        (",202030000001.9", Right.DESIGN),
        (",95115608.X", Right.INVENTION),
        ("EP1000000A1,", ""),
    ],
)
def test_the_right_follows_from_the_numbers(tmp_path: Path, cells: str, right: str) -> None:
    if cells.startswith(",2020"):
        cells = f",{cells[1:13]}.{filing_check(cells[1:13])}"
    (found,), _ = read(written(tmp_path, "a.csv", f"公开号,申请号\n{cells}\n"))
    assert found.right == right


def test_the_right_is_taken_from_its_column_when_no_number_tells(tmp_path: Path) -> None:
    lines = "公开号,专利类型\nEP1A1,\nEP1234A1,外观设计\nEP1234A1,实用新型\nEP1234A1,发明授权\n"
    found, faults = read(written(tmp_path, "a.csv", lines))
    assert [one.right for one in found] == [Right.DESIGN, Right.UTILITY, Right.INVENTION]
    assert len(faults) == 1


@pytest.mark.parametrize(
    ("headers", "row", "fields"),
    [
        ("公开号,申请号", "202010000001.1,CN111111111A", {"pub_no", "app_no"}),
        ("公开号,申请号", "2.02E+12,CN111111111A", {"pub_no", "app_no"}),
        ("公开号,公开日", "2021.01.05,CN111111111A", {"pub_no", "pub_date"}),
        ("公开号,申请号,申请日", "CN111111111A,2020.02.03,202010000001.1", {"app_no", "app_date"}),
        ("公开号,名称", "一种示例装置,CN111111111A", {"pub_no", "title"}),
        (
            "公开号,申请人,地址",
            "CN111111111A,100000示例市示例路1号,示例公司",
            {"applicants", "address"},
        ),
        ("公开号,名称,IPC", "CN111111111A,H04W40/02,一种示例装置", {"classes", "title"}),
    ],
)
def test_two_cells_in_each_others_column_are_put_right(
    tmp_path: Path, headers: str, row: str, fields: set[str]
) -> None:
    (found,), _ = read(written(tmp_path, "a.csv", f"{headers}\n{row}\n"))
    assert {one.field for one in found.doubts if one.code == "swapped"} == fields
    assert found.publication.number == "111111111"


def test_a_single_odd_cell_stays_and_is_told(tmp_path: Path) -> None:
    lines = f"{HEADERS}\nCN,2021.13.05,,2022.02.03,=A1&B1\nCN111111111A,2021.01.05,,2022.02.03\n"
    (first, second), faults = read(
        written(
            tmp_path, "a.csv", lines.replace("CN,2021.13.05,,", "CN,2021.13.05,202010000001.1,")
        )
    )
    assert [one.code for one in first.doubts] == ["formula", "no_day", "no_number"]
    assert first.publication == Reference()
    assert first.title == ""
    assert [one.code for one in second.doubts] == ["order"]
    assert faults == []


def test_a_row_without_numbers_is_a_fault_and_the_rest_is_read(tmp_path: Path) -> None:
    found, (fault,) = read(written(tmp_path, "a.csv", f"{HEADERS}\n,,,,无号\n{ROW}\n"))
    assert len(found) == 1
    assert fault.place == "第2行"
    assert "未读取" in fault.said


def test_all_fields_of_a_vendor_are_taken(tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "a.csv",
        "公开(公告)号,公开(公告)日,标题,[标]原始申请(专利权)人,[标]当前申请(专利权)人,发明人,IPC分类号,CPC,"
        "申请号,申请日,简单法律状态,摘要,权利要求,优先权号,文献种类,简单同族,内部编号\n"
        "CN111111111,2021-01-05,甲,示例公司,乙公司,张示例,H01L,H04W40/02,202010000001.1,2020-02-03,有效,"
        "摘要文字,1. 一种装置,US1;JP2,A,F1,7\n",
    )
    reader = Reader(path)
    (found,) = reader.read()
    assert isinstance(found, Publication)
    assert found.publication.written == "CN111111111A"
    assert found.assignees == (Party("乙公司"),)
    assert found.classes == (Class("IPC", "H01L"), Class("CPC", "H04W40/02"))
    assert found.abstract == "摘要文字"
    assert found.claims == ("1. 一种装置",)
    assert [one.number for one in found.priorities] == ["US1", "JP2"]
    assert (found.family, found.status_raw) == ("F1", "有效")
    told = reader.maps["a.csv"].to_dict()
    assert told["source"] == "patsnap"
    assert told["genuine"] is False
    assert told["unused"] == ["内部编号"]


def test_the_crawled_gazette_is_recognised_in_both_forms(tmp_path: Path) -> None:
    columns = (
        "item,name,authorization_notice_id,authorized_announcement_date,filing_id,filing_date,"
        "patentee,designer,address,Int.Cl."
    )
    row = "1,示例柜,CN305246987S,2019.07.09,2.0193E+12,2019.01.24,示例公司,某人,100176示例市,01-01 (12)"
    reader = Reader(written(tmp_path, "a.csv", f"{columns}\n{row}\n"))
    (found,) = reader.read()
    assert isinstance(found, Publication)
    assert reader.maps["a.csv"].source == "gazette"
    assert reader.maps["a.csv"].genuine
    assert found.classes == (Class("LOC", "01-01"),)
    line = {
        "kind": "design", "pub_no": "CN305246987S", "pub_date": "2019-07-09", "app_no_raw": "2.0193E+12",
        "app_date": "2019-01-24", "title": "示例柜", "applicants_raw": ["示例公司"], "inventors_raw": None,
        "address_raw": "100176示例市", "class_raw": "01-01 (12)",
    }  # fmt: skip
    content = json.dumps(line, ensure_ascii=False)
    path = written(tmp_path, "a.jsonl", f"{content}\n\n[1]\n{content[:40]}\n{content}\n")
    reader = Reader(path)
    found_lines, faults = read(path)
    assert [one.app_no_raw for one in found_lines] == ["2.0193E+12"] * 2
    assert [one.place for one in faults] == ["第3行", "第4行"]


def test_a_person_corrects_the_columns(tmp_path: Path) -> None:
    path = written(tmp_path, "a.csv", "甲号,乙号,公开号,名称\n1,CN211111111U,CN111111111A,甲\n")
    (found,), _ = read(path, pub_no="乙号", title="")
    assert found.publication.number == "211111111"
    assert found.title == ""
    with pytest.raises(MappingError, match="没有“编号”这一项"):
        read(path, 编号="甲号")
    with pytest.raises(MappingError, match="表头中没有“丙号”这一列"):
        read(path, pub_no="丙号")
    unheard_of = written(tmp_path, "b.csv", "甲号,乙号\n1,CN211111111U\n")
    assert read(unheard_of, pub_no="乙号")[0][0].publication.number == "211111111"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"", "文件是空的"),
        (b"\x00\x01\x02\x03" * 50, "看不出这是哪一种"),
        (b"\xff\x80\xff,\xff\xff\xff", "看不出这是哪一种"),
        ("没有分隔的一句话".encode(), "看不出这是哪一种"),
        ("甲,乙\n1,2\n".encode(), "没有带“公开（公告）号”"),
        ("甲,乙\n".encode() * 30, "没有带“公开（公告）号”"),
        (HEADERS.encode(), "没有可读的专利文献"),
        (b"PK\x03\x04broken", "压缩包已损坏"),
        (b"\xd0\xcf\x11\xe0broken", "电子表格已损坏"),
    ],
)
def test_an_unreadable_file_is_told(tmp_path: Path, content: bytes, said: str) -> None:
    with pytest.raises(UnreadableFile, match=said):
        read(written(tmp_path, "a.csv", content))


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="打不开"):
        read(tmp_path / "none.csv")


def test_a_table_that_breaks_off_is_read_so_far(tmp_path: Path) -> None:
    good = f"{HEADERS}\n{ROW}\n"
    broken = good.encode() + ("x" * 300_000 + "\n").encode() + b"\xff\xff\xff"
    found, faults = read(written(tmp_path, "a.csv", broken))
    assert len(found) == 1
    assert "其后内容未读取" in faults[-1].said
    huge_cell = good + '"' + "字" * 9_000_000
    found, (fault,) = read(written(tmp_path, "b.csv", huge_cell))
    assert len(found) == 1
    assert "其后内容未读取" in fault.said


def book(**sheets: list[list[Any]]) -> Workbook:
    made = Workbook()
    made.remove(made.worksheets[0])
    for name, rows in sheets.items():
        sheet = made.create_sheet(name)
        for row in rows:
            sheet.append(row)
    return made


def test_a_workbook_is_read_sheet_by_sheet(tmp_path: Path) -> None:
    rows: list[list[Any]] = [
        HEADERS.split(","),
        ["CN111111111A", MIDNIGHT, 2020100000011, date(2020, 2, 3), "=A1", None, 1.5],
        ["CN111111112A", "2021-01-05", 2.5, None],
    ]
    made = book(导出=rows, 说明=[["无表头"]], 内部=rows)
    made["内部"].sheet_state = "hidden"
    path = tmp_path / "a.xlsx"
    made.save(path)
    (first, second), faults = read(path)
    assert first.place == "工作表“导出”第2行"
    assert first.publication.date == date(2021, 1, 5)
    assert first.application.number == "202010000001.1"
    assert [one.code for one in first.doubts] == ["formula"]
    assert [one.code for one in second.doubts] == ["no_number"]
    assert [one.place for one in faults] == ["工作表“说明”", "工作表“内部”"]


def test_a_tail_of_formatted_rows_ends_the_sheet(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workbook, "_EMPTY_ROWS", 3)
    empty: list[list[Any]] = [[None]] * 5
    made = book(
        导出=[["公开号"], ["CN111111111A"], [None], ["CN111111112A"], *empty, ["CN111111113A"]]
    )
    made.save(tmp_path / "a.xlsx")
    assert len(read(tmp_path / "a.xlsx")[0]) == 2


def test_a_damaged_workbook_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.xlsx"
    book(导出=[["公开号"], ["CN111111111A"]]).save(path)
    with zipfile.ZipFile(path) as package:
        parts = {name: package.read(name) for name in package.namelist()}
    for broken, said in (("xl/workbook.xml", None), ("xl/worksheets/sheet1.xml", "中断或已损坏")):
        with zipfile.ZipFile(path, "w") as package:
            for name, content in parts.items():
                package.writestr(name, content[:-30] if name == broken else content)
        if said is None:
            with pytest.raises(UnreadableFile, match="电子表格已损坏"):
                read(path)
        else:
            assert said in read(path)[1][0].said
    monkeypatch.setattr(workbook, "_MAX_UNPACKED", 10)
    with pytest.raises(UnreadableFile, match="体积异常"):
        read(path)


def test_a_package_that_is_broken_behind_its_name_is_told() -> None:
    with pytest.raises(UnreadableFile, match="电子表格已损坏"):
        list(workbook.xlsx_sheets(io.BytesIO(b"PK\x03\x04")))


def test_an_old_workbook_is_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = xlwt.Workbook()
    for name, visibility in (("导出", 0), ("内部", 1)):
        sheet = made.add_sheet(name)
        sheet.visibility = visibility
        for at, cell in enumerate(("公开号", "公开日", "名称")):
            sheet.write(0, at, cell)
        day = xlwt.easyxf(num_format_str="yyyy-mm-dd")
        sheet.write(1, 0, "CN111111111A")
        sheet.write(1, 1, MIDNIGHT, day)
        sheet.write(1, 2, "甲")
        sheet.write(0, 3, "申请号")
        sheet.write(1, 3, 2020100000011)
    path = tmp_path / "a.xls"
    made.save(str(path))
    (found,), (fault,) = read(path)
    assert found.publication.date == date(2021, 1, 5)
    assert found.application.number == "202010000001.1"
    assert fault.said == "是隐藏的工作表，未读取"
    monkeypatch.setattr(workbook, "_LARGEST_XLS", 100)
    with pytest.raises(UnreadableFile, match="体积异常"):
        read(path)


def test_archives_are_opened_one_deep(tmp_path: Path) -> None:
    table = f"{HEADERS}\n{ROW}\n"
    packed = gzip.compress(table.encode())
    assert len(read(written(tmp_path, "a.csv.gz", packed))[0]) == 1
    path = tmp_path / "a.zip"
    with zipfile.ZipFile(path, "w") as package:
        package.mkdir("公报")
        package.writestr("公报/一.csv", table)
        package.writestr("图.tif", b"II*\x00")
        package.writestr("二.gz", packed)
        package.writestr("三.csv", "甲,乙\n1,2\n")
    found, faults = read(path)
    assert [one.place for one in found] == ["公报/一.csv 第2行"]
    assert [one.place for one in faults] == ["二.gz", "三.csv"]
    twice = written(tmp_path, "b.gz", gzip.compress(packed))
    assert "只展开一层" in read(twice)[1][0].said


def test_a_truncated_archive_gives_what_is_there(tmp_path: Path) -> None:
    rows = "\n".join(ROW.replace("111111111", f"{100_000_000 + n}") for n in range(6_000))
    packed = gzip.compress(f"{HEADERS}\n{rows}\n".encode())
    found, faults = read(written(tmp_path, "a.csv.gz", packed[: len(packed) // 2]))
    assert 100 < len(found) < 6_000
    assert "其后内容未读取" in faults[-1].said
    lines = json.dumps({"pub_no": "CN111111111A"}) + "\n"
    packed = gzip.compress(lines.encode() * 60_000)
    found, faults = read(written(tmp_path, "a.jsonl.gz", packed[: len(packed) // 2]))
    assert found
    assert faults[-1].said == "压缩文件在此中断或已损坏，其后内容未读取"
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        package.writestr("一.csv", f"{HEADERS}\n{ROW}\n")
    content = bytearray(buffer.getvalue())
    content[60:80] = b"\x00" * 20
    _, (fault,) = read(written(tmp_path, "a.zip", bytes(content)))
    assert "读不出" in fault.said or "未读取" in fault.said
