"""``zhicheng targets observe``, ``forecast``, ``export FILE`` and ``adopt``."""

import shutil
from argparse import ArgumentParser
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import date
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management.base import BaseCommand, CommandError
from django.db import transaction
from django.utils import timezone

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.face.commands import found_or_refused
from zhicheng.foundation.face.export import workbook
from zhicheng.foundation.face.records import Shown, plain
from zhicheng.foundation.units.models import Area
from zhicheng.governance.plans.models import Version, VersionState
from zhicheng.governance.plans.queries import publication_of
from zhicheng.governance.targets import actions, queries
from zhicheng.governance.targets.models import Target
from zhicheng.governance.targets.rules import OUTLOOK_NAMES, STATUS_NAMES, tidy, wanted
from zhicheng.governance.targets.views.common import value_words
from zhicheng.governance.targets.views.forecasts import shown_forecast

_HEADS = (
    "方案", "编号", "指标", "要求", "截止", "填报单位", "现值", "数值日期", "数值", "计量单位",
    "状态", "前景", "依据",
)  # fmt: skip


class Command(BaseCommand):
    help = (
        "指标：observe 填报数值（与页面相同的校验）；forecast 推算到截止日期；export 导出为 .xlsx；"
        "adopt 为本功能启用前发布的方案补列指标。"
    )

    def add_arguments(self, parser: ArgumentParser) -> None:
        verbs = parser.add_subparsers(dest="verb", required=True)
        observe = verbs.add_parser("observe", help="填报数值")
        observe.add_argument("target", type=int, help="指标编号（页面地址中的数字）")
        observe.add_argument("--by", required=True, help="填报人的用户名")
        observe.add_argument("--on", required=True, type=_day, help="数值日期，例如 2026-06-30")
        observe.add_argument("--value", type=_number, help="数值")
        observe.add_argument("--unit", help="计量单位；不写的，用指标的计量单位")
        observe.add_argument("--judgement", default="", help="定性指标的评价")
        observe.add_argument("--area", help="区划名称；不写的为全市")
        observe.add_argument("--source", required=True, help="数据来源")
        observe.add_argument("--evidence", required=True, type=Path, help="佐证材料文件")
        observe.add_argument(
            "--sure", action="store_true", help="与已有数值、基数或目标值相差过大的，已核对无误"
        )
        forecast = verbs.add_parser("forecast", help="推算到截止日期")
        forecast.add_argument("target", type=int, help="指标编号（页面地址中的数字）")
        export = verbs.add_parser("export", help="导出指标")
        export.add_argument("file", type=Path, help=".xlsx 文件名")
        verbs.add_parser("adopt", help="为已发布的方案补列指标")

    def handle(self, *args: Any, **options: Any) -> None:
        match options["verb"]:
            case "observe":
                self._observe(options)
            case "forecast":
                self._forecast(options["target"])
            case "export":
                self._export(options["file"])
            case _:
                self._adopt()

    def _observe(self, options: dict[str, Any]) -> None:
        target = found_or_refused(Target.objects.filter(pk=options["target"]), "没有这项指标。")
        by = found_or_refused(User.objects.filter(username=options["by"]), "没有这个用户。")
        area = None
        if options["area"]:
            area = found_or_refused(Area.objects.filter(name=options["area"]), "没有这个区划。")
        unit = target.unit if options["unit"] is None else options["unit"]
        figure = actions.Figure(options["source"], options["value"], unit, options["judgement"])
        with ExitStack() as stack:
            try:
                stream = stack.enter_context(options["evidence"].open("rb"))
            except OSError as error:
                raise CommandError(f"无法读取 {options['evidence']}：{error.strerror}") from error
            try:
                actions.observe(
                    target=target, as_of=options["on"], figure=figure, area=area, by=by,
                    evidence=actions.Upload(options["evidence"].name, stream), at=timezone.now(),
                    sure=options["sure"],
                )  # fmt: skip
            except ValidationError as error:
                raise CommandError("".join(error.messages)) from error
            except PermissionDenied as error:
                raise CommandError(f"{by.name}不能填报这项指标。") from error
        self.stdout.write(f"已填报：{target.indicator} {options['on']}")

    def _forecast(self, key: int) -> None:
        """What the target's page says of it."""
        target = found_or_refused(Target.objects.filter(pk=key), "没有这项指标。")
        shown = shown_forecast(target, queries.prospect_of(target, timezone.localdate()))
        if shown is None:
            raise CommandError("只推算现行、已确认的定量指标。")
        self.stdout.write(f"{target.indicator} {wanted(target.demand)}")
        for term, value in shown.facts:
            self.stdout.write(f"{term}：{plain(value)}")
        used = (
            f"所用时点：{'；'.join(str(point.text) for point in shown.used)}" if shown.used else ""
        )
        for line in filter(None, (shown.verdict, shown.method, used)):
            self.stdout.write(line)

    def _export(self, file: Path) -> None:
        rows = Target.objects.select_related("plan", "owner").order_by("plan_id", "position", "pk")
        with workbook("指标", _HEADS, _lines(list(rows))) as book:
            try:
                with file.open("wb") as place:
                    shutil.copyfileobj(book, place)
            except OSError as error:
                raise CommandError(f"无法写入 {file}：{error.strerror}") from error
        self.stdout.write(f"已导出 {len(rows)} 项指标：{file}")

    def _adopt(self) -> None:
        """Plans that were published before there were targets here: follow their publication now."""
        adopted = 0
        published = Version.objects.filter(
            state=VersionState.PUBLISHED, plan__targets=None, plan__ordered=False
        )
        for version in published.select_related("plan", "published_by"):
            with transaction.atomic():
                by = version.published_by
                assert by is not None  # noqa: S101 - a constraint of the published version
                actions.keep_targets(publication_of(version), by=by, at=timezone.now())
            adopted += 1
        self.stdout.write(f"已为 {adopted} 个方案补列指标。")


def _day(written: str) -> date:
    return date.fromisoformat(written)


def _number(written: str) -> Decimal:
    """Raises ValueError, which the parser explains, for what is no finite number."""
    try:
        value = Decimal(written)
    except InvalidOperation as error:
        raise ValueError(written) from error
    if not value.is_finite():
        raise ValueError(written)
    return value


def _lines(rows: list[Target]) -> Iterator[list[Shown]]:
    today = timezone.localdate()
    for target in rows:
        standing = queries.standing_of(target, today)
        yield [
            target.plan.title, target.pk, target.indicator,
            wanted(target.demand, standing.value), target.due_on,
            target.owner.name if target.owner else None, value_words(target, standing),
            standing.as_of, None if standing.value is None else tidy(standing.value), target.unit,
            STATUS_NAMES[standing.status], OUTLOOK_NAMES[standing.outlook], standing.why,
        ]  # fmt: skip
