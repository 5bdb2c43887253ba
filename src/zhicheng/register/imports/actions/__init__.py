"""The verbs of imports: keyword-only, permission asked, one transaction, audit row in it."""

from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.audit.registry import name_verbs, show_at
from zhicheng.foundation.files.actions import Upload
from zhicheng.register.imports.actions.importing import (
    IMPORT,
    finish,
    import_for_good,
    undo,
    upload,
)
from zhicheng.register.imports.actions.taking import take_in

__all__ = ["IMPORT", "Upload", "finish", "import_for_good", "take_in", "undo", "upload"]

show_at({"imports.batch": "imports:batch"})
name_verbs(
    {
        "imports.upload": _("提交导入文件"),
        "imports.finish": _("导入结束"),
        "imports.undo": _("撤销导入"),
    }
)
