"""Open data: each data set is declared once, for the file, its data dictionary and the command line alike."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any, Final, Generic, TypeVar

from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.face.records import Text
from zhicheng.governance.disclosure.queries.opened import (
    Chapter,
    SeenPlan,
    SeenTarget,
    SeenTask,
    chapters_of,
    observations_of,
    plans_seen,
    targets_of,
    tasks_of,
)
from zhicheng.governance.disclosure.queries.reports import SeenPaper, papers_seen
from zhicheng.governance.disclosure.rules import PROGRESS_NAMES, Progress
from zhicheng.governance.targets.models import Observation
from zhicheng.governance.targets.rules import (
    JUDGEMENT_NAMES,
    OUTLOOK_NAMES,
    STATUS_NAMES,
    Judgement,
    tidy,
    wanted,
)

Row = TypeVar("Row")
Value = str | int | Decimal | date | bool | None


class Type(StrEnum):
    """What stands in a field."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    DATE = "date"
    TRUTH = "boolean"


TYPE_NAMES: Final = {
    Type.TEXT: _("文字"),
    Type.INTEGER: _("整数"),
    Type.NUMBER: _("数值"),
    Type.DATE: _("日期（年-月-日）"),
    Type.TRUTH: _("是否（true、false）"),
}
_LEDGER, _PLAN, _OFFICE = _("任务台账"), _("方案原文"), _("填报单位")
_CONFERENCE: Final = _("联席会议办公室")


@dataclass(frozen=True)
class Field(Generic[Row]):
    """One field. key: its name in files; it never changes. unit: of what is measured; in words where a row
    says it itself. source: where it comes from."""

    key: str
    title: Text
    type: Type
    meaning: Text
    source: Text
    value: Callable[[Row], Any]
    unit: Text = ""

    @property
    def type_name(self) -> Text:
        return TYPE_NAMES[self.type]


@dataclass(frozen=True)
class Dataset(Generic[Row]):
    """One data set. rows: those of a day."""

    key: str
    title: Text
    about: Text
    fields: tuple[Field[Row], ...]
    rows: Callable[[date], Iterable[Row]]

    def lines(self, on: date) -> list[list[Value]]:
        """The values of every row, in the order of the fields; None where something is not known."""
        return [[field.value(row) for field in self.fields] for row in self.rows(on)]


def _number(value: Decimal | None) -> Decimal | None:
    return None if value is None else tidy(value)


PLANS: Final = Dataset[SeenPlan](
    "plans",
    _("工作方案"),
    _("已公开的工作方案。"),
    (
        Field(
            "plan", _("方案编号"), Type.INTEGER, _("方案在本数据集中的编号"), _PLAN,
            lambda p: p.plan.pk,
        ),
        Field("title", _("方案名称"), Type.TEXT, _("方案的名称"), _PLAN, lambda p: p.plan.title),
        Field(
            "period_start", _("起始"), Type.DATE, _("规划期的第一天"), _PLAN,
            lambda p: p.plan.period_start,
        ),
        Field(
            "period_end", _("截止"), Type.DATE, _("规划期的最后一天"), _PLAN,
            lambda p: p.plan.period_end,
        ),
        Field(
            "edition", _("版次"), Type.INTEGER, _("现行的是第几版"), _PLAN,
            lambda p: p.version.number,
        ),
        Field(
            "published_on", _("发布日期"), Type.DATE, _("现行版次的发布日期"), _PLAN,
            lambda p: timezone.localdate(p.version.published_at),
        ),
        Field(
            "opened_on", _("公开日期"), Type.DATE, _("从哪一天起向社会公开"), _("联席会议办公室"),
            lambda p: p.opening.opens_on,
        ),
    ),
    plans_seen,
)  # fmt: skip

TARGETS: Final = Dataset[SeenTarget](
    "targets",
    _("指标"),
    _("方案提出的指标、目标值、现值和前景；前景由平台按直线轨迹计算。"),
    (
        Field(
            "target", _("指标编号"), Type.INTEGER, _("指标在本数据集中的编号"), _PLAN,
            lambda t: t.target.pk,
        ),
        Field(
            "plan", _("方案编号"), Type.INTEGER, _("见工作方案数据集"), _PLAN,
            lambda t: t.target.plan_id,
        ),
        Field(
            "chapter", _("章"), Type.TEXT, _("指标所在的章"), _PLAN,
            lambda t: t.target.chapter,
        ),
        Field(
            "indicator", _("指标名称"), Type.TEXT, _("指标的名称"), _PLAN,
            lambda t: t.target.indicator,
        ),
        Field(
            "demand", _("要求"), Type.TEXT, _("要求的文字表述"), _PLAN,
            lambda t: wanted(t.target.demand),
        ),
        Field(
            "comparator", _("比较方式"), Type.TEXT, _(">=、>、=、<= 或 range（区间）；定性指标为 qualitative"),
            _PLAN,
            lambda t: t.target.comparator,
        ),
        Field(
            "value", _("目标值"), Type.NUMBER, _("要求的数值；区间为下限；定性指标为空"), _PLAN,
            lambda t: _number(t.target.value), _("见计量单位"),
        ),
        Field(
            "value_max", _("上限"), Type.NUMBER, _("区间的上限，其他为空"), _PLAN,
            lambda t: _number(t.target.value_max), _("见计量单位"),
        ),
        Field(
            "unit", _("计量单位"), Type.TEXT, _("目标值、基数和现值的计量单位"), _PLAN,
            lambda t: t.target.unit,
        ),
        Field(
            "annual", _("每年都须达到"), Type.TRUTH, _("是否每年分别要求"), _PLAN,
            lambda t: t.target.annual,
        ),
        Field(
            "cumulative", _("累计数"), Type.TRUTH, _("是否从规划期第一天起累计"), _PLAN,
            lambda t: t.target.cumulative,
        ),
        Field(
            "baseline", _("基数"), Type.NUMBER, _("起点的数值，没有的为空"), _PLAN,
            lambda t: _number(t.target.baseline), _("见计量单位"),
        ),
        Field(
            "baseline_on", _("基数日期"), Type.DATE, _("基数是哪一天的"), _PLAN,
            lambda t: t.target.baseline_on,
        ),
        Field(
            "due_on", _("截止"), Type.DATE, _("要求达到的日期"), _PLAN,
            lambda t: t.target.due_on,
        ),
        Field(
            "latest", _("现值"), Type.NUMBER, _("最近的数值；累计数为合计；尚无数据的为空，不是零"), _OFFICE,
            lambda t: _number(t.standing.value), _("见计量单位"),
        ),
        Field(
            "judgement", _("评价"), Type.TEXT, _("定性指标最近的评价"), _OFFICE,
            lambda t: t.standing.judgement and str(JUDGEMENT_NAMES[t.standing.judgement]),
        ),
        Field(
            "as_of", _("数值日期"), Type.DATE, _("现值或评价截至的日期"), _OFFICE,
            lambda t: t.standing.as_of,
        ),
        Field(
            "source", _("数据来源"), Type.TEXT, _("最近一次数值的来源"), _OFFICE,
            lambda t: t.latest and t.latest.source,
        ),
        Field(
            "status", _("状态"), Type.TEXT, _("按数值和截止日期得出"), _("平台计算"),
            lambda t: str(STATUS_NAMES[t.standing.status]),
        ),
        Field(
            "outlook", _("前景"), Type.TEXT, _("按基数到目标值的直线轨迹和允许偏差得出"), _("平台计算"),
            lambda t: str(OUTLOOK_NAMES[t.standing.outlook]),
        ),
    ),
    lambda on: targets_of(plans_seen(on), on),
)  # fmt: skip

OBSERVATIONS: Final = Dataset[Observation](
    "observations",
    _("指标数值"),
    _("已公开指标历次填报的全市数值；更正后只列更正的数值。"),
    (
        Field(
            "observation", _("数值编号"), Type.INTEGER, _("数值在本数据集中的编号"), _OFFICE,
            lambda o: o.pk,
        ),
        Field(
            "target", _("指标编号"), Type.INTEGER, _("见指标数据集"), _PLAN,
            lambda o: o.target_id,
        ),
        Field(
            "indicator", _("指标名称"), Type.TEXT, _("指标的名称"), _PLAN,
            lambda o: o.target.indicator,
        ),
        Field("as_of", _("数值日期"), Type.DATE, _("数值截至的日期"), _OFFICE, lambda o: o.as_of),
        Field(
            "value", _("数值"), Type.NUMBER, _("填报的数值；累计指标为上次以来新增的数"), _OFFICE,
            lambda o: _number(o.value), _("见计量单位"),
        ),
        Field("unit", _("计量单位"), Type.TEXT, _("填报时的计量单位"), _OFFICE, lambda o: o.unit),
        Field(
            "judgement", _("评价"), Type.TEXT, _("定性指标的评价"), _OFFICE,
            lambda o: str(JUDGEMENT_NAMES[Judgement(o.judgement)]) if o.judgement else None,
        ),
        Field("source", _("数据来源"), Type.TEXT, _("数值的来源"), _OFFICE, lambda o: o.source),
        Field(
            "reported_on", _("填报日期"), Type.DATE, _("数值填报到平台的日期"), _OFFICE,
            lambda o: timezone.localdate(o.at),
        ),
    ),
    lambda on: [row for seen in targets_of(plans_seen(on), on) for row in observations_of(seen.target)],
)  # fmt: skip

TASKS: Final = Dataset[SeenTask](
    "tasks",
    _("任务清单"),
    _("方案列出的重点任务、责任单位、时限和进展；不含单位内部分解的子任务。"),
    (
        Field(
            "task", _("任务编号"), Type.TEXT, _("任务在台账中的编号"), _LEDGER,
            lambda t: t.task.number,
        ),
        Field(
            "plan", _("方案编号"), Type.INTEGER, _("见工作方案数据集"), _PLAN,
            lambda t: t.task.plan_id,
        ),
        Field("chapter", _("章"), Type.TEXT, _("任务所在的章"), _PLAN, lambda t: t.task.chapter),
        Field("title", _("任务"), Type.TEXT, _("任务的名称"), _PLAN, lambda t: t.task.title),
        Field(
            "units", _("责任单位"), Type.TEXT, _("承担任务的单位，牵头单位在前，以顿号分隔"), _LEDGER,
            lambda t: "、".join(t.units),
        ),
        Field(
            "due_on", _("完成时限"), Type.DATE, _("应当完成的日期"), _LEDGER,
            lambda t: t.task.due_on,
        ),
        Field(
            "progress", _("进展代码"), Type.TEXT, _("not_begun、under_way、overdue、done 或 paused"),
            _("平台计算"),
            lambda t: t.progress.value,
        ),
        Field(
            "progress_name", _("进展"), Type.TEXT, _("进展代码的名称：未启动、推进中、已逾期、已完成、暂缓"),
            _("平台计算"),
            lambda t: str(PROGRESS_NAMES[t.progress]),
        ),
    ),
    lambda on: tasks_of(plans_seen(on), on),
)  # fmt: skip


def _counted(found: Progress) -> Field[tuple[int, Chapter]]:
    return Field(
        found.value, PROGRESS_NAMES[found], Type.INTEGER, _("处于这一进展的任务数"), _("平台计算"),
        lambda row: row[1].counts[found], _("项"),
    )  # fmt: skip


def _chapters(on: date) -> list[tuple[int, Chapter]]:
    plans = plans_seen(on)
    return [(p.plan.pk, chapter) for p in plans for chapter in chapters_of(tasks_of([p], on))]


CHAPTERS: Final = Dataset[tuple[int, Chapter]](
    "chapters",
    _("分章进展"),
    _("各章重点任务按进展的项数。"),
    (
        Field("plan", _("方案编号"), Type.INTEGER, _("见工作方案数据集"), _PLAN, lambda row: row[0]),
        Field("chapter", _("章"), Type.TEXT, _("章的标题"), _PLAN, lambda row: row[1].title),
        Field(
            "tasks", _("任务数"), Type.INTEGER, _("本章重点任务的项数"), _("平台计算"),
            lambda row: len(row[1].tasks), _("项"),
        ),
        *(_counted(found) for found in Progress),
    ),
    _chapters,
)  # fmt: skip

REPORTS: Final = Dataset[SeenPaper](
    "reports",
    _("简报和报告"),
    _("已公开的简报和报告，每个文件一行；文件印发后不再改动，可用校验值核对。"),
    (
        Field(
            "report", _("报告编号"), Type.INTEGER, _("报告在本数据集中的编号"), _CONFERENCE,
            lambda p: p.seen.report.pk,
        ),
        Field(
            "title", _("标题"), Type.TEXT, _("报告的标题"), _CONFERENCE,
            lambda p: p.seen.report.title,
        ),
        Field(
            "plan", _("方案编号"), Type.INTEGER, _("报告所述的方案，见工作方案数据集；全市的为空"), _CONFERENCE,
            lambda p: p.seen.report.plan_id,
        ),
        Field(
            "as_of", _("数据截至"), Type.DATE, _("报告中的数据截至的日期"), _CONFERENCE,
            lambda p: p.seen.report.as_of,
        ),
        Field(
            "issued_on", _("印发日期"), Type.DATE, _("报告印发的日期"), _CONFERENCE,
            lambda p: p.seen.report.issued_on,
        ),
        Field(
            "opened_on", _("公开日期"), Type.DATE, _("从哪一天起向社会公开"), _CONFERENCE,
            lambda p: p.seen.opening.opens_on,
        ),
        Field(
            "file", _("文件名"), Type.TEXT, _("文件的名称"), _CONFERENCE,
            lambda p: p.paper.name,
        ),
        Field(
            "size", _("大小"), Type.INTEGER, _("文件的大小"), _("平台计算"),
            lambda p: p.paper.file.size, _("字节"),
        ),
        Field(
            "sha256", _("校验值"), Type.TEXT, _("文件内容的 SHA-256"), _("平台计算"),
            lambda p: p.paper.file.sha256,
        ),
    ),
    papers_seen,
)  # fmt: skip

DATASETS: Final[tuple[Dataset[Any], ...]] = (
    PLANS, TARGETS, OBSERVATIONS, TASKS, CHAPTERS, REPORTS,
)  # fmt: skip


def dataset_of(key: str) -> Dataset[Any] | None:
    """A data set by its key."""
    return next((found for found in DATASETS if found.key == key), None)
