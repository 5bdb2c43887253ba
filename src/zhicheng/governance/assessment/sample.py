"""What this room puts into the sample city: last year's assessment, frozen after an appeal; this year's of
units, being scored; one of counties, still a draft; and two from above with a term of their own. Made by
the room's own actions; everything said is invented."""

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal

from django.utils import timezone

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.queries import holders
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.units.models import Unit, UnitKind
from zhicheng.governance.assessment import actions
from zhicheng.governance.assessment.actions import Asked, Demands, Ruled
from zhicheng.governance.assessment.models import Clause, Entry, Method, Scheme, Sheet
from zhicheng.governance.assessment.queries import targets_to_name
from zhicheng.governance.assessment.rules import ClauseKind, Measure, Origin, Subject, Verdict

_UNITS = (
    "市市场监管局", "市科技局", "市财政局", "市工业和信息化局", "市农业农村局", "市版权局",
)  # fmt: skip
_LAST_YEAR = ("92", "95", "88.5", "92", "79", "88.5")
"""What the units of last year score, of a hundred; two are alike."""


@dataclass(frozen=True, slots=True)
class _Office:
    """Who conducts and who verifies, and when now is."""

    coordinator: User
    verifier: User
    now: datetime

    @property
    def today(self) -> date:
        return timezone.localdate(self.now)

    def ago(self, days: int) -> datetime:
        return self.now - timedelta(days)

    def begin(self, demands: Demands, units: Iterable[Unit], at: datetime) -> Scheme:
        scheme = actions.save_scheme(demands=demands, by=self.coordinator, at=at)
        actions.choose(scheme=scheme, units=list(units), by=self.coordinator, at=at)
        return scheme

    def dimension(self, scheme: Scheme, name: str, asked: Sequence[Asked], at: datetime) -> None:
        """A dimension that weighs what its indicators come to."""
        weight = sum((one.mark for one in asked), Decimal(0))
        row = actions.save_dimension(
            scheme=scheme, name=name, weight=weight, by=self.coordinator, at=at
        )
        for one in asked:
            actions.save_indicator(dimension=row, asked=one, by=self.coordinator, at=at)

    def clauses(self, scheme: Scheme, at: datetime) -> list[Clause]:
        rows = (
            Ruled(ClauseKind.BONUS, "加1", "工作经验被省级以上采纳推广", Decimal(2), Decimal(4)),
            Ruled(ClauseKind.DEDUCTION, "扣1", "非正常专利申请整改不到位", Decimal(1), Decimal(5)),
        )
        return [
            actions.save_clause(scheme=scheme, ruled=ruled, by=self.coordinator, at=at)
            for ruled in rows
        ]

    def publish(self, scheme: Scheme, at: datetime) -> list[Sheet]:
        actions.publish(scheme=Scheme.objects.get(pk=scheme.pk), by=self.coordinator, at=at)
        rows = scheme.sheets.select_related("scheme", "unit").order_by("pk")
        return list(rows)


def create(*, at: datetime) -> None:
    """Draw up the schemes of the sample city, unless somebody has already."""
    office = _office(at)
    if office is None or Scheme.objects.exists():
        return
    units = [unit for name in _UNITS if (unit := Unit.objects.filter(short_name=name).first())]
    if len(units) < len(_UNITS):
        return
    _last_year(office, units)
    _this_year(office, units)
    _counties(office)
    _from_above(office, Origin.NATIONAL, "国家知识产权强市建设示范城市绩效自评", 55)
    _from_above(office, Origin.PROVINCIAL, "全省知识产权保护工作检查考核自查", 30)


def _office(at: datetime) -> _Office | None:
    on = timezone.localdate(at)
    coordinator = holders(Role.COORDINATOR, on=on).first()
    verifier = holders(Role.VERIFIER, on=on).first()
    return _Office(coordinator, verifier, at) if coordinator and verifier else None


def _head(unit: Unit, office: _Office) -> User:
    return holders(Role.UNIT_HEAD, on=office.today, unit=unit.pk)[0]


def _year(year: int, title: str, subject: Subject = Subject.UNITS, **more: object) -> Demands:
    given: dict[str, object] = {
        "origin": Origin.OWN, "self_by": date(year, 12, 20), "basis": "示例知联办〔虚构〕3号", **more,
    }  # fmt: skip
    return Demands(
        title=title, year=year, subject=subject, period_start=date(year, 1, 1),
        period_end=date(year, 12, 31), **given,  # type: ignore[arg-type]  # the fields by name
    )  # fmt: skip


def _paper(name: str, text: str) -> actions.Upload:
    return actions.Upload(name, io.BytesIO(f"{text}\n（示例材料）\n".encode()))


def _judged(name: str, mark: int, demand: str, evidence: str = "") -> Asked:
    return Asked(name, Decimal(mark), demand=demand, evidence=evidence)


def _measured(
    name: str, mark: int, measure: Measure, ends: tuple[int, int], *, target: int | None = None,
    steps: int | None = None,
) -> Asked:  # fmt: skip
    floor, full = ends
    return Asked(
        name, Decimal(mark), Method.MEASURED, measure=measure, floor=Decimal(floor), full=Decimal(full),
        target=target, steps=steps,
    )  # fmt: skip


def _last_year(office: _Office, units: list[Unit]) -> None:
    """Judged throughout, for there was no ledger yet; one appeal was upheld; frozen."""
    year = office.today.year - 1
    drawn_up = office.ago(280)
    title = f"{year}年度市直单位知识产权工作考核"
    scheme = office.begin(_year(year, title), units, drawn_up)
    asked = [
        _judged(
            "重点任务完成情况", 70, "按任务清单逐项评分，每少完成一项相应扣分。", "年度工作总结"
        ),
    ]
    office.dimension(scheme, "任务落实", asked, drawn_up)
    office.dimension(
        scheme,
        "工作保障",
        [_judged("机制运行和信息报送", 30, "按例会、信息、档案三项评分。")],
        drawn_up,
    )
    bonus = office.clauses(scheme, drawn_up)[0]
    sheets = office.publish(scheme, office.ago(270))
    for sheet, whole in zip(sheets, _LAST_YEAR, strict=True):
        _scored(sheet, Decimal(whole), office, bonus if sheet is sheets[0] else None)
    announced = Scheme.objects.get(pk=scheme.pk)
    actions.announce(scheme=announced, by=office.coordinator, at=office.ago(240))
    _appealed(sheets[0], office)
    actions.freeze(
        scheme=Scheme.objects.get(pk=scheme.pk), reason="联席会议全体会议审议通过。",
        convener="示例·召集人", lead=Unit.objects.filter(kind=UnitKind.OFFICE).order_by("order", "pk")[0],
        signed_on=timezone.localdate(office.ago(201)), by=office.coordinator, at=office.ago(200),
    )  # fmt: skip


def _scored(sheet: Sheet, whole: Decimal, office: _Office, bonus: Clause | None) -> None:
    """Scored by the unit itself, and verified; the second indicator gets what the first leaves."""
    by, at = _head(sheet.unit, office), office.ago(260)
    parts = {"重点任务完成情况": min(Decimal(70), whole - 25)}
    for entry in _entries(sheet):
        given = parts.get(entry.indicator.name, whole - sum(parts.values(), Decimal(0)))
        actions.score(entry=entry, score=given, note="对照评分标准逐项自评。", by=by, at=at)
        paper = _paper("年度工作总结.txt", f"{sheet.name}{entry.indicator.name}")
        actions.prove(entry=entry, upload=paper, by=by, at=at)
    if bonus is not None:
        actions.adjust(
            sheet=sheet, clause=bonus, said="快速协同保护做法被省级简报采用。", points=Decimal(2),
            upload=_paper("采用通知.txt", "采用通知"), by=by, at=at,
        )  # fmt: skip
    actions.move(sheet=Sheet.objects.get(pk=sheet.pk), verb="submit", by=by, at=at)
    _verified(sheet, office)


def _verified(sheet: Sheet, office: _Office) -> None:
    by, at = office.verifier, office.ago(250)
    for row in sheet.adjustments.all():
        actions.decide_adjustment(adjustment=row, accept=True, reason="", by=by, at=at)
    if sheet.unit.short_name == _UNITS[0]:
        entry = next(e for e in _entries(sheet) if e.indicator.name == "机制运行和信息报送")
        less = Verdict((entry.self_score or Decimal(0)) - 3, "有三期信息未按时报送。")
        actions.decide(entry=entry, verdict=less, by=by, at=at)
    actions.confirm_rest(sheet=sheet, by=by, at=at)
    actions.move(sheet=Sheet.objects.get(pk=sheet.pk), verb="verify", by=by, at=at)


def _appealed(sheet: Sheet, office: _Office) -> None:
    entry = next(e for e in _entries(sheet) if e.indicator.name == "机制运行和信息报送")
    appeal = actions.appeal(
        sheet=Sheet.objects.get(pk=sheet.pk), against=entry, by=_head(sheet.unit, office),
        text="三期信息均在期限内报送，有签收记录，请予复核。", at=office.ago(239),
        upload=_paper("签收记录.txt", "签收记录"),
    )  # fmt: skip
    actions.answer(
        appeal=appeal, uphold=True, score=(entry.score or Decimal(0)) + 2, at=office.ago(236),
        answer="经核对签收记录，两期按时，一期逾期，补计 2 分。", by=office.coordinator,
    )  # fmt: skip


def _this_year(office: _Office, units: list[Unit]) -> None:
    """Published; one unit has handed its sheet in, another has begun."""
    at = office.ago(20)
    year = office.today.year
    scheme = office.begin(_year(year, f"{year}年度市直单位知识产权工作考核"), units, at)
    office.dimension(scheme, "任务落实", [
        _measured("任务按期销号", 40, Measure.IN_TIME, (50, 100)),
        _measured("任务逾期", 10, Measure.OVERDUE, (30, 0)),
        _measured("报送质量", 10, Measure.RETURNED, (50, 0), steps=5),
    ], at)  # fmt: skip
    office.dimension(
        scheme, "指标完成", [_measured("到期指标达标", 20, Measure.TARGETS_MET, (0, 100))], at
    )
    quality = _judged("创新做法和信息报送", 20, "按采用层级和数量评分。", "采用情况")
    office.dimension(scheme, "工作质量", [quality], at)
    office.clauses(scheme, at)
    sheets = office.publish(scheme, office.ago(15))
    for sheet, days in zip(sheets[:2], (3, 6), strict=True):
        actions.fill(sheet=sheet, by=_head(sheet.unit, office), at=office.ago(days))
    _handed_in(sheets[1], office)


def _handed_in(sheet: Sheet, office: _Office) -> None:
    by, at = _head(sheet.unit, office), office.ago(2)
    for entry in _entries(sheet):
        if entry.self_score is None:
            judged = entry.indicator.formula is None
            actions.score(
                entry=entry, score=Decimal(16) if judged else None, by=by, at=at,
                note="按采用情况自评。" if judged else "考核期内没有可以计算的数据。",
            )  # fmt: skip
            if judged:
                paper = _paper("采用情况.txt", "采用情况")
                actions.prove(entry=entry, upload=paper, by=by, at=at)
    actions.move(sheet=Sheet.objects.get(pk=sheet.pk), verb="submit", by=by, at=at)


def _counties(office: _Office) -> None:
    """A draft that still lacks a dimension."""
    year = office.today.year
    units = Unit.objects.filter(kind__in=(UnitKind.COUNTY, UnitKind.ZONE), active=True)
    demands = _year(year, f"{year}年度县区知识产权工作考核", Subject.COUNTIES)
    scheme = office.begin(demands, units, office.ago(5))
    asked = [_measured("任务按期销号", 40, Measure.IN_TIME, (50, 100))]
    if target := targets_to_name().first():
        asked.append(_measured("主要指标完成", 30, Measure.ATTAINMENT, (60, 100), target=target.pk))
    office.dimension(scheme, "目标任务", asked, office.ago(5))
    office.clauses(scheme, office.ago(5))


def _from_above(office: _Office, origin: Origin, title: str, days: int) -> None:
    """The city scores itself, with the whole ledger and its targets; handed up by its own day."""
    at, year = office.ago(12), office.today.year
    home = Unit.objects.filter(kind=UnitKind.OFFICE).order_by("order", "pk")[:1]
    up_by = max(date(year, 12, 20), office.today) + timedelta(days)
    demands = _year(year, f"{year}年度{title}", Subject.CITY, origin=origin, submit_by=up_by)
    scheme = office.begin(demands, home, at)
    office.dimension(
        scheme, "工作推进", [_measured("任务按期销号", 60, Measure.IN_TIME, (50, 100))], at
    )
    summary = _judged("工作总结和典型经验", 40, "按上级评分细则自评。", "年度工作总结")
    office.dimension(scheme, "工作成效", [summary], at)
    sheet = office.publish(scheme, office.ago(10))[0]
    actions.fill(sheet=sheet, by=office.coordinator, at=office.ago(4))


def _entries(sheet: Sheet) -> list[Entry]:
    return list(sheet.entries.select_related("indicator", "sheet__scheme", "sheet__unit"))
