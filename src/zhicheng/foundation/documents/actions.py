"""Replacing a template, going back to an earlier one, and fixing the one that a document is made from."""

from datetime import datetime
from io import BytesIO
from typing import BinaryIO

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.permissions import Doer
from zhicheng.foundation.audit.registry import name_verbs
from zhicheng.foundation.documents.models import Choice, Template
from zhicheng.foundation.documents.queries import built_in, chosen
from zhicheng.foundation.documents.registry import Kind
from zhicheng.foundation.documents.rendering import template_faults
from zhicheng.foundation.documents.rules import LARGEST
from zhicheng.foundation.face.told import told
from zhicheng.foundation.files.actions import store
from zhicheng.foundation.files.content import media_type
from zhicheng.foundation.files.queries import content
from zhicheng.foundation.files.rules import BY_TYPE, RefusedFile, check_kind, check_size, clean_name

name_verbs(
    {
        "documents.replace": _("更换文书模板"),
        "documents.choose": _("启用文书模板"),
        "documents.restore": _("恢复系统自带的文书模板"),
    }
)
WORD = frozenset(kind for kind, one in BY_TYPE.items() if ".docx" in one.suffixes)


@transaction.atomic
def replace(*, kind: Kind, stream: BinaryIO, name: str, by: Doer, at: datetime) -> Template:
    """Keep a new template for a kind of document and use it from now on.

    Raises PermissionDenied; ValidationError naming everything that is wrong with the file, unknown
    placeholders among it, and when it is one that is kept already.
    """
    require("documents.replace", by)
    given = stream.read(LARGEST + 1)
    try:
        check_size(len(given), LARGEST)
        check_kind(media_type(BytesIO(given)), name, WORD)
        if faults := template_faults(given, kind.fields):
            raise ValidationError({"file": faults})
        file = store(BytesIO(given), name=name, allowed=WORD, largest=LARGEST)
    except RefusedFile as error:
        raise ValidationError({"file": str(error)}) from error
    own = by if isinstance(by, User) else None
    values = {"name": clean_name(name), "by": own, "at": at}
    template, new = Template.objects.get_or_create(kind=kind.key, file=file, defaults=values)
    if not new:
        raise ValidationError({"file": _("这份模板与已有的完全相同，可以直接启用已有的。")})
    _choose(kind, template)
    after = {"kind": kind.key, "sha256": file.sha256}
    record(by=by, at=at, verb="documents.replace", subject=template, after=after)
    return template


@transaction.atomic
def choose(*, kind: Kind, template: Template, by: Doer, at: datetime) -> None:
    """Use a template that was uploaded earlier.

    Raises PermissionDenied; ValidationError when it does not fit the fields of today any more.
    """
    require("documents.replace", by)
    faults = template_faults(content(template.file), kind.fields)
    if faults:
        raise ValidationError(faults)
    _choose(kind, template)
    after = {"kind": kind.key, "sha256": template.file.sha256}
    record(by=by, at=at, verb="documents.choose", subject=template, after=after)


@transaction.atomic
def restore(*, kind: Kind, by: Doer, at: datetime) -> None:
    """Use the template that the product brings along.

    Raises PermissionDenied, ValidationError when it is in use.
    """
    require("documents.replace", by)
    template = chosen(kind)
    if template is None:
        raise ValidationError(_("现在使用的就是系统自带的模板。"))
    Choice.objects.filter(kind=kind.key).delete()
    before = {"kind": kind.key, "sha256": template.file.sha256}
    record(by=by, at=at, verb="documents.restore", subject=template, before=before)


@transaction.atomic
def template_for(*, kind: Kind, at: datetime) -> Template:
    """The template in use, as a row that a document can point to for ever: also the one brought along is kept.

    For the actions of rooms, which have asked for their own permission.
    """
    if template := chosen(kind):
        return template
    name = told("%(title)s模板.docx", title=kind.title)
    file = store(BytesIO(built_in(kind.key)), name=name, allowed=WORD)
    values = {"name": name, "built_in": True, "at": at}
    return Template.objects.get_or_create(kind=kind.key, file=file, defaults=values)[0]


def _choose(kind: Kind, template: Template) -> None:
    Choice.objects.update_or_create(kind=kind.key, defaults={"template": template})
