"""Which figures a text may name, and of which parts a paper is made."""

from typing import Final

from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.face.records import Text
from zhicheng.governance.targets.rules import Outlook, Status
from zhicheng.governance.tasks.rules import Condition

LIGHTS: Final = (
    Condition.OVERDUE,
    Condition.BEHIND,
    Condition.LATE_START,
    Condition.BEGUN_LATE,
    Condition.SOON,
)
"""What is wrong with the time of a task. What is frozen is counted as a state."""
STANDINGS: Final = (*LIGHTS, Condition.NORMAL)
"""Every light that what is still open can have: with what is closed and frozen they add up to all."""
FIGURES: Final[dict[str, Text]] = {
    "tasks.total": _("任务总数"),
    "tasks.named": _("方案列明的重点任务"),
    "tasks.named_overdue": _("逾期的方案列明重点任务"),
    "tasks.closed": _("已销号任务"),
    "tasks.open": _("未办结任务"),
    "tasks.frozen": _("冻结任务"),
    "tasks.closed_rate": _("任务销号率"),
    f"tasks.{Condition.OVERDUE}": _("逾期任务"),
    f"tasks.{Condition.BEHIND}": _("进度滞后任务"),
    f"tasks.{Condition.LATE_START}": _("逾期未签收任务"),
    f"tasks.{Condition.BEGUN_LATE}": _("启动滞后任务"),
    f"tasks.{Condition.SOON}": _("临期任务"),
    "closed.parts": _("期内销号分工"),
    "closed.late": _("期内逾期销号分工"),
    "targets.total": _("指标总数"),
    f"targets.{Status.MET}": _("已达到的指标"),
    f"targets.{Status.MEASURED}": _("监测中的指标"),
    f"targets.{Status.MISSED}": _("未达到的指标"),
    f"targets.{Status.CONFIRMED}": _("尚无数据的指标"),
    f"targets.{Status.DRAFT}": _("待确认的指标"),
    f"targets.{Status.NOT_MEASURABLE}": _("暂不可测的指标"),
    f"targets.{Outlook.ON_TRACK}": _("预计可达的指标"),
    f"targets.{Outlook.AT_RISK}": _("存在风险的指标"),
    f"targets.{Outlook.BEHIND}": _("滞后的指标"),
    f"targets.{Outlook.UNKNOWN}": _("无法判断前景的指标"),
    "meetings.held": _("期内召开会议"),
    "resolutions.made": _("期内议定事项"),
    "resolutions.entered": _("其中已列入台账"),
    "resolutions.closed": _("其中任务已销号"),
    "orders.issued": _("期内签发督办单"),
    "orders.closed": _("其中已办结"),
    "orders.late": _("其中逾期未回复"),
    "circulars.published": _("期内印发通报"),
    "requests.raised": _("期内收到请示和协调事项"),
    "requests.answered": _("其中已答复"),
}
"""The figures that every paper has, by key. Each target has one besides (``target.12``), and so has each cell of
a table."""
PARTS: Final[dict[str, Text]] = {
    "summary": _("总体情况"),
    "highlights": _("工作亮点"),
    "problems": _("存在问题"),
    "next_steps": _("下一步工作"),
}
"""The office's own words: the parts of a paper that it writes."""
WORDS: Final[dict[str, Text]] = {
    "as_of": _("数据截至日"),
    "period": _("所属期"),
    "city": _("城市名称"),
}
"""What a text may name besides figures."""
