"""What this room puts into the sample city: its targets settled, measured and distributed, by its own
actions. Every figure and every source is invented."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.queries import holders
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.targets import actions, queries
from zhicheng.governance.targets.models import Observation, Step, Target
from zhicheng.governance.targets.rules import Judgement, Kind, Over, scale_of, suggested_baseline

_SOURCE = "示例市有关部门统计月报（虚构数据）"
_REASON = "本市尚未建立这项指标的统计制度，缺少分母数据；建立后再行填报。"


@dataclass(frozen=True, slots=True)
class _Hands:
    """Who settles a target and who reports on it, and when."""

    coordinator: User
    officer: User
    owner: Unit
    now: datetime

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    def confirm(self, target: Target, baseline: Decimal | None) -> None:
        on = target.period_start - timedelta(days=1) if target.period_start else None
        known = baseline is not None and on is not None and on < self.today
        actions.confirm(
            target=target, owner=self.owner, baseline=baseline if known else None,
            baseline_on=on if known else None, by=self.coordinator,
            at=target.opened_at + timedelta(hours=2),
        )  # fmt: skip

    def observe(self, target: Target, days: int, figure: actions.Figure) -> Observation:
        """So many days ago."""
        as_of = self.today - timedelta(days)
        words = (
            f"{target.indicator}\n截至{as_of}\n{figure.value or figure.judgement}\n（虚构数据）\n"
        )
        return actions.observe(
            target=target, as_of=as_of, figure=figure, by=self.officer, at=self.now,
            evidence=actions.Upload("统计月报.txt", io.BytesIO(words.encode())),
        )  # fmt: skip

    def value(self, target: Target, days: int, value: Decimal) -> Observation:
        return self.observe(target, days, actions.Figure(_SOURCE, value, target.unit))


def create(*, at: datetime) -> None:
    """Settle and measure the targets of the sample plan, unless somebody has already."""
    if Step.objects.filter(verb__in=["confirm", "give_up"]).exists():
        return
    hands = _hands(at, "市市场监管局")
    if hands is None:
        return
    second = _hands(at, "市科技局") or hands
    figures = 0
    for target in Target.objects.filter(ended_in=None).order_by("plan_id", "position", "pk"):
        if target.kind is Kind.QUALITATIVE:
            _judged(target, hands)
        else:
            story = _STORIES[figures % len(_STORIES)]
            story(target, second if story is _by_years else hands)
            figures += 1


def _hands(at: datetime, name: str) -> _Hands | None:
    """The coordinator, and a unit that targets of such a plan fall to."""
    on = timezone.localdate(at)
    coordinator = holders(Role.COORDINATOR, on=on).first()
    owner = Unit.objects.filter(short_name=name).first()
    officer = holders(Role.UNIT_OFFICER, on=on, unit=owner.pk).first() if owner else None
    if coordinator is None or owner is None or officer is None:
        return None
    return _Hands(coordinator, officer, owner, at)


def _way(target: Target) -> tuple[Decimal, Decimal]:
    """Where a target begins, and what is demanded. A baseline that the plan writes in another magnitude
    is taken as three quarters of the demand."""
    assert target.value is not None  # noqa: S101 - the stories are of targets with a figure
    known = suggested_baseline(target.baseline_written, target.demand)
    start = target.value * Decimal("0.75") if known is None else known
    return _round(target, start), target.value


def _round(target: Target, value: Decimal) -> Decimal:
    return round(value, 0 if target.kind in (Kind.COUNT, Kind.MONEY) else 2)


def _on_the_way(target: Target, hands: _Hands, *shares: str) -> None:
    """Confirmed, with values of the last quarters, each at a share of the way."""
    start, demanded = _way(target)
    hands.confirm(target, start)
    for place, share in enumerate(shares):
        value = _round(target, start + (demanded - start) * Decimal(share))
        hands.value(target, 30 + 90 * (len(shares) - 1 - place), value)
    _over_counties(target, hands)


def _on_track(target: Target, hands: _Hands) -> None:
    _on_the_way(target, hands, "0.04", "0.10", "0.22", "0.40")


def _behind(target: Target, hands: _Hands) -> None:
    _on_the_way(target, hands, "0.01", "0.02")


def _met(target: Target, hands: _Hands) -> None:
    _on_the_way(target, hands, "0.5", "1")


def _at_risk(target: Target, hands: _Hands) -> None:
    """With a value that was mistyped at first."""
    _on_the_way(target, hands, "0.05", "0.15")
    wrong = queries.in_force(target.observations.all())[0]
    assert wrong.value is not None  # noqa: S101 - as in _way
    figure = actions.Figure(_SOURCE, _round(target, wrong.value * Decimal("1.01")), target.unit)
    actions.correct(
        observation=wrong, reason="统计月报修订，原数漏计一个县区。", figure=figure,
        by=hands.officer, at=hands.now,
    )  # fmt: skip


def _not_measurable(target: Target, hands: _Hands) -> None:
    moment = target.opened_at + timedelta(hours=2)
    actions.give_up(target=target, reason=_REASON, by=hands.coordinator, at=moment)


def _by_years(target: Target, hands: _Hands) -> None:
    """On its way; of what stands at the end, a value for the end of each year that leads to it."""
    _on_track(target, hands)
    if target.demand.cumulative or target.demand.annual:
        return
    first, (start, demanded) = hands.today.year, _way(target)
    last = target.due_on.year if target.due_on else first
    each = (demanded - start) / (last - first + 1)
    parts = {year: _round(target, start + each * (year - first + 1)) for year in range(first, last)}
    target.refresh_from_db()
    actions.distribute(
        target=target, over=Over.YEARS, parts={**parts, last: demanded}, by=hands.coordinator,
        at=hands.now,
    )  # fmt: skip


def _silent(target: Target, hands: _Hands) -> None:
    """Confirmed, and nothing reported yet."""
    hands.confirm(target, None)


def _judged(target: Target, hands: _Hands) -> None:
    hands.confirm(target, None)
    hands.observe(target, 20, actions.Figure(_SOURCE, judgement=Judgement.ON_COURSE))


def _over_counties(target: Target, hands: _Hands) -> None:
    """Counts and money: shares that add up to the whole, as even as round figures can be."""
    if target.kind not in (Kind.COUNT, Kind.MONEY) or target.value is None:
        return
    areas = list(queries.parts_of_the_city())
    piece = scale_of(target.unit, target.value).factor / 100
    piece = piece if piece > 1 else Decimal(1)
    each, more = divmod(target.value // piece, len(areas))
    parts = {
        area.pk: (each + (1 if place < more else 0)) * piece for place, area in enumerate(areas)
    }
    parts[areas[-1].pk] += target.value % piece
    target.refresh_from_db()
    actions.distribute(
        target=target, over=Over.AREAS, parts=parts, by=hands.coordinator, at=hands.now
    )


_STORIES: tuple[Callable[[Target, _Hands], None], ...] = (
    _on_track,
    _at_risk,
    _behind,
    _by_years,
    _not_measurable,
    _met,
    _silent,
)
