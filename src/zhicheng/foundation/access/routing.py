"""How a room declares what programs may read and do. Each operation names the scope that it needs."""

from collections.abc import Callable, Iterable
from typing import Annotated, Any

from django.db.models import Model, QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema, Status
from ninja.decorators import decorate_view
from ninja.security import HttpBearer
from pydantic import create_model

from zhicheng.foundation.access.models import AccessToken
from zhicheng.foundation.access.once import HEADER, answered_once, brings_a_file
from zhicheng.foundation.access.paging import Key, Page, Paging, Words, page_of
from zhicheng.foundation.access.problems import Misused
from zhicheng.foundation.access.rules import KEY_LONGEST
from zhicheng.foundation.access.verbs import Verb
from zhicheng.foundation.accounts.models import User

_State = Annotated[Words, Field(max_length=12)]
Declared = Callable[[Callable[..., Any]], Callable[..., Any]]
_KEY = {
    "in": "header",
    "name": HEADER,
    "required": True,
    "schema": {"type": "string", "minLength": 1, "maxLength": KEY_LONGEST, "pattern": "^[!-~]+$"},
}
_FILE_OUT = {"content": {"*/*": {"schema": {"type": "string", "format": "binary"}}}}
_JSON_OUT = {"content": {"application/json": {"schema": {"type": "object"}}}}
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

    def lists(
        self, path: str, answer: type[Schema], rows: Callable[[User], QuerySet[Any]], *, scope: str,
        of: Iterable[str] = (),
    ) -> None:  # fmt: skip
        """Declare rows that programs may list page by page, and read one by one.

        answer: what is told of a row; its docstring describes the operations. rows: those that a person may know
        of. of: the rows that these are part of, as columns; the list can be narrowed by the key of each, named by
        the column's last part, and by the state where rows tell one.
        """
        columns = {column.rpartition("__")[2]: column for column in of}
        kinds: dict[str, Any] = dict.fromkeys(columns, (Key | None, None))
        if "state" in answer.model_fields:
            columns["state"], kinds["state"] = "state", (_State, "")
        asking = create_model(f"{answer.__name__}Filter", __base__=Paging, **kinds)

        def listed(request: HttpRequest, asked: Query[asking]) -> Any:  # type: ignore[valid-type]  # made above
            wanted = {column: getattr(asked, name) for name, column in columns.items()}
            given = {column: value for column, value in wanted.items() if value}
            return page_of(rows(person(request)).filter(**given), asked)

        def one(request: HttpRequest, key: Key) -> Any:
            return get_object_or_404(rows(person(request)), pk=key)

        name = path.strip("/").replace("-", "_")
        listed.__name__, one.__name__ = name, f"one_of_{name}"
        listed.__module__ = one.__module__ = answer.__module__
        listed.__doc__ = f"Those that the token's owner may know of. {answer.__doc__}"
        one.__doc__ = f"One of them. {answer.__doc__}"
        self.reads(path, scope=scope, answer=Page[answer])(listed)  # type: ignore[valid-type]  # as was given
        self.reads(f"{path}/{{key}}", scope=scope, answer=answer)(one)

    def hands_out(self, path: str, *, scope: str, json: bool = False) -> Declared:
        """Declare a file that programs may fetch. The operation returns the response itself. json: it is an
        object in JSON, whatever that holds; else of any kind."""
        content = _JSON_OUT if json else _FILE_OUT
        extra = {**_scoped(scope), "responses": {200: {"description": "OK", **content}}}
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

    def acts(self, verbs: Iterable[Verb], *, scope: str) -> None:
        """Declare the actions of a room, each under its own name."""
        for verb in verbs:
            path = f"/actions/{verb.name.replace('.', '/')}"
            self.writes(path, scope=scope, answer=Done)(_operation(verb))


class Done(Schema):
    """What was done. kind, id: of the row that came of it or was acted on; null where it is not one row."""

    done: str
    kind: str | None
    id: int | None


def _operation(verb: Verb) -> Callable[..., Any]:
    shape = verb.shape

    def operation(request: HttpRequest, payload: shape) -> Any:  # type: ignore[valid-type]  # made from the action
        found = verb.do(payload, by=person(request), at=timezone.now())
        row = found if isinstance(found, Model) else None
        kind = row._meta.label_lower if row is not None else None
        return Status(201, {"done": verb.name, "kind": kind, "id": row.pk if row else None})

    operation.__name__ = verb.name.replace(".", "_")
    operation.__doc__ = verb.said
    return operation


def _scoped(scope: str) -> dict[str, Any]:
    return {"x-scope": scope} if scope else {}


def person(request: HttpRequest) -> User:
    """Whose token it is."""
    return token_of(request).user


def token_of(request: HttpRequest) -> AccessToken:
    """The token that was shown."""
    token: AccessToken = request.token  # type: ignore[attr-defined]  # set by the middleware, asked by ``Token``
    return token
