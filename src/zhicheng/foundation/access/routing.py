"""How a room declares what programs may read and do. Each operation names the scope that it needs."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Router
from ninja.decorators import decorate_view
from ninja.security import HttpBearer

from zhicheng.foundation.access.models import AccessToken
from zhicheng.foundation.access.once import HEADER, answered_once, brings_a_file
from zhicheng.foundation.access.problems import Misused
from zhicheng.foundation.access.rules import KEY_LONGEST
from zhicheng.foundation.accounts.models import User

Declared = Callable[[Callable[..., Any]], Callable[..., Any]]
_KEY = {
    "in": "header",
    "name": HEADER,
    "required": True,
    "schema": {"type": "string", "minLength": 1, "maxLength": KEY_LONGEST, "pattern": "^[!-~]+$"},
}
_FILE_OUT = {"content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}}
_FILE = {
    "content": {"application/octet-stream": {"schema": {"type": "string", "format": "binary"}}},
    "required": True,
}


class Token(HttpBearer):
    """Lets in whoever shows a token with a scope. The token itself was looked up before (``middleware``)."""

    def __init__(self, scope: str) -> None:
        super().__init__()
        self.scope = scope

    def __call__(self, request: HttpRequest) -> AccessToken | None:
        return self.authenticate(request, "")

    def authenticate(self, request: HttpRequest, token: str) -> AccessToken | None:
        """The token of the request. Raises Misused where it has not the scope."""
        found: AccessToken | None = getattr(request, "token", None)
        if found is not None and self.scope and self.scope not in found.scopes:
            raise Misused(
                403,
                "scope-missing",
                _("令牌没有这一权限范围：%(scope)s。") % {"scope": self.scope},
            )
        return found


class Operations(Router):
    """A room's operations: ``reads`` and ``writes`` in the place of ``get`` and ``post``."""

    def reads(self, path: str, *, scope: str, answer: Any) -> Declared:
        """Declare what programs may read. scope: empty where any token will do."""
        return self.get(path, response=answer, auth=Token(scope), openapi_extra=_scoped(scope))

    def hands_out(self, path: str, *, scope: str) -> Declared:
        """Declare a file that programs may fetch. The operation returns the response itself."""
        extra = {**_scoped(scope), "responses": {200: {"description": "OK", **_FILE_OUT}}}
        return self.get(path, auth=Token(scope), openapi_extra=extra)

    def writes(self, path: str, *, scope: str, answer: Any, file: bool = False) -> Declared:
        """Declare what programs may do, once for each key. file: the body is a file."""
        extra: dict[str, Any] = {**_scoped(scope), "parameters": [_KEY]}
        if file:
            extra["requestBody"] = _FILE
        declare = self.post(
            path, response={201: answer}, auth=Token(scope), openapi_extra=extra
        )  # fmt: skip
        wraps = (answered_once, brings_a_file) if file else (answered_once,)

        def declared(function: Callable[..., Any]) -> Callable[..., Any]:
            return declare(decorate_view(*wraps)(function))

        return declared


def _scoped(scope: str) -> dict[str, Any]:
    return {"x-scope": scope} if scope else {}


def person(request: HttpRequest) -> User:
    """Whose token it is."""
    return token_of(request).user


def token_of(request: HttpRequest) -> AccessToken:
    """The token that was shown."""
    token: AccessToken = request.token  # type: ignore[attr-defined]  # set by the middleware, asked by ``Token``
    return token
