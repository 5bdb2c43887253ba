"""Ways to a password, and help when the telephone is lost."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.contrib.auth.views import PasswordResetConfirmView
from django.core.exceptions import ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse, reverse_lazy
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from zhicheng.foundation.accounts.actions import login
from zhicheng.foundation.accounts.forms import ReasonForm
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.views import common
from zhicheng.foundation.face.forms import carried_out
from zhicheng.foundation.face.questions import Question, ask


@never_cache
def show_link(request: HttpRequest, user: User) -> HttpResponse:
    """Make the link and show it: this once, in the answer to a POST."""
    link = login.password_link(user=user, by=common.administrator(request), at=timezone.now())
    path = reverse("accounts:choose_password", args=[link.uid, link.token])
    words = {"person": user, "url": request.build_absolute_uri(path)}
    return render(request, "accounts/password_link.html", words)


def link(request: HttpRequest, key: int) -> HttpResponse:
    """Ask once, then give a one-time link to a new password."""
    common.administrator(request)
    found = common.find_person(key)
    if request.method == "POST":
        try:
            return show_link(request, found)
        except ValidationError as refusal:
            messages.error(request, " ".join(refusal.messages))
            return redirect(common.page_of(found))
    effects = (
        _("该人员现有的密码立即失效，并退出登录。"),
        _("系统显示一个 24 小时内有效、只能使用一次的链接，请交给本人设置新密码。"),
    )
    title = _("重设密码：%s") % found.name
    return ask(request, Question(title, effects, _("重设"), common.page_of(found)))


def second_factor(request: HttpRequest, key: int) -> HttpResponse:
    """Remove the second factor of someone who lost the telephone."""
    by = common.administrator(request)
    found = common.find_person(key)
    form = ReasonForm(request.POST or None)

    def save(values: dict[str, Any]) -> None:
        login.remove_second_factor(user=found, by=by, at=timezone.now(), **values)

    if request.method == "POST" and carried_out(form, save):
        messages.success(request, _("已解除两步验证。"))
        return redirect(common.page_of(found))
    effects = (
        _("该人员今后只凭密码登录，直到本人重新开启两步验证。"),
        _("请先当面或电话核实本人身份。"),
    )
    title = _("解除两步验证：%s") % found.name
    return ask(request, Question(title, effects, _("解除"), common.page_of(found)), form)


@method_decorator(login_not_required, name="dispatch")
class ChoosePassword(PasswordResetConfirmView):
    """Where the one-time link leads. Django checks it and takes the token out of the address."""

    template_name = "accounts/choose_password.html"
    success_url = reverse_lazy("account_login")

    def form_valid(self, form: BaseForm) -> HttpResponse:
        """Set the password through the action, so that the audit row is written with it."""
        login.choose_password(
            user=self.user, password=form.cleaned_data["new_password1"], at=timezone.now()
        )
        messages.success(self.request, _("密码已设置，请用新密码登录。"))
        return redirect(self.get_success_url())
