"""The forms of logging in, in the product's own words: one name for the code, and no label said twice.

allauth repeats each label as a placeholder, which vanishes while one types and reads like an answer.
"""

from typing import Any

from allauth.account import forms as account
from allauth.mfa.base import forms as second_factor
from allauth.mfa.totp import forms as totp
from django import forms
from django.utils.translation import gettext_lazy as _


class _PlainFields(forms.Form):
    """Takes the placeholders away, and gives the code its name."""

    code_label: Any = ""

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        for name, field in self.fields.items():
            field.widget.attrs.pop("placeholder", None)
            if name == "code":
                field.label = self.code_label


class LoginForm(_PlainFields, account.LoginForm):
    pass


class ChangePasswordForm(_PlainFields, account.ChangePasswordForm):
    pass


class SetPasswordForm(_PlainFields, account.SetPasswordForm):
    pass


class ReauthenticateForm(_PlainFields, account.ReauthenticateForm):
    pass


class CodeForm(_PlainFields, second_factor.AuthenticateForm):
    """The code of the second factor at the login."""

    code_label = _("验证码或备用码")


class ReauthenticateCodeForm(_PlainFields, second_factor.ReauthenticateForm):
    """The code of the second factor before a change to the account."""

    code_label = _("验证码或备用码")


class ActivateForm(_PlainFields, totp.ActivateTOTPForm):
    """The first code of a new authenticator."""

    code_label = _("验证码")
