"""A ledger kept as a spreadsheet comes in, and what became of each of its rows."""

from io import BytesIO

from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from zhicheng.foundation.accounts.permissions import require, signed_in
from zhicheng.foundation.files.queries import content
from zhicheng.foundation.files.rules import SHEET, RefusedFile
from zhicheng.governance.plans.actions.sheets import import_sheet, look_at_sheet
from zhicheng.governance.plans.forms import SheetForm
from zhicheng.governance.plans.queries import period_of
from zhicheng.governance.plans.views.common import find_version


@require_http_methods(["GET", "HEAD", "POST"])
def import_page(request: HttpRequest) -> HttpResponse:
    """Choose a spreadsheet: it becomes a plan under review, and its rows are accounted for."""
    require("plans.import", request.user, None)
    form = SheetForm(*((request.POST, request.FILES) if request.method == "POST" else ()))
    if request.method == "POST" and form.is_valid():
        file, title = form.cleaned_data["file"], form.cleaned_data["title"]
        try:
            version = import_sheet(
                stream=file, name=file.name, title=title, by=signed_in(request), at=timezone.now()
            )
        except RefusedFile as refused:
            form.add_error("file", str(refused))
        except ValidationError as refused:
            form.take(refused)
        else:
            return redirect("plans:sheet_rows", version.pk)
    status = 422 if form.is_bound else 200
    return render(request, "plans/import_sheet.html", {"form": form}, status=status)


@require_safe
def rows_page(request: HttpRequest, version: int) -> HttpResponse:
    """Row by row: taken or left, and what the review has still to settle; read again from the stored sheet."""
    row = find_version(request, version)
    require("plans.review", request.user, row)
    if row.file.media_type != SHEET:
        raise Http404(_("这一稿不是由台账表格导入的。"))
    try:
        _sheet, lines = look_at_sheet(BytesIO(content(row.file)), period=period_of(row))
    except FileNotFoundError:
        raise Http404(_("文件内容已不在存储中，请与系统管理员联系。")) from None
    context = {
        "version": row,
        "lines": lines,
        "taken": sum(line.taken for line in lines),
        "open": sum(line.taken and bool(line.remarks) for line in lines),
        "left": sum(not line.taken for line in lines),
    }
    return render(request, "plans/sheet_rows.html", context)
