"""Example tables for lights, as data: cities give colours different meanings (R-SC-2: PARAM per city).

The first is in force until a city sets its own. The others begin when a city takes them over.
"""

from datetime import date
from typing import Final

from django.utils.translation import gettext_noop

from zhicheng.governance.tasks.rules.lights import Colour, Condition, DayKind, Lamp, LightTable

_BEGINNING = date(2000, 1, 1)
_MEANINGS: Final = {
    Condition.OVERDUE: gettext_noop("过了完成时限仍未销号。"),
    Condition.BEHIND: gettext_noop("已核实的进度低于节点要求。"),
    Condition.LATE_START: gettext_noop("交办后超过签收期限仍未签收。"),
    Condition.BEGUN_LATE: gettext_noop("超过签收期限才签收，已核实的进度尚未赶上时间进度。"),
    Condition.SOON: gettext_noop("距完成时限已近。"),
}
_EVERYWHERE: Final = (
    Lamp(
        Condition.NORMAL,
        Colour.GREEN,
        gettext_noop("正常"),
        gettext_noop("在时限内，进度符合节点要求。"),
    ),
    Lamp(
        Condition.FROZEN,
        Colour.GREY,
        gettext_noop("已冻结"),
        gettext_noop("经市领导批准暂停，保持冻结当日的灯色，不转绿。"),
    ),
    Lamp(
        Condition.DONE, Colour.GREEN, gettext_noop("办结"), gettext_noop("复核员凭佐证材料销号。")
    ),
    Lamp(Condition.ENDED, Colour.GREY, gettext_noop("终止"), gettext_noop("现行方案不再安排。")),
)


def _lamps(*dated: tuple[Condition, Colour, str]) -> tuple[Lamp, ...]:
    """The dated conditions in their order of precedence, each with colour and name; then what is in time or
    rests, which the examples show alike."""
    return (*(Lamp(c, colour, name, _MEANINGS[c]) for c, colour, name in dated), *_EVERYWHERE)


THREE_COLOURS: Final = LightTable(
    name=gettext_noop("绿黄红"),
    valid_from=_BEGINNING,
    valid_to=None,
    source=gettext_noop(
        "系统默认：绿为正常，黄为临期或未达序时进度，红为逾期；各市另有规定的从其规定"
    ),
    soon=30,
    soon_kind=DayKind.CALENDAR,
    sign_within=5,
    lamps=_lamps(
        (Condition.OVERDUE, Colour.RED, gettext_noop("逾期")),
        (Condition.BEHIND, Colour.YELLOW, gettext_noop("滞后")),
        (Condition.LATE_START, Colour.YELLOW, gettext_noop("逾期未签收")),
        (Condition.BEGUN_LATE, Colour.YELLOW, gettext_noop("启动滞后")),
        (Condition.SOON, Colour.YELLOW, gettext_noop("临期")),
    ),
)
BLUE_YELLOW_RED: Final = LightTable(
    name=gettext_noop("蓝黄红"),
    valid_from=_BEGINNING,
    valid_to=None,
    source=gettext_noop("示例：蓝为临近时限，黄为未达序时进度，红为逾期"),
    soon=10,
    soon_kind=DayKind.WORKING,
    sign_within=3,
    lamps=_lamps(
        (Condition.OVERDUE, Colour.RED, gettext_noop("逾期")),
        (Condition.BEHIND, Colour.YELLOW, gettext_noop("未达序时")),
        (Condition.LATE_START, Colour.YELLOW, gettext_noop("逾期未签收")),
        (Condition.BEGUN_LATE, Colour.YELLOW, gettext_noop("启动滞后")),
        (Condition.SOON, Colour.BLUE, gettext_noop("临近时限")),
    ),
)
BLUE_ORANGE_RED: Final = LightTable(
    name=gettext_noop("蓝橙红"),
    valid_from=_BEGINNING,
    valid_to=None,
    source=gettext_noop("示例：蓝、橙、红逐级升级，依次为提醒、预警、督办"),
    soon=20,
    soon_kind=DayKind.WORKING,
    sign_within=5,
    lamps=_lamps(
        (Condition.OVERDUE, Colour.RED, gettext_noop("督办")),
        (Condition.SOON, Colour.ORANGE, gettext_noop("预警")),
        (Condition.BEHIND, Colour.BLUE, gettext_noop("提醒：进度滞后")),
        (Condition.LATE_START, Colour.BLUE, gettext_noop("提醒：尚未签收")),
        (Condition.BEGUN_LATE, Colour.BLUE, gettext_noop("提醒：启动滞后")),
    ),
)
EXAMPLES: Final = (THREE_COLOURS, BLUE_YELLOW_RED, BLUE_ORANGE_RED)
