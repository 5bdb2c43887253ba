"""The form that loads a year: the notice pasted, or a file."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.utils.translation import gettext_lazy as _

from zhicheng.engines.calendar.files import LARGEST
from zhicheng.foundation.face.forms import LongText
from zhicheng.foundation.face.told import told


class LoadForm(forms.Form):
    """``content`` and ``name`` in what it cleans are those of the file, or of the text as if it were one."""

    text = LongText(
        label=_("通知正文"),
        required=False,
        max_length=100_000,
        rows=10,
        help_text=_("粘贴国务院办公厅关于部分节假日安排的通知，连同标题。"),
    )
    file = forms.FileField(
        label=_("或者选择文件"),
        required=False,
        max_length=200,
        help_text=_(
            "通知正文存成的 .txt，JSON（year、off、work、source），或日历软件订阅的 .ics（标“休”“班”的日子）。"
        ),
        error_messages={"empty": _("文件是空的，请检查后重新选择。")},
    )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or {}
        file, text = given.get("file"), given.get("text")
        if not self.errors and bool(file) == bool(text):
            raise ValidationError(_("请粘贴通知正文，或者选择一个文件，两者取一。"))
        if isinstance(file, UploadedFile):
            # What is larger is refused by that one byte.
            return {"content": file.read(LARGEST + 1), "name": file.name or ""}
        return {"content": (text or "").encode(), "name": told("通知正文.txt")}


class WithdrawForm(forms.Form):
    """Why a year is taken back."""

    reason = LongText(
        label=_("撤回理由"), max_length=1000, rows=3, help_text=_("例如误载、载入了征求意见稿。")
    )
