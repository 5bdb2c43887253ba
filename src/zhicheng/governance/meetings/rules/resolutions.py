"""What a resolution (议定事项) has to say."""

from datetime import date

from django.utils.translation import gettext

from zhicheng.governance.plans.rules.dates import slip_of

LONGEST = 1000
"""Characters of one resolution: what is longer is several."""


def resolution_faults(
    text: str, *, lead: bool, units: bool, due_on: date | None, held_on: date
) -> dict[str, str]:
    """What does not hold up: field → message (Chinese).

    Either it is work, with a unit that leads and a day, or it is none, with neither. held_on: the day of the
    meeting.
    """
    faults = {}
    if not text.strip():
        faults["text"] = gettext("请填写议定内容。")
    if len(text.strip()) > LONGEST:
        said = gettext("一项议定内容不超过 %(most)s 字，请分项填写。")
        faults["text"] = said % {"most": LONGEST}
    if due_on is not None and not lead:
        faults["lead"] = gettext("有完成时限的事项，请指定牵头单位。")
    if lead and due_on is None:
        faults["due_on"] = gettext("交单位办理的事项，请填写完成时限。")
    if units and not lead:
        faults["lead"] = gettext("有责任单位的事项，请指定牵头单位。")
    if due_on is not None and (slip := slip_of(due_on)):
        faults["due_on"] = slip
    if due_on is not None and due_on < held_on:
        faults["due_on"] = gettext("完成时限不能早于会议日期。")
    return faults
