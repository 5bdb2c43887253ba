"""A ledger kept as a spreadsheet comes in: the sheet itself is the document of a plan, read and reviewed."""

from dataclasses import dataclass
from datetime import datetime
from pathlib import PurePath
from typing import BinaryIO

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext_lazy as _
from openpyxl import load_workbook

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.personal import written_by
from zhicheng.foundation.files.actions import store
from zhicheng.foundation.files.content import media_type
from zhicheng.foundation.files.rules import SHEET, clean_name
from zhicheng.governance.plans.actions.importing import refuse_known_document, store_reading
from zhicheng.governance.plans.models import Plan, Version
from zhicheng.governance.plans.queries import unit_facts
from zhicheng.governance.plans.rules import names
from zhicheng.governance.plans.rules.dates import Period
from zhicheng.governance.plans.rules.sheets import (
    COLUMNS_MOST,
    ROWS_MOST,
    Grid,
    RefusedSheet,
    Sheet,
    document_of,
    read_sheet,
    remarks,
)


@dataclass(frozen=True, slots=True)
class Line:
    """What becomes of a row of the sheet. remarks: what the review has still to settle, or why it is left."""

    line: int
    taken: bool
    title: str
    remarks: tuple[str, ...]


def look_at_sheet(stream: BinaryIO, *, period: Period) -> tuple[Sheet, list[Line]]:
    """What would become of a spreadsheet, row by row; changes nothing. period: of the plan, as far as known.

    Raises RefusedSheet or RefusedFile (Chinese messages).
    """
    sheet = read_sheet(_grid(stream))
    directory = names.Directory(unit_facts(), str(settings.CITY_NAME), {})

    def unknown(written: tuple[str, ...]) -> list[str]:
        return [name for name in written if not names.suggest(name, directory).units]

    lines = [
        Line(
            row.line,
            True,
            row.title,
            tuple(remarks(row, unknown((*row.lead, *row.responsible)), period)),
        )
        for row in sheet.rows
    ]
    lines += [Line(left.line, False, "", (left.why,)) for left in sheet.left]
    return sheet, sorted(lines, key=lambda line: line.line)


@transaction.atomic
def import_sheet(*, stream: BinaryIO, name: str, title: str, by: User, at: datetime) -> Version:
    """Take a spreadsheet as the first version of a plan and open its review. title: of the plan, the file's
    name when empty.

    Raises PermissionDenied; RefusedFile, RefusedSheet; ValidationError when it was imported before.
    """
    require("plans.import", by, None)
    sheet = read_sheet(_grid(stream))
    stream.seek(0)
    name = clean_name(name)
    file = store(stream, name=name, allowed=frozenset({SHEET}))
    refuse_known_document(file)
    title = (title.strip() or PurePath(name).stem)[:200]
    plan = Plan.objects.create(title=title, created_by=by, created_at=at)
    version = Version.objects.create(
        plan=plan,
        number=1,
        title=title,
        file=file,
        file_name=name,
        created_by=by,
        created_at=at,
    )
    after = {
        "plan": plan.pk,
        "number": 1,
        "sha256": file.sha256,
        "rows": len(sheet.rows),
        "left": len(sheet.left),
        "file": written_by(by, name),
    }
    record(by=by, at=at, verb="plans.import_sheet", subject=version, after=after)
    text, reading = document_of(sheet, title)
    store_reading(version=version.pk, text=text, reading=reading, at=at)
    version.refresh_from_db()
    return version


def _grid(stream: BinaryIO) -> Grid:
    """The first sheet of a workbook, formulas as what they came to."""
    if media_type(stream) != SHEET:
        raise RefusedSheet(_("请另存为 .xlsx 表格后再导入。"))
    try:
        sheet = load_workbook(stream, data_only=True).worksheets[0]
    except Exception as error:  # whatever a hostile file makes the parser raise
        raise RefusedSheet(_("表格已损坏，无法读取。请用原软件打开后另存，再导入。")) from error
    cells = sheet.iter_rows(
        max_row=min(sheet.max_row, ROWS_MOST + 1),
        max_col=min(sheet.max_column, COLUMNS_MOST + 1),
        values_only=True,
    )
    merged = [(one.min_row, one.max_row, str(one.coord)) for one in sheet.merged_cells.ranges]
    return Grid(sheet.title, list(cells), sorted(merged))
