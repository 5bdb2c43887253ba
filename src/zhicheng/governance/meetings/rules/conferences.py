"""When a conference can end, and a seat be taken off again."""

from collections.abc import Iterable
from datetime import date

from django.utils.translation import gettext

from zhicheng.governance.plans.rules.dates import slip_of


def founding_faults(founded_on: date, *, taken: bool) -> dict[str, str]:
    """What keeps a conference from being written down: field → message (Chinese). taken: one has its name."""
    faults = {}
    if taken:
        faults["name"] = gettext("已有同名的联席会议，没有重复登记。")
    if slip := slip_of(founded_on):
        faults["founded_on"] = slip
    return faults


def ending_faults(
    on: date,
    reason: str,
    *,
    founded_on: date,
    meetings: Iterable[tuple[str, date]],
    begins: Iterable[date],
) -> dict[str, str]:
    """What keeps a conference from ending with a day: field → message (Chinese).

    meetings: title and day of those that were not cancelled. begins: the days on which its seats begin.
    """
    faults = {}
    if not reason.strip():
        faults["reason"] = gettext("请填写结束的原因和依据。")
    if any(day > on for day in begins):
        faults["on"] = gettext("还有任期在该日之后开始的席位，请先删去或改选日期。")
    later = [(title, day) for title, day in meetings if day > on]
    if later:
        said = gettext("该日之后还有会议“%(title)s”（%(day)s）；未召开的请先取消。")
        faults["on"] = said % {"title": later[0][0], "day": later[0][1]}
    if on < founded_on:
        faults["on"] = gettext("结束日期不能早于成立日期。")
    if slip := slip_of(on):
        faults["on"] = slip
    return faults


def tenure_fault(valid_to: date | None, ended_on: date | None) -> str:
    """Why a seat cannot last so long (Chinese); empty where it can. ended_on: the last day of the conference,
    None while no end is known."""
    if ended_on is not None and (valid_to is None or valid_to > ended_on):
        return gettext("联席会议于%(day)s结束，任期不能超过这一天。") % {"day": ended_on}
    return ""


def dropping_fault(reason: str, used_by: str) -> dict[str, str]:
    """What keeps a seat from being taken off: field → message (Chinese). used_by: a meeting that took place
    with it, empty where none did; what was, ends, and is not taken away."""
    if used_by:
        said = gettext("“%(meeting)s”召开时该席位在任，不能删去；请结束任期。")
        return {"reason": said % {"meeting": used_by}}
    if not reason.strip():
        return {"reason": gettext("请填写删去的原因。")}
    return {}
