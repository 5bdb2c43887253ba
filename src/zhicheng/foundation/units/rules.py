"""Names of units and codes of areas. Plain values only."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from enum import StrEnum

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

_CODE = re.compile(r"\d{6}(?:\d{3}|\d{6})?\Z", re.ASCII)


def is_area_code(code: str) -> bool:
    """Whether a code has the form of GB/T 2260 or its finer statistical codes: 6, 9 or 12 digits (R-ID-4)."""
    return _CODE.match(code) is not None


def tidy(name: str) -> str:
    """A name without blanks around or inside it, with Chinese brackets."""
    return re.sub(r"\s+", "", name).replace("(", "（").replace(")", "）")


def taken(name: str, others: Iterable[str]) -> bool:
    """Whether a name already means another unit. Two units must never answer to one name."""
    return tidy(name) in {tidy(other) for other in others}


class ReformKind(StrEnum):
    """What a reform of institutions (机构改革) makes of a unit."""

    RENAME = "rename"
    MERGE = "merge"
    ABOLISH = "abolish"


REFORM_NAMES = {
    ReformKind.RENAME: _("更名"),
    ReformKind.MERGE: _("并入其他单位"),
    ReformKind.ABOLISH: _("撤销，职责由其他单位承接"),
}
SUCCEEDED = (ReformKind.MERGE, ReformKind.ABOLISH)
"""After these another unit does the work."""


def reform_faults(on: date, today: date, last: date | None, document: str) -> dict[str, str]:
    """What keeps a reform from being carried out: field → message (Chinese).

    on: the first day on which it holds. last: the day of the unit's reform before, if there was one.
    """
    faults = {}
    if on > today:
        faults["on"] = gettext("施行日期未到，请在施行当日或之后办理。")
    elif last is not None and on <= last:
        faults["on"] = gettext("施行日期应晚于该单位上一次变动的%(day)s。") % {
            "day": last.isoformat()
        }
    if not document.strip():
        faults["document"] = gettext("请填写依据的文件。")
    return faults


def last_heirs(heirs: Mapping[int, int]) -> dict[int, int]:
    """Who does the work in the end, where a successor was itself succeeded. heirs: unit → its successor."""
    found = {}
    for unit, heir in heirs.items():
        seen = {unit}
        while heir in heirs and heir not in seen:
            seen.add(heir)
            heir = heirs[heir]
        found[unit] = heir
    return found
