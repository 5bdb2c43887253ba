"""The command line: ``plan``, ``deadline``, ``forecast``, ``id``, ``patents`` and ``address`` are engines' verbs,
every other word a management command.

Engine verbs never load Django, so that they answer at once.
"""

import os
import sys
from collections.abc import Callable, Sequence


def _engine_command(name: str) -> Callable[[Sequence[str]], int] | None:
    if name == "plan":
        from zhicheng.engines.plans.command import main

        return main
    if name == "deadline":
        from zhicheng.engines.calendar.command import main as deadline

        return deadline
    if name == "forecast":
        from zhicheng.engines.forecast.command import main as forecast

        return forecast
    if name == "id":
        from zhicheng.engines.identifiers.command import main as identifiers

        return identifiers
    if name == "patents":
        from zhicheng.engines.patents.command import main as patents

        return patents
    if name == "address":
        from zhicheng.engines.addresses.command import main as address

        return address
    return None


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns its exit status (0 well, 1 failed, 2 wrong usage or unreadable input).

    Engines' verbs may have more; their help says so.
    """
    words = list(sys.argv[1:] if arguments is None else arguments)
    command = _engine_command(words[0]) if words else None
    if command is not None:
        return command(words[1:])
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "zhicheng.site.settings")
    from django.conf import settings
    from django.core.exceptions import ImproperlyConfigured
    from django.core.management import execute_from_command_line

    try:
        _ = settings.INSTALLED_APPS  # the first look at the settings reads and checks them
    except ImproperlyConfigured as error:
        print(f"error: {error}", file=sys.stderr)
        return 1
    from django.db.utils import OperationalError, ProgrammingError

    try:
        execute_from_command_line(["zhicheng", *words])
    except (OperationalError, ProgrammingError) as error:
        # Unreachable, or nothing in it yet; a fault of ours would look different.
        print(f"error: 数据库不能使用：{error}".rstrip(), file=sys.stderr)
        print(
            "请检查 ZHICHENG_DATABASE_URL；新建的数据库先运行 zhicheng prepare。", file=sys.stderr
        )
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())
