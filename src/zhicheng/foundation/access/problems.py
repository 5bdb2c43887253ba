"""Errors as RFC 9457 problem documents, in Chinese or English as the program asks."""

import json
import logging
import re
from collections.abc import Iterable, Mapping, Sequence
from http import HTTPStatus
from typing import Any, Final

from django.core.exceptions import NON_FIELD_ERRORS, PermissionDenied, ValidationError
from django.db import DataError, IntegrityError
from django.http import Http404, HttpRequest, HttpResponse
from django.utils.translation import gettext_lazy as _
from ninja import NinjaAPI, Schema
from ninja.errors import AuthenticationError, HttpError
from ninja.errors import ValidationError as NotInShape

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.audit.seen import Overtaken
from zhicheng.foundation.face.records import Text
from zhicheng.foundation.face.told import retold
from zhicheng.foundation.files.rules import RefusedFile

MEDIA_TYPE = "application/problem+json"
_TITLES: Mapping[int, Text] = {
    400: _("请求无法识别"),
    401: _("没有有效的访问令牌"),
    403: _("没有权限"),
    404: _("没有找到"),
    405: _("不支持这种方法"),
    409: _("与当前状态冲突"),
    413: _("提交的内容过大"),
    422: _("内容不符合要求"),
    429: _("请求过于频繁"),
    500: _("系统出错"),
}
_DETAILS: Mapping[int, Text] = {
    400: _("请求不完整或格式不正确，没有处理。"),
    401: _("请在 Authorization 中提供有效的令牌：Bearer 后接令牌；令牌可能已过期或吊销。"),
    403: _("令牌的持有人没有办理这一事项的权限。"),
    404: _("没有这一项，或者无权得知其内容。"),
    405: _("这个地址不接受这种方法。"),
    413: _("一次提交的内容超过上限，没有保存。"),
    500: _("错误已经记入日志，刚才的操作没有保存。"),
}
_WRONG = _("格式不正确。")
_MISSHAPEN: Mapping[str, Text] = {
    "missing": _("缺少这一项。"),
    "extra_forbidden": _("没有这一项。"),
    "string_too_long": _("文字过长。"),
    "enum": _("不在可选的范围内。"),
    "literal_error": _("不在可选的范围内。"),
    "date_from_datetime_parsing": _("日期应写为 2026-11-22 的形式。"),
    "date_parsing": _("日期应写为 2026-11-22 的形式。"),
    "int_parsing": _("应为整数。"),
    "int_type": _("应为整数。"),
    "number_type": _("应为数字。"),
    "string_type": _("应为文字。"),
    "bool_type": _("应为 true 或 false。"),
    "json_invalid": _("不是正确的 JSON。"),
}


NOT_KEPT: Final = (IntegrityError, DataError)
"""What the database raises for content that no rule had refused: the last net."""
NOT_KEPT_SAID: Final = _("内容之间有冲突，或超出了可以保存的范围，没有保存。请核对后重试。")
_log = logging.getLogger(__name__)


class FieldError(Schema):
    """What is wrong with one field of a request."""

    field: str
    message: str


class Problem(Schema):
    """What went wrong, as RFC 9457 has it. errors: field by field, where there are any."""

    type: str
    title: str
    status: int
    detail: str
    errors: list[FieldError]


class Misused(Exception):
    """A request that breaks a rule of the interface itself. status: of the answer. kind: of the problem."""

    def __init__(self, status: int, kind: str, message: Text) -> None:
        super().__init__(str(message))
        self.status, self.kind = status, kind


def problem(
    status: int, detail: object = "", *, kind: str = "", errors: Sequence[FieldError] = ()
) -> HttpResponse:
    """The answer to a request that failed.

    detail: why, in the language of the request; the usual sentence when empty. kind: what programs tell
    the problem by, where the status does not say it.
    """
    name = kind or HTTPStatus(status).phrase.lower().replace(" ", "-")
    body = {
        "type": f"urn:zhicheng:problem:{name}",
        "title": str(_TITLES.get(status, HTTPStatus(status).phrase)),
        "status": status,
        "detail": str(detail or _DETAILS.get(status, "")),
        "errors": [error.dict() for error in errors],
    }
    text = json.dumps(body, ensure_ascii=False)
    response = HttpResponse(text, status=status, content_type=MEDIA_TYPE)
    if status == HTTPStatus.UNAUTHORIZED:
        response["WWW-Authenticate"] = 'Bearer realm="zhicheng"'
    return response


def answer_with_problems(api: NinjaAPI) -> None:
    """Have every exception that a room raises answered by a problem; faults of ours go on to Django."""

    def on(kind: type[Exception], status: int, *, told: bool = True) -> None:
        def answer(request: HttpRequest, error: Any) -> HttpResponse:
            return problem(status, retold(str(error)) if told else "")

        api.add_exception_handler(kind, answer)

    on(PermissionDenied, 403)
    on(Http404, 404, told=False)
    on(AuthenticationError, 401, told=False)
    on(Refused, 422)
    on(RefusedFile, 422)
    on(Overtaken, 409)
    api.add_exception_handler(ValidationError, _refused)
    api.add_exception_handler(NotInShape, _not_in_shape)
    api.add_exception_handler(Misused, _misused)
    api.add_exception_handler(HttpError, _http_error)
    for kind in NOT_KEPT:
        api.add_exception_handler(kind, _not_kept)
    api.add_exception_handler(Exception, _ours)


def _refused(request: HttpRequest, error: Any) -> HttpResponse:
    """What a rule refused, field by field."""
    if not hasattr(error, "error_dict"):
        return problem(422, retold("；".join(error.messages)))
    by_field = [(name, retold(m)) for name, ms in error.message_dict.items() for m in ms]
    fields = [
        FieldError(field="" if name == NON_FIELD_ERRORS else name, message=message)
        for name, message in by_field
    ]
    return problem(422, "；".join(message for _name, message in by_field), errors=fields)


def fields_of(errors: Iterable[Mapping[str, Any]]) -> list[FieldError]:
    """What is wrong with the shape of a request, each field once, by the name that its sender gave it."""
    found = {_name(one["loc"]): _MISSHAPEN.get(one["type"], _WRONG) for one in reversed([*errors])}
    return [FieldError(field=name, message=str(said)) for name, said in reversed(found.items())]


def _name(place: Iterable[str | int]) -> str:
    """Pydantic's place without what names its own steps: ``function-wrap[…]``, ``constrained-int``, ``[key]``."""
    parts = [str(part) for part in place]
    return ".".join(p for p in parts if re.fullmatch(r"\w+", p) and p not in ("body", "payload"))


def _not_in_shape(request: HttpRequest, error: Any) -> HttpResponse:
    fields = fields_of(error.errors)
    return problem(422, _("请求的内容不符合接口说明，没有处理。"), errors=fields)


def _misused(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(error.status, str(error), kind=error.kind)


def _http_error(request: HttpRequest, error: Any) -> HttpResponse:
    return problem(error.status_code)


def _not_kept(request: HttpRequest, error: Any) -> HttpResponse:
    _log.error("the database refused %s", request.path, exc_info=error)
    return problem(422, NOT_KEPT_SAID)


def _ours(request: HttpRequest, error: Any) -> HttpResponse:
    raise error
