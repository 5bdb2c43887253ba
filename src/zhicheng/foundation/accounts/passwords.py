"""Django's rules for passwords, explained in the tone of the other pages (您).

What is checked, and what is said when it fails, stays Django's.
"""

from typing import Any

from django.contrib.auth import password_validation as django
from django.utils.translation import gettext as _


class LongEnough(django.MinimumLengthValidator):
    def get_help_text(self) -> str:
        return _("至少 %d 个字符。") % self.min_length


class UnlikeThePerson(django.UserAttributeSimilarityValidator):
    def get_help_text(self) -> Any:
        return _("不能与您的姓名、用户名等个人信息相近。")


class Uncommon(django.CommonPasswordValidator):
    def get_help_text(self) -> Any:
        return _("不能使用常见密码，以免被他人猜出。")


class NotOnlyDigits(django.NumericPasswordValidator):
    def get_help_text(self) -> Any:
        return _("不能全部是数字。")
