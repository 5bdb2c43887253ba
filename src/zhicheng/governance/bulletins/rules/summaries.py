"""What a paper says in the beginning: Chinese text that the office goes on writing."""

from typing import Final

from zhicheng.governance.bulletins.rules.periods import Kind

_SUMMARY: Final = {
    Kind.QUARTERLY: (
        "截至{{ as_of }}，方案列明重点任务{{ tasks.named }}，其中逾期{{ tasks.named_overdue }}；"
        "连同分解的子任务、周期性工作各期和会议议定事项，任务台账共有{{ tasks.total }}，已销号{{ tasks.closed }}，"
        "销号率{{ tasks.closed_rate }}；未办结的任务中，逾期{{ tasks.overdue }}，"
        "进度滞后{{ tasks.behind }}，临期{{ tasks.soon }}。"
        "本季度各单位销号分工{{ closed.parts }}，召开联席会议{{ meetings.held }}、"
        "印发议定事项{{ resolutions.made }}，签发督办单{{ orders.issued }}。\n"
        "监测指标{{ targets.total }}，已达到{{ targets.met }}，存在风险{{ targets.at_risk }}，"
        "滞后{{ targets.behind }}，尚无数据{{ targets.confirmed }}，暂不可测{{ targets.not_measurable }}。"
    ),
    Kind.YEARLY: (
        "截至{{ as_of }}，方案列明重点任务{{ tasks.named }}，其中逾期{{ tasks.named_overdue }}；"
        "连同分解的子任务、周期性工作各期和会议议定事项，任务台账共有{{ tasks.total }}，已销号{{ tasks.closed }}，"
        "销号率{{ tasks.closed_rate }}；未办结的任务中，逾期{{ tasks.overdue }}，"
        "进度滞后{{ tasks.behind }}，冻结{{ tasks.frozen }}。"
        "全年各单位销号分工{{ closed.parts }}，其中逾期销号{{ closed.late }}；"
        "召开联席会议{{ meetings.held }}，印发议定事项{{ resolutions.made }}，"
        "其中已列入台账{{ resolutions.entered }}、任务已销号{{ resolutions.closed }}；"
        "签发督办单{{ orders.issued }}，其中已办结{{ orders.closed }}；"
        "收到请示和协调事项{{ requests.raised }}，其中已答复{{ requests.answered }}。\n"
        "监测指标{{ targets.total }}，已达到{{ targets.met }}，未达到{{ targets.missed }}，"
        "存在风险{{ targets.at_risk }}，滞后{{ targets.behind }}，尚无数据{{ targets.confirmed }}，"
        "暂不可测{{ targets.not_measurable }}。"
    ),
}


def first_summary(kind: Kind) -> str:
    """What a paper says in the beginning until the office writes it otherwise. To be kept: in Chinese."""
    return _SUMMARY[kind]
