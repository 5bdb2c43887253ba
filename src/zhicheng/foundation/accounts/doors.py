"""Wiring from the signals of login (Django's and allauth's) to the audit chain.

The one place where signals are used: login itself is the libraries' code, so that no action of ours is
called there. Each receiver passes on and decides nothing.
"""

from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.signals import password_changed
from allauth.mfa import signals as second_factor
from django.contrib.auth import signals as login
from django.core.exceptions import PermissionDenied
from django.dispatch import Signal
from django.http import HttpRequest
from django.utils import timezone

from zhicheng.foundation.accounts.actions.login import note_failed_login, note_login_event
from zhicheng.foundation.accounts.models import User

_VERBS = {
    login.user_logged_in: "accounts.login",
    login.user_logged_out: "accounts.logout",
    password_changed: "accounts.change_password",
    second_factor.authenticator_added: "accounts.second_factor_added",
    second_factor.authenticator_removed: "accounts.second_factor_removed",
    second_factor.authenticator_reset: "accounts.second_factor_reset",
    second_factor.authentication_failed: "accounts.second_factor_failed",
}


def connect() -> None:
    """Listen from now on; twice is the same as once."""
    for signal in _VERBS:
        signal.connect(_note, dispatch_uid="accounts.doors")
    login.user_login_failed.connect(_note_failed, dispatch_uid="accounts.doors")


def _note(
    *, signal: Signal, user: User | None = None, request: HttpRequest | None = None, **_: Any
) -> None:
    if user is not None:  # None: someone left whose login had already ended
        note_login_event(
            user=user, verb=_VERBS[signal], address=_address(request), at=timezone.now()
        )


def _note_failed(
    *, credentials: dict[str, Any], request: HttpRequest | None = None, **_: Any
) -> None:
    username = str(credentials.get("username", ""))
    note_failed_login(username=username, address=_address(request), at=timezone.now())


def _address(request: HttpRequest | None) -> str:
    """Of the machine, as far as the proxies in front can be believed; empty where there is none."""
    try:
        return "" if request is None else get_adapter().get_client_ip(request)
    except PermissionDenied:  # a request that came through no network
        return ""
