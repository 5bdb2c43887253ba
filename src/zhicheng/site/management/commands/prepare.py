"""``zhicheng prepare``: everything between a fresh checkout and a city that can be served.

One command, because each start of Django costs most of a second.
"""

from typing import Any

from django.conf import settings
from django.core.management import call_command
from django.core.management.base import BaseCommand

from zhicheng.site.rooms import part_of


class Command(BaseCommand):
    help = "启动前的准备：数据库、缓存表、静态文件；非正式环境另建示例市。可以反复执行。"

    def handle(self, *args: Any, **options: Any) -> None:
        call_command("migrate", interactive=False, verbosity=0)
        call_command("createcachetable", verbosity=0)
        call_command("collectstatic", interactive=False, verbosity=0)
        if not settings.ENVIRONMENT.production:
            call_command("sample")
            self._tell_accounts()

    def _tell_accounts(self) -> None:
        sample = part_of("zhicheng.foundation.accounts", "sample")
        if sample:
            self.stdout.write("示例账号：")
            for line in sample.account_lines():
                self.stdout.write(f"  {line}")
