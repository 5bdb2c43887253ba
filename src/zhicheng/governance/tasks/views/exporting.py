"""The whole ledger as one file, for the office and the administrator."""

from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from django import forms
from django.core.exceptions import ValidationError
from django.http import FileResponse, HttpRequest
from django.http.response import HttpResponseBase
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_http_methods

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require, signed_in
from zhicheng.foundation.face.questions import Question, ask
from zhicheng.foundation.upkeep.actions import export_city
from zhicheng.foundation.upkeep.moving.parcel import Cover, RefusedParcel
from zhicheng.governance.tasks.queries import COVER_HEADS, COVER_TITLE, all_parts, cover_lines


class KindForm(forms.Form):
    ending = forms.ChoiceField(
        label=_("文件格式"),
        choices=[("xlsx", _("Excel 工作簿（.xlsx）")), ("json", _("JSON 文件（.json）"))],
        initial="xlsx",
        widget=forms.RadioSelect,
    )


@require_http_methods(["GET", "HEAD", "POST"])
def export(request: HttpRequest) -> HttpResponseBase:
    """Ask for the kind of file, then send it: every row of the city's ledger and its stored files."""
    require("upkeep.export", request.user)
    form = KindForm(request.POST if request.method == "POST" else None)
    if form.is_valid():
        ending, at = form.cleaned_data["ending"], timezone.now()
        try:
            return _file(ending, by=signed_in(request), at=at)
        except RefusedParcel as refusal:
            form.add_error(None, ValidationError(str(refusal)))
    effects = (
        _("导出全部方案、任务、报送、指标、督办、考核和附件，可以再导入空的系统，不丢失任何数据。"),
        _("文件含有人员姓名，不含密码；请按内部资料保管。"),
        _("导出人和时间将记入审计链。"),
    )
    question = Question(_("导出全部台账"), effects, _("导出"), reverse("tasks:ledger"))
    return ask(request, question, form)


def _file(ending: str, *, by: User, at: datetime) -> FileResponse:
    """The file, whose name is gone from the disk by the time it is sent."""
    cover = Cover(COVER_TITLE, COVER_HEADS, lambda: cover_lines(all_parts()))
    with TemporaryDirectory(prefix="zhicheng-export-") as folder:
        file = Path(folder) / f"ledger.{ending}"
        export_city(file=file, cover=cover, by=by, at=at)
        content = file.open("rb")
    name = f"{COVER_TITLE}-{timezone.localtime(at):%Y-%m-%d}.{ending}"
    return FileResponse(content, as_attachment=True, filename=name)
