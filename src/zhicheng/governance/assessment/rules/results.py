"""Who signs a result off (R-SC, appendix C)."""

from datetime import date

from django.utils.translation import gettext


def sign_off_faults(
    convener: str, signed_on: date, announced_on: date | None, today: date
) -> dict[str, str]:
    """What is wrong with a sign-off, by field. announced_on: the day on which the result was announced."""
    faults = {}
    if not convener.strip():
        faults["convener"] = gettext("请填写审定结果的召集人。")
    if signed_on > today:
        faults["signed_on"] = gettext("审定日期不能晚于今天。")
    elif announced_on is not None and signed_on < announced_on:
        faults["signed_on"] = gettext("审定日期不能早于结果公示的%(day)s。") % {
            "day": announced_on.isoformat()
        }
    return faults
