"""What this room puts into the sample city: orders in every state, made by its own actions."""

import io
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.queries import holders
from zhicheng.foundation.accounts.rules import Role
from zhicheng.governance.supervision import actions
from zhicheng.governance.supervision.models import Order
from zhicheng.governance.supervision.queries import free_parts
from zhicheng.governance.supervision.rules import RequestKind
from zhicheng.governance.tasks.models import Assignment


@dataclass(frozen=True, slots=True)
class _Team:
    """Who works on an order, and when it was raised."""

    part: Assignment
    officer: User
    head: User
    coordinator: User
    verifier: User
    begun: datetime

    def raised(self, title: str, demand: str, days: int = 5) -> Order:
        wording = actions.Wording(title, demand, days)
        return actions.raise_order(
            unit=self.part.unit, parts=[self.part], wording=wording, by=self.coordinator,
            at=self.begun,
        )  # fmt: skip

    def move(self, order: Order, verb: str, by: User, after: int, **given: object) -> None:
        at = self.begun + timedelta(after)
        actions.move_order(order=order, verb=verb, by=by, at=at, **given)  # type: ignore[arg-type]  # reason, days

    def answer(self, order: Order, text: str, after: int) -> None:
        at, words = self.begun + timedelta(after), f"{text}\n（示例材料）\n".encode()
        draft = actions.save_answer(
            order=order, text=text, seen=None, hand_up=True, by=self.officer, at=at,
            uploads=[actions.Upload("整改情况.txt", io.BytesIO(words))],
        )  # fmt: skip
        actions.send_answer(order=order, draft=draft, by=self.head, at=at)


def create(*, at: datetime) -> None:
    """Raise orders about parts that are not done, unless somebody has; then what the clock does."""
    if Order.objects.exists():
        return
    today = timezone.localdate(at)
    coordinator, verifier = (
        holders(role, on=today).first() for role in (Role.COORDINATOR, Role.VERIFIER)
    )
    if coordinator is None or verifier is None:
        return
    stories = list(_STORIES)
    for part in free_parts().select_related("unit__area", "task").order_by("due_on", "pk"):
        officer = holders(Role.UNIT_OFFICER, on=today, unit=part.unit_id).first()
        head = holders(Role.UNIT_HEAD, on=today, unit=part.unit_id).first()
        if officer and head and stories:
            story, age = stories.pop(0)
            begun = max(at - timedelta(age), part.task.opened_at + timedelta(1))
            story(_Team(part, officer, head, coordinator, verifier, begun))
    actions.propose(on=today, at=at)
    actions.escalate(on=today, at=at)
    _ask(coordinator, at)
    _inform(coordinator, at)


def _ask(coordinator: User, at: datetime) -> None:
    """Requests of the units that have people: drafted, at the office, passed up, answered."""
    today = timezone.localdate(at)
    leader = holders(Role.LEADER, on=today).first()
    heads = holders(Role.UNIT_HEAD, on=today).select_related("unit").exclude(unit=None)
    for head, (age, asked, verbs) in zip(heads.order_by("unit__order", "pk"), _ASKED, strict=False):
        begun = at - timedelta(age)
        assert head.unit is not None  # noqa: S101 - those without are excluded
        made = actions.draft_request(unit=head.unit, asked=asked, by=head, at=begun)
        for verb, words, days in verbs:
            by = {"submit": head, "instruct": leader}.get(verb, coordinator)
            if by is not None:
                actions.move_request(
                    request=made, verb=verb, reason=words, days=days, by=by, at=begun
                )


def _inform(coordinator: User, at: datetime) -> None:
    """A circular of the last months that was published, and a draft."""
    today = timezone.localdate(at)
    for finished, title in (
        (True, "关于知识产权强市建设重点任务督办情况的通报"),
        (False, "年终督办情况通报"),
    ):
        heading = actions.Heading(title, "现将期内重点任务推进和督办情况通报如下。")
        circular = actions.draft_circular(
            heading=heading, period_from=today - timedelta(90), period_to=today, by=coordinator,
            at=at,
        )  # fmt: skip
        if finished and circular.entries.exists():
            actions.publish_circular(circular=circular, by=coordinator, at=at)


def _closed(team: _Team) -> None:
    order = team.raised("任务进度滞后", "说明滞后原因，报送赶上进度的安排。")
    team.move(order, "issue", team.coordinator, 0)
    team.answer(order, "已召开调度会，明确专人负责，本月内完成。", 2)
    team.move(order, "accept", team.verifier, 3)
    team.move(order, "close", team.coordinator, 4)


def _unanswered(team: _Team) -> None:
    order = team.raised("任务逾期未办结", "说明逾期原因，列出补救措施、责任人和完成日期。", 3)
    team.move(order, "issue", team.coordinator, 0)


def _returned(team: _Team) -> None:
    order = team.raised("证明材料不完整", "补充分县区数据和正式印发的文件。")
    team.move(order, "issue", team.coordinator, 0)
    team.answer(order, "已按要求补充数据。", 2)
    team.move(order, "return", team.verifier, 3, reason="缺正式印发的文件，请补齐。", days=5)


def _answered(team: _Team) -> None:
    order = team.raised("节点任务未启动", "说明未启动的原因和启动日期。")
    team.move(order, "issue", team.coordinator, 0)
    team.answer(order, "场地和经费已落实，下周启动。", 1)


def _issued(team: _Team) -> None:
    order = team.raised("责任分工不落实", "明确分管负责人和联络员，报送工作计划。", 10)
    team.move(order, "issue", team.coordinator, 0)


_Said = tuple[str, str, int | None]
_INSTRUCTION, _COORDINATION = RequestKind.INSTRUCTION, RequestKind.COORDINATION
_ASKED: tuple[tuple[int, actions.Asked, tuple[_Said, ...]], ...] = (
    (1, actions.Asked(_COORDINATION, "场地安排", "请协调宣传周活动场地。", 5), ()),
    (
        2,
        actions.Asked(
            _INSTRUCTION, "培育项目经费渠道", "年度预算未列培育项目经费，请明确渠道。", 10
        ),
        (("submit", "", None),),
    ),
    (
        6,
        actions.Asked(_COORDINATION, "登记数据共享", "请协调开放登记数据接口，用于测算指标。", 10),
        (("submit", "", None), ("pass_up", "涉及多个部门，请批示。", 5)),
    ),
    (
        20,
        actions.Asked(_INSTRUCTION, "验收标准", "请明确示范企业验收的标准和程序。", 5),
        (("submit", "", None), ("reply", "按市级示范企业评定办法执行，附件另送。", None)),
    ),
)
"""Each with the days since it was drafted, and the steps that followed."""
_STORIES: tuple[tuple[Callable[[_Team], None], int], ...] = (
    (_closed, 40),
    (_unanswered, 20),
    (_returned, 5),
    (_answered, 3),
    (_issued, 1),
)
"""Each with the days since it was raised."""
