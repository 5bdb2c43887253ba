"""Naming a receiver, and stopping to tell it."""

from collections.abc import Collection
from datetime import datetime

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.audit import crypto
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.permissions import Doer
from zhicheng.foundation.audit.queries import end
from zhicheng.foundation.webhooks import permissions as permissions  # says who may do what here
from zhicheng.foundation.webhooks.models import Endpoint
from zhicheng.foundation.webhooks.rules import UrlFault, is_kind, new_secret, url_fault

_SAID = {
    UrlFault.NO_URL: _("请填写完整的网址，例如 https://example.gov.cn/hook。"),
    UrlFault.NO_HTTPS: _("接收地址须以 https:// 开头。"),
    UrlFault.NAMES_SOMEBODY: _("接收地址中不能写用户名和密码。"),
    UrlFault.INSIDE: _("接收地址不能是本机或内部网络的地址，请填写接收系统的域名。"),
}
_CONTEXT = "webhooks:secret"


@transaction.atomic
def add_endpoint(
    *, name: str, url: str, kinds: Collection[str], by: Doer, at: datetime
) -> tuple[Endpoint, str]:
    """Name a receiver of what happens from now on. Returns it, and the key of its signatures, which is never
    shown again.

    kinds: verbs of the audit chain, beginnings of verbs with a dot at the end, or ``*``. Raises
    PermissionDenied for all but the administrator; ValidationError by field, and where one of that name and
    address is told already: a button pressed twice names one. Under another name the same address may be
    named again, to change the key without a gap.
    """
    require("webhooks.manage", by)
    _check(name, url, kinds)
    if Endpoint.objects.filter(name=name.strip()[:60], url=url, stopped_at=None).exists():
        raise ValidationError({"url": _("已有同名的接收系统使用这一地址，没有重复登记。")})
    secret = new_secret()
    endpoint = Endpoint.objects.create(
        name=name.strip()[:60], url=url, kinds=sorted(set(kinds)), created_at=at,
        after=end().seq, created_by=by if isinstance(by, User) else None,
        secret=crypto.seal(crypto.derived_key(_CONTEXT), secret.encode(), context=_CONTEXT),
    )  # fmt: skip
    after = {"url": url, "kinds": endpoint.kinds}
    record(by=by, at=at, verb="webhooks.add", subject=endpoint, after=after)
    return endpoint, secret


def _check(name: str, url: str, kinds: Collection[str]) -> None:
    wrong: dict[str, object] = {}
    if not name.strip():
        wrong["name"] = _("请写明接收系统的用途。")
    fault = url_fault(url, private=settings.WEBHOOKS_PRIVATE)
    if fault or len(url) > 500:
        wrong["url"] = _SAID[fault or UrlFault.NO_URL]
    if not kinds or not all(map(is_kind, kinds)):
        wrong["kinds"] = _(
            "推送事项应写为 tasks.（任务的全部事项）、tasks.verify（一个事项）或 *（全部），用逗号或空格分开。"
        )
    if wrong:
        raise ValidationError(wrong)


@transaction.atomic
def stop_endpoint(*, endpoint: Endpoint, by: Doer, at: datetime) -> None:
    """Tell a receiver nothing more; what was not delivered stays to be seen.

    Raises PermissionDenied; ValidationError when it was stopped before.
    """
    require("webhooks.manage", by)
    stopped = Endpoint.objects.filter(pk=endpoint.pk, stopped_at=None).update(stopped_at=at)
    if stopped != 1:
        raise ValidationError(_("这项推送已经停用。"))
    endpoint.refresh_from_db()
    record(by=by, at=at, verb="webhooks.stop", subject=endpoint)


def secret_of(endpoint: Endpoint) -> str:
    """The key of a receiver's signatures."""
    key = crypto.derived_key(_CONTEXT)
    return crypto.unseal(key, bytes(endpoint.secret), context=_CONTEXT).decode()
