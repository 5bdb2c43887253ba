"""``zhicheng access issue|list|revoke|scopes``: tokens of programs."""

from argparse import ArgumentParser
from datetime import date, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from zhicheng.foundation.access import queries
from zhicheng.foundation.access.actions import issue, revoke
from zhicheng.foundation.access.models import AccessToken
from zhicheng.foundation.access.registry import scopes
from zhicheng.foundation.access.rules import TokenState
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.permissions import SYSTEM

_STATES = {
    TokenState.VALID: "有效",
    TokenState.EXPIRED: "已过期",
    TokenState.REVOKED: "已吊销",
}


class Command(BaseCommand):
    help = "访问令牌：issue 为用户建立，list 列出，revoke 立即吊销，scopes 列出权限范围。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="命令")
        new = verbs.add_parser("issue", help="建立令牌，只显示一次")
        new.add_argument("user", metavar="用户名")
        new.add_argument("--name", required=True, metavar="用途")
        new.add_argument("--scope", action="append", required=True, metavar="权限范围")
        new.add_argument("--until", type=date.fromisoformat, metavar="日期", help="缺省 90 天")
        verbs.add_parser("list", help="列出令牌")
        end = verbs.add_parser("revoke", help="吊销令牌")
        end.add_argument("number", type=int, metavar="编号")
        verbs.add_parser("scopes", help="列出权限范围")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, f"_{options['verb']}")(options)
        except ValidationError as refusal:
            raise CommandError("\n".join(refusal.messages)) from refusal

    def _issue(self, options: dict[str, Any]) -> None:
        owner = User.objects.filter(username=options["user"]).first()
        if owner is None:
            raise CommandError(f"没有用户“{options['user']}”。")
        until = options["until"] or timezone.localdate() + timedelta(days=90)
        token, secret = issue(
            owner=owner, name=options["name"], scopes=options["scope"], expires_on=until,
            by=SYSTEM, at=timezone.now(),
        )  # fmt: skip
        self.stdout.write(f"令牌 {token.pk}，有效期至 {until}，只显示这一次：\n{secret}")

    def _list(self, options: dict[str, Any]) -> None:
        today = timezone.localdate()
        for token in AccessToken.objects.select_related("user"):
            said = _STATES[queries.state(token, today)]
            self.stdout.write(
                f"{token.pk} {token.hint}… {token.name} {token.user.username} "
                f"{' '.join(token.scopes)} 至 {token.expires_on} {said}"
            )

    def _revoke(self, options: dict[str, Any]) -> None:
        token = AccessToken.objects.filter(pk=options["number"]).first()
        if token is None:
            raise CommandError(f"没有令牌 {options['number']}。")
        revoke(token=token, by=SYSTEM, at=timezone.now())
        self.stdout.write(f"令牌 {token.pk} 已吊销。")

    def _scopes(self, options: dict[str, Any]) -> None:
        for name, words in scopes().items():
            self.stdout.write(f"{name}\t{words}")
