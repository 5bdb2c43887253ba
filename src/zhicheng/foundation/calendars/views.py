"""The pages of the calendars: which years are known, each year's days, loading one."""

from typing import Any

from django.contrib import messages
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from zhicheng.engines.calendar import published
from zhicheng.foundation.accounts.permissions import require, signed_in
from zhicheng.foundation.calendars import actions, forms, queries, rules
from zhicheng.foundation.calendars.models import LoadedYear
from zhicheng.foundation.face.forms import FormPage, carried_out, fill_in
from zhicheng.foundation.face.questions import Question, ask
from zhicheng.foundation.face.records import Light, Link, Tone
from zhicheng.foundation.files.views import download

_KNOWN = Light(gettext_lazy("已发布"), Tone.GOOD)
_PROVISIONAL = Light(gettext_lazy("预计"), Tone.UNKNOWN)
WEEKDAYS = (
    gettext_lazy("一"),
    gettext_lazy("二"),
    gettext_lazy("三"),
    gettext_lazy("四"),
    gettext_lazy("五"),
    gettext_lazy("六"),
    gettext_lazy("日"),
)


def light(shown: queries.Shown) -> Light:
    """Whether the days of a year are published or estimated."""
    return _PROVISIONAL if shown.year.provisional else _KNOWN


def _may_load(request: HttpRequest) -> bool:
    return signed_in(request).has_perm("calendars.load")


@require_safe
def index(request: HttpRequest) -> HttpResponse:
    require("calendars.read", request.user)
    shown = queries.years(until=timezone.localdate().year + 1)
    words = {"years": [(one, light(one)) for one in shown], "may_load": _may_load(request)}
    return render(request, "calendars/list.html", words)


@require_safe
def year(request: HttpRequest, year: int) -> HttpResponse:
    require("calendars.read", request.user)
    shown = queries.year(year)
    if shown is None:
        raise Http404(_("没有这一年的日历。"))
    words = {
        "shown": shown,
        "light": light(shown),
        "months": rules.months(shown.year),
        "weekdays": WEEKDAYS,
        "loads": queries.loads(year),
        "may_load": _may_load(request),
    }
    return render(request, "calendars/year.html", words)


@require_safe
def file(request: HttpRequest, key: int) -> FileResponse:
    """The file that a year was loaded from."""
    require("calendars.read", request.user)
    loaded = get_object_or_404(LoadedYear.objects.select_related("file"), pk=key)
    if loaded.file is None:
        raise Http404(_("这一年不是从文件载入的。"))
    return download(loaded.file, loaded.file_name)


def withdraw(request: HttpRequest, key: int) -> HttpResponse:
    """Ask why a year that was loaded is taken back, and do it."""
    require("calendars.load", request.user)
    row = get_object_or_404(LoadedYear, pk=key)
    posted = request.method == "POST"
    form = forms.WithdrawForm(request.POST) if posted else forms.WithdrawForm()

    def save(values: dict[str, Any]) -> None:
        actions.withdraw(loaded=row, by=signed_in(request), at=timezone.now(), **values)

    back = reverse("calendars:year", args=[row.year])
    if posted and carried_out(form, save):
        messages.success(request, _("已撤回%(year)s的安排，有关日期已重新计算。") % {"year": row})
        return redirect(back)
    known = row.year in published().years
    after = (
        _("该年改按软件自带的安排计算。")
        if known
        else _("该年恢复为尚未发布，有关期限按周一至周五和法定节日预计，并标明“预计”。")
    )
    effects = (after, _("以工作日计算的日期随之重新计算，有变动的通知有关单位。"),
               _("这次载入的记录和文件保留备查。"))  # fmt: skip
    title = _("撤回%(year)s放假调休安排") % {"year": row}
    closed = "" if row.in_force else _("这一安排已被替换或撤回。")
    return ask(request, Question(title, effects, _("撤回"), back, closed=closed), form)


def load(request: HttpRequest) -> HttpResponse:
    require("calendars.load", request.user)
    posted = request.method == "POST"
    form = forms.LoadForm(request.POST, request.FILES) if posted else forms.LoadForm()
    loaded: list[LoadedYear] = []

    def save(values: dict[str, Any]) -> None:
        loaded.extend(actions.load_file(**values, by=signed_in(request), at=timezone.now()))

    if posted and carried_out(form, save):
        years = "、".join(map(str, loaded))
        messages.success(
            request, _("已载入%(years)s的安排，有关日期已重新计算。") % {"years": years}
        )
        return redirect("calendars:year", loaded[0].year)
    page = FormPage(
        _("载入放假调休安排"),
        _("载入"),
        way=(Link(_("工作日历"), reverse("calendars:list")),),
        lead=_("载入后替换该年现行的安排，原来的保留备查；以工作日计算的日期随之重新计算。"),
    )
    return fill_in(request, page, form)
