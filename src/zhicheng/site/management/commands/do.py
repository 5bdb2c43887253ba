"""``zhicheng do``: every action that a page or a program takes, on the command line, as a person."""

import json
from argparse import ArgumentParser
from contextlib import suppress
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db.models import Model
from django.http import Http404
from django.utils import timezone
from pydantic import ValidationError as NotInShape

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.access.actions import bring
from zhicheng.foundation.access.problems import NOT_KEPT, NOT_KEPT_SAID, fields_of
from zhicheng.foundation.access.verbs import Verb, verbs
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.face.told import retold
from zhicheng.foundation.files.rules import RefusedFile
from zhicheng.site import api  # noqa: F401 - where every room offers what can be done


class Command(BaseCommand):
    help = "办理事项：与页面和接口办理的是同一事项，权限、校验和审计相同。不带参数时列出全部事项。"

    def add_arguments(self, parser: ArgumentParser) -> None:
        parser.add_argument("verb", nargs="?", metavar="事项", help="例如 tasks.move")
        parser.add_argument("--as", dest="user", metavar="用户名", help="以谁的身份办理")
        parser.add_argument(
            "--with", dest="said", default="{}", metavar="JSON",
            help="事项的内容；行用编号，文件用 @路径，以 @ 开头的文字写成 @@",
        )  # fmt: skip
        parser.add_argument(
            "--fields", action="store_true", help="说明这一事项的内容（JSON Schema）"
        )

    def handle(self, *args: Any, **options: Any) -> None:
        if options["verb"] is None:
            for verb in verbs().values():
                self.stdout.write(f"{verb.name}\t{verb.said}")
            return
        found = verbs().get(options["verb"])
        if found is None:
            raise CommandError(f"没有事项“{options['verb']}”；不带参数运行可列出全部。")
        if options["fields"]:
            self.stdout.write(
                json.dumps(found.shape.model_json_schema(), ensure_ascii=False, indent=2)
            )
            return
        self.stdout.write(_done(found, options["said"], _person(options["user"])))


def _person(username: str | None) -> User:
    with suppress(User.DoesNotExist):
        return User.objects.get(username=username, is_active=True)
    raise CommandError("请用 --as 指明以哪个（在用的）用户的身份办理。")


def _done(verb: Verb, said: str, by: User) -> str:
    """Do it, and say on which row. Raises CommandError with the reason where it is refused."""
    try:
        filled = verb.shape.model_validate(_with_files(_fields(said), by))
        row = verb.do(filled, by=by, at=timezone.now())
    except json.JSONDecodeError as error:
        raise CommandError(
            f"内容不是正确的 JSON：第 {error.lineno} 行第 {error.colno} 列。"
        ) from error
    except NotInShape as error:
        where = "、".join(field.field for field in fields_of(error.errors()))
        raise CommandError(f"内容不符合要求：{where}。可用 --fields 查看。") from error
    except PermissionDenied as error:
        raise CommandError(f"没有权限。{retold(str(error))}") from error
    except Http404 as error:
        raise CommandError("没有这一行，或者无权得知其内容。") from error
    except ValidationError as error:
        raise CommandError("\n".join(retold(one) for one in error.messages)) from error
    except NOT_KEPT as error:
        raise CommandError(str(NOT_KEPT_SAID)) from error
    except (Refused, RefusedFile) as error:
        raise CommandError(retold(str(error))) from error
    return f"已办理：{verb.name}" + (
        f"，{row._meta.label_lower} {row.pk}" if isinstance(row, Model) else ""
    )


def _fields(said: str) -> dict[str, Any]:
    """Raises JSONDecodeError; CommandError for what has no fields."""
    found = json.loads(said)
    if not isinstance(found, dict):
        raise CommandError('内容应是 JSON 对象，例如 {"task": 12}。可用 --fields 查看。')
    return found


def _with_files(said: Any, by: User) -> Any:
    """The same with every ``@path`` brought as a file, and named by its id; ``@@`` begins a text with ``@``.

    Raises CommandError for a file that cannot be opened, RefusedFile for one that is unsuitable.
    """
    if isinstance(said, dict):
        return {name: _with_files(value, by) for name, value in said.items()}
    if isinstance(said, list):
        return [_with_files(value, by) for value in said]
    if not isinstance(said, str) or not said.startswith("@"):
        return said
    if said.startswith("@@"):
        return said[1:]
    return _brought(Path(said[1:]), by)


def _brought(path: Path, by: User) -> int:
    try:
        with path.open("rb") as stream:
            return bring(stream=stream, name=path.name, by=by, at=timezone.now()).pk
    except OSError as error:
        raise CommandError(
            f"打不开文件“{path}”。@ 后面应是文件的路径；文字本身以 @ 开头的，请写成 @@。"
        ) from error
