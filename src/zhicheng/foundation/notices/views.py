"""The page of notices."""

from django import forms
from django.contrib import messages
from django.db.models import QuerySet
from django.http import FileResponse, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, redirect
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from zhicheng.foundation.accounts.permissions import signed_in
from zhicheng.foundation.face.lists import Column, Filters, Table
from zhicheng.foundation.face.records import Light, Tone
from zhicheng.foundation.face.told import retold
from zhicheng.foundation.notices.actions import mark_read
from zhicheng.foundation.notices.models import Notice
from zhicheng.foundation.notices.queries import notices_of, unread_count


class NoticeFilters(Filters):
    unread = forms.BooleanField(label=gettext_lazy("只看未读"), required=False)

    def narrow(self, rows: QuerySet[Notice]) -> QuerySet[Notice]:
        return rows.filter(read_at=None) if self.cleaned_data.get("unread") else rows


def _state(notice: Notice) -> Light:
    if notice.read_at is None:
        return Light(gettext_lazy("未读"), Tone.ACTIVE)
    return Light(gettext_lazy("已读"), Tone.QUIET)


TABLE: Table[Notice] = Table(
    title=gettext_lazy("通知"),
    columns=(
        Column("state", gettext_lazy("状态"), _state, ("read_at",)),
        Column("text", gettext_lazy("内容"), lambda n: retold(n.text), kind="long"),
        Column("at", gettext_lazy("时间"), lambda n: n.at, ("at",), "date"),
    ),
    order=("-at", "-id"),
    empty=gettext_lazy("任务分派、退回、催办和后台任务的结果会通知到这里。"),
)


@require_safe
def index(request: HttpRequest) -> HttpResponse | FileResponse:
    person = signed_in(request)
    return TABLE.respond(
        request,
        "notices/list.html",
        rows=notices_of(person),
        filters=NoticeFilters(request.GET),
        unread=unread_count(person),
    )


@require_POST
def read(request: HttpRequest, key: int) -> HttpResponseRedirect:
    """Mark a notice as read and go where it leads."""
    person = signed_in(request)
    notice = get_object_or_404(notices_of(person), pk=key)
    mark_read(by=person, at=timezone.now(), notice=notice)
    return HttpResponseRedirect(notice.url) if notice.url else redirect("notices:list")


@require_POST
def read_all(request: HttpRequest) -> HttpResponseRedirect:
    count = mark_read(by=signed_in(request), at=timezone.now())
    messages.success(request, _("已将 %(count)s 条通知标为已读。") % {"count": count})
    return redirect("notices:list")
