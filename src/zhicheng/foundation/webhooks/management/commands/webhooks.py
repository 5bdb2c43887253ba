"""``zhicheng webhooks add|list|stop|again|send``: telling other systems."""

from argparse import ArgumentParser
from collections.abc import Iterable
from typing import Any

from django.core.exceptions import ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.utils import timezone

from zhicheng.foundation.audit.permissions import SYSTEM
from zhicheng.foundation.webhooks import actions, queries
from zhicheng.foundation.webhooks.models import Delivery, Endpoint


class Command(BaseCommand):
    help = "消息推送：add 建立，list 列出，stop 停用，again 再次推送一条消息，send 立即推送到期的消息。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True, metavar="命令")
        new = verbs.add_parser("add", help="建立推送；签名密钥只显示一次")
        new.add_argument("url", metavar="接收地址")
        new.add_argument("--name", required=True, metavar="用途")
        new.add_argument("--kind", action="append", required=True, metavar="事项")
        verbs.add_parser("list", help="列出推送")
        for verb, said in (("stop", "停用"), ("again", "再次推送一条消息")):
            verbs.add_parser(verb, help=said).add_argument("number", type=int, metavar="编号")
        verbs.add_parser("send", help="立即推送到期的消息")

    def handle(self, *args: Any, **options: Any) -> None:
        try:
            getattr(self, f"_{options['verb']}")(options)
        except ValidationError as refusal:
            raise CommandError("\n".join(refusal.messages)) from refusal

    def _add(self, options: dict[str, Any]) -> None:
        endpoint, secret = actions.add_endpoint(
            name=options["name"], url=options["url"], kinds=options["kind"], by=SYSTEM,
            at=timezone.now(),
        )  # fmt: skip
        self.stdout.write(f"推送 {endpoint.pk} 已建立，签名密钥只显示这一次：\n{secret}")

    def _list(self, options: dict[str, Any]) -> None:
        rows: Iterable[Any] = queries.endpoints()  # with what it counts
        for row in rows:
            ended = "，已停用" if row.stopped_at else ""
            self.stdout.write(
                f"{row.pk} {row.name} {row.url} {' '.join(row.kinds)} "
                f"待送达 {row.waiting}，未送达 {row.lost}{ended}"
            )

    def _stop(self, options: dict[str, Any]) -> None:
        endpoint = Endpoint.objects.filter(pk=options["number"]).first()
        if endpoint is None:
            raise CommandError(f"没有推送 {options['number']}。")
        actions.stop_endpoint(endpoint=endpoint, by=SYSTEM, at=timezone.now())
        self.stdout.write("推送已停用。")

    def _again(self, options: dict[str, Any]) -> None:
        row = Delivery.objects.select_related("endpoint").filter(pk=options["number"]).first()
        if row is None:
            raise CommandError(f"没有消息 {options['number']}。")
        actions.send_again(delivery=row, by=SYSTEM, at=timezone.now())
        self.stdout.write("已列入推送。")

    def _send(self, options: dict[str, Any]) -> None:
        actions.fan_out(at=timezone.now())
        arrived = actions.send_all(at=timezone.now)
        self.stdout.write(f"送达 {arrived} 条。")
