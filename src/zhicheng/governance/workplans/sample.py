"""What this room puts into the sample city: yearly plans of the units that have people, in every state."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime, timedelta

from django.utils import timezone

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.queries import holders
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.tasks.models import Assignment
from zhicheng.governance.workplans import actions
from zhicheng.governance.workplans.models import Workplan
from zhicheng.governance.workplans.rules import OwnState

_STORIES: Mapping[str, Sequence[str]] = {
    "市科技局": ("submit", "agree", "revise", "submit", "agree"),
    "市工业和信息化局": ("submit",),
    "市财政局": ("submit", "return"),
    "市市场监管局": (),
}
"""What became of the plan of each unit. Adjusting it, a unit leaves one item out and sets itself another."""
_LEFT_OUT, _SET_INSTEAD = "编印知识产权维权手册", "开设线上维权咨询窗口"
_REASONS = {
    "return": "请补充培训的人数和经费安排。",
    "revise": "手册改由省里统一编印，改设线上咨询窗口。",
}


def create(*, at: datetime) -> None:
    """Draw plans of this year, unless somebody has; the first is agreed and reported against."""
    today = timezone.localdate(at)
    office = holders(Role.COORDINATOR, on=today).first()
    if Workplan.objects.exists() or office is None or not Assignment.objects.exists():
        return
    for name, verbs in _STORIES.items():
        unit = Unit.objects.filter(short_name=name).first()
        head = holders(Role.UNIT_HEAD, on=today, unit=unit.pk).first() if unit else None
        if unit is not None and head is not None:
            _plan(unit, head, office, verbs, at)


def _plan(unit: Unit, head: User, office: User, verbs: Sequence[str], at: datetime) -> None:
    year, begun = timezone.localdate(at).year, at - timedelta(20)
    plan = actions.draw(unit=unit, year=year, by=head, at=begun)
    own = actions.add_item(
        workplan=plan, title="开展知识产权业务骨干培训", due_on=date(year, 12, 25),
        measures="分两期举办，每期一天。", by=head, at=begun,
    )  # fmt: skip
    if "revise" in verbs:
        actions.add_item(
            workplan=plan,
            title=_LEFT_OUT,
            due_on=date(year, 12, 10),
            measures="",
            by=head,
            at=begun,
        )
    first = plan.items.exclude(assignment=None).first()
    if first is not None:
        first.workplan = plan
        words = "分管负责人牵头，每季度调度一次。"
        actions.arrange(item=first, measures=words, by=head, at=begun)
    when = begun
    for verb in verbs:
        by = head if verb in ("submit", "revise") else office
        when += timedelta(5 if verb == "revise" else 0)
        actions.move(workplan=plan, verb=verb, reason=_REASONS.get(verb, ""), by=by, at=when)
        if verb == "revise":
            _adjust(plan, head, when)
    if "agree" in verbs:
        on = timezone.localdate(begun) + timedelta(10)
        own.workplan = plan
        actions.report(
            item=own, on=on, state=OwnState.WORKING, text="第一期已举办，参训40人。", by=head, at=at
        )


def _adjust(plan: Workplan, head: User, at: datetime) -> None:
    left_out = plan.items.get(title=_LEFT_OUT)
    left_out.workplan = plan
    actions.drop_item(item=left_out, by=head, at=at)
    due_on = date(plan.year, 12, 25)
    actions.add_item(
        workplan=plan, title=_SET_INSTEAD, due_on=due_on, measures="与维权援助热线合并值守。",
        by=head, at=at,
    )  # fmt: skip
