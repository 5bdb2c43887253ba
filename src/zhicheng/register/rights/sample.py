"""What this room puts into the sample city: rights of every kind, invented, in every state."""

import io
from datetime import date, datetime, timedelta

from django.utils import timezone

from zhicheng.engines.rights import Kind, Side, What
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.queries import holders
from zhicheng.foundation.accounts.rules import Role
from zhicheng.register.rights import actions
from zhicheng.register.rights.actions import HeldBy, Told
from zhicheng.register.rights.models import Right

_SOURCE = "示例数据"
_WORKS, _GEAR, _FOOD = "示例精密机械有限公司", "云溪智能装备股份有限公司", "东篱食品有限公司"
_SCHOOL, _RICE = "示例理工大学", "示例市云溪贡米协会"
# kind, title, number, class, holder, filed, granted. The numbers are made up and have right check digits.
_RIGHTS = (
    (Kind.INVENTION, "一种示例齿轮箱", "202110000001.6", 0, _WORKS, date(2021, 1, 4), date(2022, 9, 6)),
    (Kind.UTILITY_MODEL, "一种示例夹具", "202220000001.6", 0, _GEAR, date(2022, 1, 4), date(2022, 7, 5)),
    (Kind.DESIGN, "包装盒（示例）", "202330000001.6", 0, _FOOD, date(2023, 1, 4), date(2023, 6, 6)),
    (Kind.TRADEMARK, "示例东篱", "90000001", 30, _FOOD, date(2016, 2, 1), date(2017, 3, 14)),
    (Kind.TRADEMARK, "示例东篱", "90000001", 29, _FOOD, date(2016, 2, 1), date(2017, 3, 14)),
    (Kind.COLLECTIVE_MARK, "示例云溪贡米", "90000002", 30, _RICE, date(2018, 5, 2), date(2019, 8, 7)),
    (Kind.INDICATION, "示例云溪贡米", "AGI00001", 0, _RICE, date(2010, 3, 1), date(2011, 5, 10)),
    (Kind.SOFTWARE_OF_ORGANISATION, "示例排产软件", "2023SR0000001", 0, _GEAR, date(2023, 2, 1), date(2023, 4, 3)),
    (Kind.LAYOUT_DESIGN, "示例电源芯片", "BS.225000001", 0, _SCHOOL, date(2022, 4, 1), date(2022, 9, 1)),
    (Kind.OTHER_VARIETY, "示例稻1号", "CNA20200001", 0, _SCHOOL, date(2020, 5, 6), date(2023, 5, 5)),
)  # fmt: skip


def create(*, at: datetime) -> None:
    """Put rights on file, unless somebody has already."""
    coordinator = holders(Role.COORDINATOR, on=timezone.localdate(at)).first()
    if coordinator is None or Right.objects.exists():
        return
    made = [
        actions.add_right(
            kind=kind, title=title, number=number, nice_class=nice, filed_on=filed,
            granted_on=granted, holders=[HeldBy(holder)], source=_SOURCE, by=coordinator, at=at,
        )
        for kind, title, number, nice, holder, filed, granted in _RIGHTS
    ]  # fmt: skip
    invention, model, design = made[:3]
    _happen(invention, model, design, coordinator, at)
    proof = actions.Upload("专利证书.txt", io.BytesIO("专利证书（示例材料）\n".encode()))
    actions.attach(right=invention, title="专利证书", upload=proof, by=coordinator, at=at)
    # Unsettled: as a source might write it.
    actions.add_right(
        kind=Kind.UTILITY_MODEL, title="一种示例支架", publication="CN209000001U",
        holders=[HeldBy("示例精密机械有限公司云溪分公司")], filed_on=date(2018, 11, 1),
        granted_on=date(2019, 7, 9), source=_SOURCE, by=coordinator, at=at,
    )  # fmt: skip


def _happen(pledged: Right, lapsed: Right, mistaken: Right, by: User, at: datetime) -> None:
    """One is pledged and sold in part, one has lapsed, of one something was told by mistake."""
    today = timezone.localdate(at)
    month = timedelta(days=30)
    begun = Told(What.BEGUN, today - 6 * month, today, side=Side.PLEDGED, reference="示例质押1号")
    actions.tell_event(right=pledged, event=begun, source="质押登记通知书（示例）", by=by, at=at)
    actions.change_holders(
        right=pledged, holders=[HeldBy(_WORKS), HeldBy(_SCHOOL)], effective_on=today - month,
        source="变更手续合格通知书（示例）", by=by, at=at,
    )  # fmt: skip
    ended = Told(What.LAPSED, today - 2 * month, today)
    for right in (lapsed, mistaken):
        told = actions.tell_event(right=right, event=ended, source="公报（示例）", by=by, at=at)
    actions.retract_event(event=told, reason="公报更正", by=by, at=at)
