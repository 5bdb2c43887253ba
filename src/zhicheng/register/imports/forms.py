"""What people fill in about imports."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.face.lists import Filters


class UploadForm(forms.Form):
    """A file of patents."""

    upload = forms.FileField(
        label=_("文件"),
        help_text=_(
            "专利公报或者检索系统导出的 CSV、JSON 行（.json）、xlsx、xls，不超过 50 MB。列名自动识别。"
        ),
    )


class RemarkFilters(Filters):
    """Above the report."""

    left_out = forms.ChoiceField(
        label=_("只看"), required=False, choices=[("", _("全部")), ("yes", _("未导入")), ("no", _("有疑问"))],
    )  # fmt: skip

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.cleaned_data.get("left_out")
        return rows.filter(left_out=asked == "yes") if asked else rows
