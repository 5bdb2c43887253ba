"""A published plan that sets targets, for the stories of this room.

goals = Goals(coordinator, at=now)
target = goals.publish(Goal("有效注册商标量", "56000", "件"))[0]
"""

import io
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.files.models import StoredFile
from zhicheng.governance.plans.models import Item, ItemKind, ItemState, Plan, Version, VersionState
from zhicheng.governance.plans.publication import ItemOrder, Publication
from zhicheng.governance.targets import actions
from zhicheng.governance.targets.models import Observation, Target

PERIOD = (date(2026, 1, 1), date(2035, 12, 31))
TEXT = "统计月报：有效注册商标五万件。\n".encode()


@dataclass(frozen=True)
class Goal:
    """A target as a plan sets it. values: besides, as ``plans.rules.fields`` declares them."""

    indicator: str = "有效注册商标量"
    value: int | str | None = 56000
    unit: str = "件"
    values: dict[str, Any] = field(default_factory=dict)
    key: UUID = field(default_factory=uuid4)


class Goals:
    """One plan and its versions."""

    def __init__(self, by: User, at: datetime) -> None:
        self.by, self.at = by, at
        self.plan = Plan.objects.create(title="示例市建设方案", created_by=by, created_at=at)
        self.number = 0

    def publish(
        self, *goals: Goal, period: tuple[date | None, date | None] = PERIOD
    ) -> list[Target]:
        """Publish the next version; returns its targets in order."""
        self.number += 1
        self.plan.period_start, self.plan.period_end = (
            period  # as publishing gives them to the plan
        )
        self.plan.save()
        Version.objects.filter(plan=self.plan).update(state=VersionState.SUPERSEDED)
        version = self._version(period)
        orders = tuple(_order(version, n, goal) for n, goal in enumerate(goals))
        version.state = VersionState.PUBLISHED
        version.published_by, version.published_at = self.by, self.at
        version.save()
        publication = Publication(
            self.plan.pk, version.pk, self.number, tasks=(), targets=orders,
            period_start=period[0], period_end=period[1],
        )  # fmt: skip
        actions.keep_targets(publication, by=self.by, at=self.at)
        found = {target.key: target for target in Target.objects.filter(plan=self.plan)}
        return [found[goal.key] for goal in goals]

    def _version(self, period: tuple[date | None, date | None]) -> Version:
        file, _new = StoredFile.objects.get_or_create(
            sha256="0" * 64, defaults={"sm3": "0" * 64, "size": 1, "media_type": "text/plain"}
        )
        return Version.objects.create(
            plan=self.plan, number=self.number, state=VersionState.DRAFT, file=file,
            file_name="方案.txt", created_by=self.by, created_at=self.at,
            period_start=period[0], period_end=period[1],
        )  # fmt: skip


def _order(version: Version, position: int, goal: Goal) -> ItemOrder:
    values = {
        "indicator": goal.indicator,
        "comparator": "qualitative" if goal.value is None else ">=",
        "value": goal.value,
        "unit": goal.unit,
        "due": "2028",
        **goal.values,
    }
    item = Item.objects.create(
        version=version, key=goal.key, kind=ItemKind.TARGET, state=ItemState.ACCEPTED,
        position=position, path=f"二/{position + 1}", span_start=position * 10,
        span_end=position * 10 + 9, sentence=f"{goal.indicator}达到{goal.value}。", values=values,
    )  # fmt: skip
    return ItemOrder(
        item=item.pk, key=goal.key, position=position, path=item.path, chapter="二、主要目标",
        sentence=item.sentence, values=values,
    )  # fmt: skip


def upload(content: bytes = TEXT, name: str = "统计月报.txt") -> actions.Upload:
    return actions.Upload(name, io.BytesIO(content))


def observe(
    target: Target, by: User, at: datetime, as_of: date, value: int | str | None, **more: Any
) -> Observation:
    """Report a value in the target's unit, with a source and a file; by somebody who has looked again."""
    number = None if value is None else Decimal(value)
    given = {"source": "市统计局月报", "value": number, "unit": target.unit}
    figure = actions.Figure(**{**given, **more.pop("figure", {})})
    return actions.observe(
        target=target, as_of=as_of, figure=figure, by=by, at=at,
        **{"evidence": upload(), "sure": True, **more},
    )  # fmt: skip
