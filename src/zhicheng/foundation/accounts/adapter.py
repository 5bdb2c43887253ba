"""How allauth is to behave here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.mfa.adapter import DefaultMFAAdapter
from django.http import HttpRequest, HttpResponse

from zhicheng.foundation.accounts import devices
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit import crypto

_PURPOSE = "accounts:second-factor"


class AccountAdapter(DefaultAccountAdapter):
    """Accounts are given by the administrator, nobody signs up."""

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        return False

    def post_login(self, request: HttpRequest, user: User, **options: Any) -> HttpResponse:
        """Remember the browser that somebody got in with."""
        response = super().post_login(request, user, **options)
        devices.remember(response, user.get_username(), devices.known(request, user.get_username()))
        return response

    def _get_login_attempts_cache_key(self, request: HttpRequest, **credentials: Any) -> str:
        """What wrong passwords are counted under: the account, and for a browser that has been in
        before, the account there. So a stranger's wrong passwords lock out strangers, not the owner.

        allauth puts the host of the request before it, with its port, and so gives five more attempts
        for every port that someone writes into the Host header. The method is private there: a test
        tries several hosts.
        """
        name = str(credentials.get("username", "")).casefold()
        device = devices.known(request, name)
        return f"{name} {device}" if device else name


class SecondFactorAdapter(DefaultMFAAdapter):
    """The secrets of second factors lie in the database only as ciphertext."""

    def encrypt(self, text: str) -> str:
        sealed = crypto.seal(crypto.derived_key(_PURPOSE), text.encode(), context=_PURPOSE)
        return crypto.as_text(sealed)

    def decrypt(self, encrypted_text: str) -> str:
        """Raises ValueError when ``ENCRYPTION_KEY`` is another one than it was sealed with."""
        sealed = crypto.from_text(encrypted_text)
        return crypto.unseal(crypto.derived_key(_PURPOSE), sealed, context=_PURPOSE).decode()
