"""``zhicheng bootstrap``: the first administrator of an installation."""

from argparse import ArgumentParser
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone

from zhicheng.foundation.accounts.actions.login import password_link
from zhicheng.foundation.accounts.actions.people import bootstrap
from zhicheng.foundation.audit.permissions import SYSTEM


class Command(BaseCommand):
    help = "开设首个系统管理员，并给出设置密码的一次性链接；已有系统管理员时拒绝。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("--username", required=True, help="登录用的用户名")
        parser.add_argument("--name", required=True, help="姓名")
        parser.add_argument(
            "--url",
            default="http://127.0.0.1:8000",
            help="本系统的访问地址，用于显示链接（默认 %(default)s）",
        )

    @transaction.atomic
    def handle(self, *args: Any, **options: Any) -> None:
        at = timezone.localtime()
        try:
            user = bootstrap(username=options["username"], name=options["name"], at=at)
        except ValidationError as error:
            raise CommandError(" ".join(error.messages)) from error
        link = password_link(user=user, by=SYSTEM, at=at)
        path = reverse("accounts:choose_password", args=[link.uid, link.token])
        self.stdout.write(
            f"已开设系统管理员账号“{user.username}”。请在 24 小时内打开以下链接设置密码："
        )
        self.stdout.write(f"{options['url'].rstrip('/')}{path}")
