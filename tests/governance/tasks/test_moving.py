"""The whole ledger out into one file and into an empty city: nothing lost, nothing taken that is not whole."""

import base64
import json
from collections.abc import Callable
from datetime import datetime
from io import BytesIO, StringIO
from pathlib import Path
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.core.management import CommandError, call_command
from django.db import DatabaseError, connection
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import load_workbook
from pytest_django import Settings
from tests.factories import make_unit, make_user

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.audit.queries import verify
from zhicheng.foundation.files.actions import store
from zhicheng.foundation.files.models import StoredFile, path_of
from zhicheng.foundation.files.queries import is_whole
from zhicheng.foundation.files.rules import EVIDENCE
from zhicheng.foundation.units.models import Area, Unit
from zhicheng.foundation.upkeep.actions import export_city, import_city
from zhicheng.foundation.upkeep.moving import plain, sheets
from zhicheng.foundation.upkeep.moving.contents import moved_models
from zhicheng.foundation.upkeep.moving.parcel import Cover, Parcel, RefusedParcel, Table
from zhicheng.governance.plans.models import Item, Version
from zhicheng.governance.tasks.models import Report, Step, Task
from zhicheng.site.management.commands.sample import create_sample

Emptied = Callable[[], None]
ENDINGS = pytest.mark.parametrize("ending", ["json", "xlsx"])


def run(*words: object) -> str:
    out = StringIO()
    call_command("ledger", *(str(word) for word in words), stdout=out, stderr=out)
    return out.getvalue()


@pytest.fixture
def emptied(settings: Settings, tmp_path: Path) -> Emptied:
    """Call it for an empty city with a folder of its own."""

    def empty() -> None:
        call_command("flush", interactive=False, verbosity=0)
        settings.FILES_ROOT = tmp_path / "elsewhere" / "files"

    return empty


def counts() -> dict[str, int]:
    return {model._meta.label: model._base_manager.count() for model in moved_models()}


@pytest.mark.django_db(transaction=True)
def test_nothing_is_lost(now: datetime, emptied: Emptied, tmp_path: Path) -> None:
    create_sample(at=now)
    before, texts = counts(), sorted(Item.objects.values_list("sentence", flat=True))
    for room in ("tasks.Report", "targets.Observation", "systems.Note", "supervision.Order",
                 "supervision.CircularEntry", "assessment.Snapshot", "assessment.Proof"):  # fmt: skip
        assert before[room], room
    first = tmp_path / "first.json"
    assert "可以用 ledger import 导入" in run("export", first)
    run("export", tmp_path / "first.xlsx")
    for ending in ("json", "xlsx"):
        emptied()
        assert "已导入" in run("import", tmp_path / f"first.{ending}")
        again = tmp_path / f"again-{ending}.json"
        run("export", again)
        assert again.read_bytes() == first.read_bytes()
        assert counts() == before
        assert sorted(Item.objects.values_list("sentence", flat=True)) == texts
        assert "台账一致" in run("check")
        assert all(is_whole(file) for file in StoredFile.objects.all())
        assert list(verify()) == []
    version = Version.objects.filter(state="published")[0]
    assert Task.objects.count() and Report.objects.count() and Step.objects.count()
    with pytest.raises(DatabaseError, match="kept as it is"):
        version.items.update(sentence="别的话")


@pytest.fixture
def small_city(now: datetime, transactional_db: None) -> User:
    """Two units, a person, a file."""
    make_unit("市科技局")
    person = make_user(
        Role.UNIT_OFFICER, unit=make_unit("市公安局"), name="林知夏", password="x" * 20
    )
    store(BytesIO("佐证材料".encode() * 30), name="材料.txt", allowed=EVIDENCE)
    return person


@pytest.fixture
def exported(small_city: User, tmp_path: Path) -> Path:
    file = tmp_path / "city.json"
    run("export", file)
    return file


def changed(file: Path, change: Callable[[dict[str, Any]], None]) -> None:
    values = json.loads(file.read_text("utf-8"))
    change(values)
    file.write_text(json.dumps(values), "utf-8")


def test_no_secret_goes_along(exported: Path, small_city: User, emptied: Emptied) -> None:
    assert small_city.password not in exported.read_text("utf-8")
    emptied()
    run("import", exported)
    person = User.objects.get()
    assert (person.name, person.has_usable_password()) == ("林知夏", False)
    assert Entry.objects.order_by("-seq")[0].verb == "upkeep.import"


def test_work_goes_on(exported: Path, emptied: Emptied) -> None:
    """New rows get keys of their own, after those that came."""
    emptied()
    run("import", exported)
    assert make_unit("市司法局").pk > Unit.objects.order_by("pk")[1].pk
    assert Area.objects.count() == 1


def test_a_dry_run_keeps_nothing(exported: Path, emptied: Emptied, settings: Settings) -> None:
    emptied()
    assert "没有保留" in run("import", exported, "--dry-run")
    assert set(counts().values()) == {0}
    assert [p for p in Path(settings.FILES_ROOT).rglob("*") if p.is_file()] == []
    run("import", exported)


def test_bytes_that_are_there_stay_after_a_dry_run(exported: Path, emptied: Emptied) -> None:
    sha256 = StoredFile.objects.get().sha256
    content = path_of(sha256).read_bytes()
    emptied()
    path_of(sha256).parent.mkdir(parents=True)
    path_of(sha256).write_bytes(content)
    run("import", exported, "--dry-run")
    assert path_of(sha256).read_bytes() == content


def test_a_city_that_is_not_empty(exported: Path) -> None:
    before = counts()
    with pytest.raises(CommandError, match="只能导入到空的系统.*单位 2"):  # noqa: RUF043 - both words
        run("import", exported)
    assert counts() == before


def _no_rows(values: dict[str, Any]) -> None:
    values["tables"]["units.unit"]["rows"] = []


def _short_row(values: dict[str, Any]) -> None:
    values["tables"]["units.unit"]["rows"][0].pop()


def _no_table(values: dict[str, Any]) -> None:
    del values["tables"]["units.alias"]


def _other_column(values: dict[str, Any]) -> None:
    values["tables"]["units.unit"]["fields"][1] = "password"


def _no_day(values: dict[str, Any]) -> None:
    values["tables"]["accounts.grant"]["rows"][0][-2] = "someday"


def _no_moment(values: dict[str, Any]) -> None:
    table = values["tables"]["files.storedfile"]
    table["rows"][0][table["fields"].index("created_at")] = "2026-03-02T09:00:00"


def _moment_of_a_number(values: dict[str, Any]) -> None:
    table = values["tables"]["files.storedfile"]
    table["rows"][0][table["fields"].index("created_at")] = 7


def _twice(values: dict[str, Any]) -> None:
    rows = values["tables"]["units.unit"]["rows"]
    rows.append(rows[0])


def _other_bytes(values: dict[str, Any]) -> None:
    for name in values["contents"]:
        values["contents"][name] = base64.b64encode(b"other").decode()


def _no_base64(values: dict[str, Any]) -> None:
    for name in values["contents"]:
        values["contents"][name] = "?"


def _more_bytes(values: dict[str, Any]) -> None:
    values["contents"]["../../escaped"] = ""


def _no_bytes(values: dict[str, Any]) -> None:
    values["contents"] = {}


def _no_list(values: dict[str, Any]) -> None:
    values["tables"]["units.unit"]["rows"] = {"1": 2}


def _no_fields(values: dict[str, Any]) -> None:
    values["tables"]["units.unit"] = []


def _tables_of_nothing(values: dict[str, Any]) -> None:
    values["tables"] = None


def _other_product(values: dict[str, Any]) -> None:
    values["product"] = "other"


@pytest.mark.parametrize(
    "change",
    [
        _no_rows, _short_row, _no_table, _other_column, _no_day, _no_moment, _moment_of_a_number,
        _twice, _other_bytes, _no_base64, _more_bytes, _no_bytes, _no_list, _no_fields,
        _tables_of_nothing, _other_product,
    ],
)  # fmt: skip
def test_what_is_not_whole_is_refused_and_nothing_stays(
    change: Callable[[dict[str, Any]], None], exported: Path, emptied: Emptied, settings: Settings
) -> None:
    changed(exported, change)
    emptied()
    with pytest.raises(CommandError, match="没有导入任何数据"):
        run("import", exported)
    assert set(counts().values()) == {0}
    assert [p for p in Path(settings.FILES_ROOT).rglob("*") if p.is_file()] == []


def test_another_version_has_other_columns(exported: Path, emptied: Emptied) -> None:
    changed(exported, lambda values: values["migrations"].append("tasks.9999_to_come"))
    emptied()
    with pytest.raises(CommandError, match=r"另一个版本.*tasks\.9999_to_come"):
        run("import", exported)


@ENDINGS
@pytest.mark.parametrize("content", [b"", b"{", b"null", b"PK\x03\x04"])
def test_something_else(content: bytes, ending: str, tmp_path: Path, db: None) -> None:
    file = tmp_path / f"x.{ending}"
    file.write_bytes(content)
    with pytest.raises(CommandError, match=r"没有导入任何数据|不能接收"):
        run("import", file)


def test_a_place_that_cannot_be_written(tmp_path: Path, db: None) -> None:
    with pytest.raises(CommandError, match="无法写入"):
        run("export", tmp_path / "nowhere" / "x.json")


def test_no_file_at_all(tmp_path: Path, db: None) -> None:
    with pytest.raises(CommandError, match="打不开"):
        run("import", tmp_path / "x.json")


def test_another_ending(tmp_path: Path, db: None) -> None:
    with pytest.raises(CommandError, match=r"\.xlsx 或 \.json"):
        run("export", tmp_path / "x.csv")


def test_who_may_not_export(
    tmp_path: Path, verifier: User, auditor: User, outsider: User, now: datetime
) -> None:
    cover = Cover("", (), lambda: iter(()))
    for person in (verifier, auditor, outsider):
        with pytest.raises(PermissionDenied):
            export_city(file=tmp_path / "x.json", cover=cover, by=person, at=now)
    assert list(tmp_path.iterdir()) == []


def test_nobody_imports_by_a_role(tmp_path: Path, administrator: User, now: datetime) -> None:
    with pytest.raises(PermissionDenied):
        import_city(file=tmp_path / "x.json", dry_run=True, by=administrator, at=now)


@ENDINGS
def test_a_file_whose_bytes_are_gone_is_told_and_stays_gone(
    ending: str, small_city: User, emptied: Emptied, tmp_path: Path
) -> None:
    path_of(StoredFile.objects.get().sha256).unlink()
    file = tmp_path / f"x.{ending}"
    assert "1 个文件的内容已缺失" in run("export", file)
    emptied()
    run("import", file)
    assert not is_whole(StoredFile.objects.get())


def _spoil(sheet: str, cell: str, value: str | None) -> Callable[[Any], None]:
    def change(book: Any) -> None:
        book[sheet][cell] = value

    return change


def _without(sheet: str) -> Callable[[Any], None]:
    return lambda book: book.remove(book[sheet])


@pytest.mark.parametrize(
    "change",
    [
        _spoil("units.unit", "B2", "plain words"),
        _spoil("units.unit", "B2", "@99"),
        _spoil("contents", "B2", "?"),
        _spoil("zhicheng", "B2", "other"),
        _without("long"),
        _without("units.alias"),
    ],
)
def test_a_workbook_that_somebody_edited(
    change: Callable[[Any], None], small_city: User, emptied: Emptied, tmp_path: Path
) -> None:
    file = tmp_path / "city.xlsx"
    run("export", file)
    book = load_workbook(file)
    change(book)
    book.save(file)
    emptied()
    with pytest.raises(CommandError, match="没有导入任何数据"):
        run("import", file)
    assert set(counts().values()) == {0}


VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(st.characters(codec="utf-8"), max_size=40),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(rows=st.lists(st.tuples(VALUES, VALUES), max_size=5))
def test_both_files_keep_every_value(rows: list[tuple[Any, ...]], tmp_path_factory: Any) -> None:
    long = ("长" * 70_000, {"x": "_x0041_\r\n\x0b"})
    there = [list(row) for row in (*rows, long) if any(cell is not None for cell in row)]
    contents: list[tuple[str, bytes | None]] = [
        ("a" * 64, b"\x00\xff" * 50_000),
        ("b" * 64, None),
        ("c" * 64, b"x"),
    ]
    table = Table("room.table", ("a", "b"), lambda: iter(there))
    parcel = Parcel(("room.0001",), (table,), lambda: iter(contents))
    folder = tmp_path_factory.mktemp("values")
    with (folder / "x.json").open("wb") as target:
        plain.write(parcel, target)
    with (folder / "x.xlsx").open("wb") as target:
        sheets.write(parcel, Cover("台账", ("一",), lambda: iter([["x"]])), target)
    for found in (plain.read(folder / "x.json"), sheets.read(folder / "x.xlsx")):
        assert found.migrations == ("room.0001",)
        assert [(t.name, t.fields, list(t.rows())) for t in found.tables] == [
            ("room.table", ("a", "b"), there)
        ]
        assert list(found.contents()) == contents


def test_a_table_longer_than_a_sheet(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sheets, "_ROWS", 2)
    table = Table("room.table", ("a",), lambda: iter([["1"]] * 3))
    parcel = Parcel((), (table,))
    with pytest.raises(RefusedParcel, match=r"导出为 \.json"):
        sheets.write(parcel, Cover("台账", (), lambda: iter(())), BytesIO())


@pytest.mark.django_db
def test_what_cannot_be_written_whole_leaves_nothing(
    tmp_path: Path, science: Unit, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "_ROWS", 0)
    with pytest.raises(CommandError, match=r"导出为 \.json"):
        run("export", tmp_path / "x.xlsx")
    assert list(tmp_path.iterdir()) == []


def test_the_database_is_the_same_kind_or_another() -> None:
    """What the file says does not depend on it: no vendor, no day of writing stands in it."""
    target = BytesIO()
    plain.write(Parcel((), ()), target)
    assert connection.vendor not in target.getvalue().decode()
