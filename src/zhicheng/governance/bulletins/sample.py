"""What this room puts into the sample city: the bulletin of the last quarter, issued, and this year's report,
which waits to be issued. Made by the room's own actions; everything said is invented."""

from datetime import datetime

from django.utils import timezone

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.queries import holders
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.jobs.worker import name_of_worker, work_once
from zhicheng.governance.bulletins import actions, queries
from zhicheng.governance.bulletins.models import Report
from zhicheng.governance.bulletins.rules import Kind, quarter_before

_WORDS = {
    "highlights": (
        "专利快速预审、质押融资银企对接等工作按计划推进，各单位报送材料质量有所提高。\n"
        "指标监测覆盖{{ targets.total }}，其中预计可达{{ targets.on_track }}。"
    ),
    "problems": "仍有{{ tasks.overdue }}任务逾期、{{ tasks.late_start }}任务逾期未签收，个别单位进展报送不及时。",
    "next_steps": "对逾期任务逐项督办，限期说明原因和补救措施；做好下一季度数据填报和核验。",
}


def create(*, at: datetime) -> None:
    """Both papers, by the coordinator; nothing where the city has papers already or nobody to write them."""
    by = holders(Role.COORDINATOR, on=timezone.localdate(at)).first()
    if by is None or Report.objects.exists():
        return
    year, quarter = quarter_before(timezone.localdate(at))
    bulletin = _written(actions.Period(Kind.QUARTERLY, year, quarter), by, at)
    actions.issue(report=bulletin, signed_off="联席会议办公室主任审定，同意印发。", by=by, at=at)
    _written(actions.Period(Kind.YEARLY, timezone.localdate(at).year), by, at)


def _written(period: actions.Period, by: User, at: datetime) -> Report:
    """Drafted, its data gathered, in the office's words."""
    drafted = actions.draft(period=period, by=by, at=at)
    work_once(name_of_worker(), at=at, only=drafted.job)
    report = Report.objects.get(pk=drafted.pk)
    texts = {**queries.texts_of(report), **_WORDS}
    actions.edit(report=report, title=report.title, texts=texts, by=by, at=at)
    return report
