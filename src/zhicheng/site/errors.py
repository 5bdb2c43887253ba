"""Error pages: what happened, what was kept, what to do. They ask the database nothing."""

from dataclasses import dataclass

from django.conf import settings
from django.core.exceptions import (
    DisallowedHost,
    PermissionDenied,
    RequestDataTooBig,
    TooManyFieldsSent,
    TooManyFilesSent,
)
from django.http import HttpRequest, HttpResponse
from django.middleware.csrf import get_token
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.face.modes import Mode
from zhicheng.foundation.face.records import Text
from zhicheng.site.typed import Typed, typed_in

_NOTHING = Typed()
REFUSAL = "X-Zhicheng-Refusal"
"""Says to our own script why a fragment was refused, where the status does not."""


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """The words of one error page."""

    status: int
    title: Text
    happened: Text
    kept: Text
    remedy: Text


BAD_REQUEST = ErrorPage(
    400,
    _("请求无法识别"),
    _("浏览器发来的请求不完整或格式不正确，系统没有处理。"),
    _("系统中的数据没有任何改变。"),
    _("请返回上一页，核对填写的内容后重新提交。"),
)
UNKNOWN_HOST = ErrorPage(
    400,
    _("访问地址未登记"),
    _("本系统没有登记浏览器地址栏中的这个地址，因此没有受理。"),
    _("系统中的数据没有任何改变。"),
    _("请使用本单位公布的地址访问；需要启用新地址的，请系统管理员将其加入设置项 ZHICHENG_HOSTS。"),
)
FORBIDDEN = ErrorPage(
    403,
    _("没有权限"),
    _("您当前的账号没有查看或办理这一事项的权限。"),
    _("系统中的数据没有任何改变。"),
    _("如确需办理，请与联席会议办公室联系；如用错了账号，请退出后重新登录。"),
)
STALE_FORM = ErrorPage(
    403,
    _("页面已失效"),
    _("这一页面打开时间过长，或登录状态已经改变，提交没有被接收。"),
    _("刚才填写的内容没有保存。能够认出的文字列在下面。"),
    _("请核对下面的内容后继续提交；没有列出内容的，请返回上一页，刷新后重新提交。"),
)
LOGIN_ENDED = ErrorPage(
    401,
    _("登录已失效"),
    _("您的登录已经结束（超过时限，或在别处退出），这次提交没有被接收。"),
    _("刚才填写的文字列在下面，没有丢失；附件需要重新选择。"),
    _("请保留本页，先在新窗口中登录，再回到本页继续提交。"),
)
TOO_LARGE = ErrorPage(
    413,
    _("提交的内容过大"),
    _("一次提交的文件合计不能超过 200 MB、100 份，文字不能超过 5 MB。"),
    _("系统中的数据没有任何改变；刚才选择的文件没有保存。"),
    _("请返回上一页，分几次上传，或缩小文件后再试。"),
)
NOT_FOUND = ErrorPage(
    404,
    _("没有这个页面"),
    _("您访问的地址不存在，或者您无权得知其内容。"),
    _("系统中的数据没有任何改变。"),
    _("请核对地址，或从首页重新进入。"),
)
TOO_MANY = ErrorPage(
    429,
    _("操作过于频繁"),
    _("短时间内的请求次数超过了限制，系统暂停受理。"),
    _("此前已经办理成功的事项不受影响，刚才这一次没有办理。"),
    _("请稍候几分钟再试。"),
)
SERVER_ERROR = ErrorPage(
    500,
    _("系统出错"),
    _("系统在处理您的请求时出现错误，错误已经记入日志。"),
    _("刚才这一次操作没有保存；此前已经保存的内容不受影响。"),
    _("请返回上一页重试；如再次出现，请将出错时间告知系统管理员。"),
)


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    if isinstance(exception, RequestDataTooBig | TooManyFieldsSent | TooManyFilesSent):
        return too_large(request)
    return _page(request, UNKNOWN_HOST if isinstance(exception, DisallowedHost) else BAD_REQUEST)


def forbidden(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """The reason that was given with ``PermissionDenied("…")`` stands first."""
    reason = str(exception) if isinstance(exception, PermissionDenied) else ""
    return _page(request, FORBIDDEN, happened=reason)


def stale_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """The answer to a form without a valid CSRF token."""
    response = _page(request, STALE_FORM, typed=typed_in(request))
    response[REFUSAL] = "stale"
    return response


def login_ended(request: HttpRequest, login_url: str) -> HttpResponse:
    """The answer to a form that was filled in while the login ended."""
    return _page(request, LOGIN_ENDED, typed=typed_in(request), login_url=login_url)


def too_large(request: HttpRequest) -> HttpResponse:
    return _page(request, TOO_LARGE)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    return _page(request, NOT_FOUND)


def too_many_requests(request: HttpRequest) -> HttpResponse:
    return _page(request, TOO_MANY)


def server_error(request: HttpRequest) -> HttpResponse:
    return _page(request, SERVER_ERROR, typed=typed_in(request))


def _page(
    request: HttpRequest,
    page: ErrorPage,
    happened: str = "",
    typed: Typed = _NOTHING,
    login_url: str = "",
) -> HttpResponse:
    again = bool(typed.texts and typed.fields)
    words = {
        "page": page,
        "happened": happened or page.happened,
        "city_name": settings.CITY_NAME,
        # Absent where the request failed before anybody looked at it.
        "mode": getattr(request, "mode", Mode()),
        "typed": typed,
        "login_url": login_url,
        "again": request.get_full_path() if again else "",
        "token": get_token(request) if again else "",
    }
    return HttpResponse(render_to_string("error.html", words), status=page.status)
