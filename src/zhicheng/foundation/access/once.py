"""A POST with a key of idempotency is done once, however often it is sent.

The key, the work and the answer are written in one transaction. Of two requests with the same key the
second waits for the first, by the unique constraint, and is given the same answer. What was refused changed
nothing and keeps no key, so that it can be sent again.
"""

import hashlib
from collections.abc import Callable
from functools import wraps
from tempfile import TemporaryFile
from typing import IO, Any

from django.db import IntegrityError, transaction
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.access.models import AccessToken, Answer
from zhicheng.foundation.access.problems import Misused, problem
from zhicheng.foundation.access.rules import ANSWERS_KEPT, KEY_LONGEST, Asked, is_key
from zhicheng.foundation.audit import crypto
from zhicheng.foundation.files.rules import LARGEST

HEADER = "Idempotency-Key"
REPLAYED = "Idempotency-Replayed"
_CHUNK = 1024 * 1024
_SEAL = "access:answers"
Run = Callable[..., HttpResponse]


def answered_once(run: Run) -> Run:
    """Around an operation that changes something: asks for the key, and gives the answer again."""

    @wraps(run)
    def answer(request: HttpRequest, **given: Any) -> HttpResponse:
        token: AccessToken | None = getattr(request, "token", None)
        if token is None:
            return run(request, **given)  # which says that there is none
        try:
            key, asked = _key(request), _asked(request)
            return _known(token, key, asked) or _done(token, key, asked, run, request, given)
        except Misused as misuse:
            return problem(misuse.status, str(misuse), kind=misuse.kind)

    return answer


def brings_a_file(run: Run) -> Run:
    """Around an operation whose body is a file: ``request.brought`` is its content, read once."""

    @wraps(run)
    def answer(request: HttpRequest, **given: Any) -> HttpResponse:
        if getattr(request, "token", None) is None:
            return run(request, **given)
        with TemporaryFile() as content:
            try:
                request.brought_sha256 = _spool(request, content)  # type: ignore[attr-defined]  # for ``_asked``
            except Misused as misuse:
                return problem(misuse.status, str(misuse), kind=misuse.kind)
            request.brought = content  # type: ignore[attr-defined]  # for the operation
            return run(request, **given)

    return answer


def _spool(request: HttpRequest, content: IO[bytes]) -> str:
    sha256, size = hashlib.sha256(), 0
    while chunk := request.read(_CHUNK):
        size += len(chunk)
        if size > LARGEST:
            raise Misused(413, "too-large", "")
        sha256.update(chunk)
        content.write(chunk)
    content.seek(0)
    return sha256.hexdigest()


def _key(request: HttpRequest) -> str:
    key = request.headers.get(HEADER, "")
    if not is_key(key):
        raise Misused(
            400,
            "idempotency-key-missing",
            _("请在 %(header)s 中给出不超过 %(longest)s 个字符的键，重发同一请求时用同一个键。")
            % {"header": HEADER, "longest": KEY_LONGEST},
        )
    return key


def _asked(request: HttpRequest) -> Asked:
    body = getattr(request, "brought_sha256", "") or hashlib.sha256(request.body).hexdigest()
    return Asked(f"{request.method} {request.get_full_path()}"[:300], body)


def _known(token: AccessToken, key: str, asked: Asked) -> HttpResponse | None:
    """The answer that this key was given; None for a new key. Raises Misused for another request's key."""
    since = timezone.now() - ANSWERS_KEPT
    row = Answer.objects.filter(token=token, key=key, at__gte=since).first()
    if row is None:
        return None
    if (row.route, row.body_sha256) != (asked.route, asked.body_sha256):
        raise Misused(
            422,
            "idempotency-key-reused",
            _("这个键已经用于另一请求，没有办理。内容不同的请求请用新的键。"),
        )
    content = crypto.unseal(crypto.derived_key(_SEAL), bytes(row.content), context=row.key)
    response = HttpResponse(content, status=row.status, content_type="application/json")
    response[REPLAYED] = "true"
    return response


def _done(
    token: AccessToken,
    key: str,
    asked: Asked,
    run: Run,
    request: HttpRequest,
    given: dict[str, Any],
) -> HttpResponse:
    with transaction.atomic():
        row = _claimed(token, key, asked)
        if row is not None:
            response = run(request, **given)
            if response.status_code >= 300:
                transaction.set_rollback(True)
                return response
            row.status = response.status_code
            row.content = crypto.seal(crypto.derived_key(_SEAL), response.content, context=row.key)
            row.save(update_fields=["status", "content"])
            return response
    found = _known(token, key, asked)  # somebody sent the same key at the same moment
    return found or problem(409, _("同一个键的请求刚刚办理过，请再发一次。"))


def _claimed(token: AccessToken, key: str, asked: Asked) -> Answer | None:
    """The row of a key that is now this request's; None when another request has it."""
    now = timezone.now()
    Answer.objects.filter(token=token, key=key, at__lt=now - ANSWERS_KEPT).delete()
    try:
        with transaction.atomic():
            return Answer.objects.create(
                token=token, key=key, route=asked.route, body_sha256=asked.body_sha256, at=now
            )
    except IntegrityError:
        return None
