"""The pages of the templates: which kinds of documents there are, and what each is made from."""

from collections.abc import Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from django.contrib import messages
from django.core.files.uploadedfile import UploadedFile
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from zhicheng.foundation.accounts.permissions import require, signed_in
from zhicheng.foundation.documents import actions, queries
from zhicheng.foundation.documents.forms import TemplateForm
from zhicheng.foundation.documents.models import Template
from zhicheng.foundation.documents.registry import Kind, kind_of, kinds
from zhicheng.foundation.documents.rules import Field
from zhicheng.foundation.face.forms import FormPage, carried_out, fill_in
from zhicheng.foundation.face.questions import Question, ask, pressed
from zhicheng.foundation.face.records import Light, Link, Text, Tone
from zhicheng.foundation.files.rules import KINDS
from zhicheng.foundation.files.views import download

_BUILT_IN = Light(_("系统自带"), Tone.QUIET)
_OWN = Light(_("本市模板"), Tone.GOOD)
_WORD = next(kind.media_type for kind in KINDS if ".docx" in kind.suffixes)


@dataclass(frozen=True, slots=True)
class Placeholder:
    """A field as a template writes it."""

    written: str
    title: Text


def placeholders(fields: Sequence[Field], within: str = "") -> list[Placeholder]:
    """Every field of a kind of document, those of a list behind it."""
    found = []
    for field in fields:
        if field.fields:
            row = field.name.removesuffix("s") if field.name.endswith("s") else f"{field.name}_row"
            walk = f"{{%p for {row} in {within}{field.name} %}} … {{%p endfor %}}"
            found += [Placeholder(walk, field.title), *placeholders(field.fields, f"{row}.")]
        else:
            found.append(Placeholder(f"{{{{ {within}{field.name} }}}}", field.title))
    return found


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    require("documents.view", request.user)
    rows = [(kind, queries.chosen(kind)) for kind in kinds()]
    words = {"rows": [(kind, own, _OWN if own else _BUILT_IN) for kind, own in rows]}
    return render(request, "documents/list.html", words)


@require_safe
def kind(request: HttpRequest, key: str) -> HttpResponse:
    require("documents.view", request.user)
    found = _kind(key)
    own = queries.chosen(found)
    words = {
        "kind": found,
        "own": own,
        "light": _OWN if own else _BUILT_IN,
        "templates": queries.templates_of(found),
        "placeholders": placeholders(found.fields),
        "may_replace": signed_in(request).has_perm("documents.replace"),
    }
    return render(request, "documents/kind.html", words)


def replace(request: HttpRequest, key: str) -> HttpResponse:
    require("documents.replace", request.user)
    found, posted = _kind(key), request.method == "POST"
    form = TemplateForm(request.POST, request.FILES) if posted else TemplateForm()

    def save(values: dict[str, Any]) -> None:
        file: UploadedFile = values["file"]
        by, at = signed_in(request), timezone.now()
        actions.replace(kind=found, stream=file, name=file.name or "", by=by, at=at)  # type: ignore[arg-type]  # an upload is read as a stream

    if posted and carried_out(form, save):
        messages.success(request, gettext("模板已更换，今后的文书按新模板生成。"))
        return redirect("documents:kind", key)
    page = FormPage(
        gettext("更换模板：%(kind)s") % {"kind": found.title},
        _("更换"),
        _way(found),
        _("上传后立即启用；原来的模板保留，已经生成的文书不变。"),
    )
    return fill_in(request, page, form)


def choose(request: HttpRequest, key: int) -> HttpResponse:
    """Ask, then use an earlier template again."""
    require("documents.replace", request.user)
    rows = Template.objects.filter(built_in=False).select_related("file")
    template = get_object_or_404(rows, pk=key)
    found = _kind(template.kind)
    question = Question(
        title=gettext("启用模板：%(name)s") % {"name": template},
        effects=(_("今后的文书按这份模板生成。"), _("已经生成的文书不变。")),
        button=_("启用"),
        back=_url(found),
    )

    def use() -> None:
        at = timezone.now()
        actions.choose(kind=found, template=template, by=signed_in(request), at=at)

    return pressed(request, question, use, said=_("模板已启用。"))


def restore(request: HttpRequest, key: str) -> HttpResponse:
    """Ask, then go back to the template that the product brings along."""
    require("documents.replace", request.user)
    found = _kind(key)
    in_use = queries.chosen(found) is not None
    if request.method == "POST" and in_use:
        actions.restore(kind=found, by=signed_in(request), at=timezone.now())
        messages.success(request, gettext("已恢复系统自带的模板。"))
        return redirect(_url(found))
    question = Question(
        title=gettext("恢复系统自带的模板：%(kind)s") % {"kind": found.title},
        effects=(_("今后的文书按系统自带的模板生成。"), _("本市的模板保留，可以再启用。")),
        button=_("恢复"),
        back=_url(found),
        closed="" if in_use else _("现在使用的就是系统自带的模板。"),
    )
    return ask(request, question)


@require_safe
def file(request: HttpRequest, key: int) -> FileResponse:
    """A template as it was uploaded."""
    require("documents.view", request.user)
    template = get_object_or_404(Template.objects.select_related("file"), pk=key)
    return download(template.file, template.name)


@require_safe
def built_in(request: HttpRequest, key: str) -> FileResponse:
    """The template that the product brings along, to begin one's own from."""
    require("documents.view", request.user)
    found = _kind(key)
    name = gettext("%(kind)s模板.docx") % {"kind": found.title}
    return FileResponse(
        BytesIO(queries.built_in(found.key)), as_attachment=True, filename=name, content_type=_WORD
    )


def _kind(key: str) -> Kind:
    found = kind_of(key)
    if found is None:
        raise Http404(_("没有这种文书。"))
    return found


def _url(kind: Kind) -> str:
    return reverse("documents:kind", args=[kind.key])


def _way(kind: Kind) -> tuple[Link, ...]:
    return (Link(gettext("文书模板"), reverse("documents:list")), Link(kind.title, _url(kind)))
