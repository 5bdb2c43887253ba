"""In what capacities somebody acts in this room."""

from enum import StrEnum
from typing import Final

from django.utils.translation import gettext_noop


class As(StrEnum):
    """In what capacity someone acts. ADVISER: head of the unit that is asked for its opinion."""

    OFFICER = "officer"
    HEAD = "head"
    COUNTY = "county"
    COORDINATOR = "coordinator"
    VERIFIER = "verifier"
    LEADER = "leader"
    ADVISER = "adviser"
    CLOCK = "clock"


AS_NAMES = {
    As.OFFICER: gettext_noop("承办单位联络员"),
    As.HEAD: gettext_noop("承办单位负责人"),
    As.COUNTY: gettext_noop("县区联络员"),
    As.COORDINATOR: gettext_noop("联席会议办公室统筹协调员"),
    As.VERIFIER: gettext_noop("联席会议办公室复核员"),
    As.LEADER: gettext_noop("市领导"),
    As.ADVISER: gettext_noop("征求意见单位负责人"),
    As.CLOCK: gettext_noop("系统每日检查"),
}
UNIT: Final = (As.OFFICER, As.HEAD, As.COUNTY)


def actors(*names: As) -> dict[str, str]:
    """The actors of a procedure with their Chinese titles."""
    return {name.value: AS_NAMES[name] for name in names}
