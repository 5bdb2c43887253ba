"""Who signs a result off (R-SC, appendix C)."""

from datetime import date
from typing import Final

from django.utils.translation import gettext

LONGEST_CONVENER: Final = 60
"""Characters."""


def sign_off_faults(
    convener: str,
    signed_on: date,
    *,
    announced_on: date | None,
    changed_on: date | None,
    today: date,
) -> dict[str, str]:
    """What is wrong with a sign-off, by field. announced_on: the day on which the result was announced.
    changed_on: the day on which an appeal that was upheld changed it last."""
    faults = {}
    if not convener.strip():
        faults["convener"] = gettext("请填写审定结果的召集人。")
    elif len(convener.strip()) > LONGEST_CONVENER:
        faults["convener"] = gettext("召集人不超过%(longest)s个字。") % {
            "longest": LONGEST_CONVENER
        }
    if signed_on > today:
        faults["signed_on"] = gettext("审定日期不能晚于今天。")
    elif announced_on is not None and signed_on < announced_on:
        faults["signed_on"] = gettext("审定日期不能早于结果公示的%(day)s。") % {
            "day": announced_on.isoformat()
        }
    elif changed_on is not None and signed_on < changed_on:
        faults["signed_on"] = gettext("审定日期不能早于申诉改定结果的%(day)s。") % {
            "day": changed_on.isoformat()
        }
    return faults
