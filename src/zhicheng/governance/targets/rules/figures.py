"""Which figures can be taken in, and what to propose as a baseline."""

import re
from datetime import date
from decimal import Decimal
from typing import Final

from django.utils.translation import gettext

from zhicheng.governance.targets.rules.demands import Demand
from zhicheng.governance.targets.rules.period import first_day
from zhicheng.governance.targets.rules.units import convert

PLACES: Final = 6
DIGITS: Final = 15
"""What the database keeps exactly on every engine: so many digits, before the point and in all."""
FIRST_YEAR: Final = 1980
LAST_YEAR: Final = 2100
"""A day outside of these is a slip of the pen, such as 0206 for 2026."""
_WRITTEN = re.compile(
    r"约?\s*(?P<number>\d[\d,]*(?:\.\d+)?)\s*(?P<unit>\S*?)[（(]?(?:20\d\d年?)?[）)]?"
)
_CHANGES = re.compile(r"增速|增长|增幅|涨幅|降幅|净增|同比|环比|变化|变动|差额")
_SHARES = re.compile(
    r"占比|比重|占有率|覆盖率|普及率|知晓率|参保率|入网率|上线率|公开率|办结率|结案率|办理率|受理率|答复率|"
    r"及时率|准确率|差错率|履约率|采纳率|满意率|满意度|好评率|合格率|优良率|优秀率|达标率|通过率|抽检率|检出率"
)
"""What an indicator is called that counts a part of a whole. 完成率 is none of these: a plan can be
exceeded; nor are 转化率, 使用率, 执行率, whose whole differs from place to place."""
_WHOLE: Final = Decimal(100)
_PLAUSIBLE: Final = 100
"""A baseline without a unit that is this many times smaller or larger than what is demanded was most
likely written in another magnitude (4.1 under a head that says 万件): it is not proposed."""


def figure_faults(
    demand: Demand, value: Decimal, unit: str, as_of: date, today: date
) -> dict[str, str]:
    """What does not hold up in an observation: field → message (Chinese). Empty when all is well."""
    faults = {}
    if as_of > today:
        faults["as_of"] = gettext("数值日期%(as_of)s还没有到，只能填报已经发生的数值。") % {
            "as_of": as_of
        }
    elif too_early := earliness(demand, as_of):
        faults["as_of"] = too_early
    if fault := value_fault(demand, value, unit):
        faults[fault[0]] = fault[1]
    return faults


def earliness(demand: Demand, as_of: date) -> str:
    """What to say (Chinese) of a day that is too early for a value, most likely a slip; empty for all others."""
    first = first_day(demand)
    if (slip := slip_of(as_of)) or first is None or as_of >= first:
        return slip
    if demand.cumulative:
        return gettext("累计指标从%(start)s起算，不能填报更早的数值。") % {"start": first}
    return gettext(
        "数值日期%(as_of)s过早：只收方案期内和基期年（方案开始的前一年）的数值，最早为%(first)s，请核对日期。"
    ) % {"as_of": as_of, "first": first}


def is_signed(indicator: str, unit: str, value: Decimal | None = None) -> bool:
    """Whether what an indicator measures may be negative: a growth or a change may, and points by which
    something moves; a share, a score or a stock may not – unless the plan itself demands such a value."""
    demanded = value is not None and value < 0
    return demanded or bool(_CHANGES.search(indicator)) or unit.endswith("百分点")


def is_share(indicator: str, unit: str, value: Decimal | None = None) -> bool:
    """Whether what an indicator measures is a part of a whole, in per cent, and cannot be more than 100 –
    unless the plan itself demands more, or it is the share's growth that is measured."""
    if unit.strip() not in ("%", "％") or _CHANGES.search(indicator):
        return False
    demanded = value is not None and value > _WHOLE
    return not demanded and bool(_SHARES.search(indicator))


def value_fault(demand: Demand, value: Decimal, unit: str) -> tuple[str, str] | None:
    """The field that is wrong, and why; None when value and unit hold up."""
    exact = convert(value, unit, demand.unit) if _fits(value) else value
    if exact is None:
        said = f"“{unit}”" if unit else gettext("空")
        return "unit", gettext("指标的计量单位是“%(unit)s”，填报的是%(said)s，不能精确换算。") % {
            "unit": demand.unit,
            "said": said,
        }
    if not (_fits(value) and _fits(exact)):
        return "value", gettext("数值最多%(digits)s位、小数最多%(places)s位，请核对。") % {
            "digits": DIGITS,
            "places": PLACES,
        }
    if exact < 0 and not demand.signed:
        return "value", gettext("数值不能为负数；只有增长率、增幅、变化等指标可以为负。")
    if demand.share and exact > _WHOLE:
        return "value", gettext("占比、覆盖率、办结率等比率不能超过100%，请核对数值。")
    if demand.comes_whole and exact != exact.to_integral_value():
        return "value", (
            gettext(
                "按“%(unit)s”计的数量应为整数；如填报的是每万人等比率，请先核对指标的计量单位。"
            )
            % {"unit": demand.unit}
        )
    return None


def slip_of(day: date) -> str:
    """What to say (Chinese) of a day that lies in no year that can be meant; empty for all others."""
    if FIRST_YEAR <= day.year <= LAST_YEAR:
        return ""
    return gettext("年份应在%(first)s至%(last)s之间，请核对日期。") % {
        "first": FIRST_YEAR,
        "last": LAST_YEAR,
    }


def _fits(value: Decimal) -> bool:
    """Whether the database keeps it as it is: finite, and neither too long, too large nor too fine.

    Nothing is computed with a value before this was asked: 1e400 has one digit.
    """
    _sign, digits, exponent = value.as_tuple()
    if not isinstance(exponent, int):  # NaN, infinity
        return False
    if not any(digits):
        return True
    written = len("".join(map(str, digits)).strip("0"))
    finest = value.adjusted() - written + 1
    return written <= DIGITS and value.adjusted() < DIGITS and -finest <= PLACES


def suggested_baseline(written: str, demand: Demand) -> Decimal | None:
    """The baseline that a plan writes (5.2, 4.1万件), in the target's unit; None where that is not sure."""
    found = _WRITTEN.fullmatch(written.strip())
    if found is None or demand.value is None:
        return None
    value = Decimal(found["number"].replace(",", ""))
    if found["unit"]:
        return convert(value, found["unit"], demand.unit)
    near = demand.value / _PLAUSIBLE <= value <= demand.value * _PLAUSIBLE
    return value if near else None
