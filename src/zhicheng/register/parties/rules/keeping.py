"""What is kept of a party: its kinds, its industry, for what others act in its name."""

import re
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.register.parties.rules.names import PartyKind

KIND_NAMES = {PartyKind.ORGANISATION: _("单位"), PartyKind.PERSON: _("个人")}


class Sort(StrEnum):
    """What an organisation is, as far as the register needs it."""

    ENTERPRISE = "enterprise"
    UNIVERSITY = "university"
    INSTITUTE = "institute"
    HOSPITAL = "hospital"
    GOVERNMENT = "government"
    ASSOCIATION = "association"
    AGENCY = "agency"
    BANK = "bank"
    OTHER = "other"


SORT_NAMES = {
    Sort.ENTERPRISE: _("企业"),
    Sort.UNIVERSITY: _("高等学校"),
    Sort.INSTITUTE: _("科研机构"),
    Sort.HOSPITAL: _("医疗机构"),
    Sort.GOVERNMENT: _("机关事业单位"),
    Sort.ASSOCIATION: _("社会组织"),
    Sort.AGENCY: _("知识产权服务机构"),
    Sort.BANK: _("金融机构"),
    Sort.OTHER: _("其他单位"),
}


class NameKind(StrEnum):
    """What a name is to its party."""

    CURRENT = "current"
    FORMER = "former"
    ALIAS = "alias"


NAME_KINDS = {
    NameKind.CURRENT: _("现用名称"),
    NameKind.FORMER: _("曾用名"),
    NameKind.ALIAS: _("别名"),
}


class Settled(StrEnum):
    """How a name as written came to its party."""

    BY_RULE = "rule"
    OPEN = "open"
    BY_HAND = "hand"


SETTLED_NAMES = {
    Settled.BY_RULE: _("按规则认定"),
    Settled.OPEN: _("待确认"),
    Settled.BY_HAND: _("人工确认"),
}


class Matter(StrEnum):
    """For what an account acts in the name of a party."""

    ALL = "all"
    RIGHTS = "rights"
    SERVICES = "services"
    FINANCE = "finance"


MATTER_NAMES = {
    Matter.ALL: _("全部事项"),
    Matter.RIGHTS: _("知识产权的维持和变更"),
    Matter.SERVICES: _("申报和服务事项"),
    Matter.FINANCE: _("质押融资事项"),
}


def covers(mandate: Matter, matter: Matter) -> bool:
    """Whether a mandate for one matter is enough for another."""
    return mandate in (Matter.ALL, matter)


_INDUSTRY = re.compile(r"(?P<section>[A-T])(?:(?P<division>\d\d)\d{0,2})?")
# Divisions (大类) of each section (门类).
_DIVISIONS: Final = {
    "A": (1, 5), "B": (6, 12), "C": (13, 43), "D": (44, 46), "E": (47, 50), "F": (51, 52), "G": (53, 60),
    "H": (61, 62), "I": (63, 65), "J": (66, 69), "K": (70, 70), "L": (71, 72), "M": (73, 75), "N": (76, 79),
    "O": (80, 82), "P": (83, 83), "Q": (84, 85), "R": (86, 90), "S": (91, 96), "T": (97, 97),
}  # fmt: skip


def industry_faults(code: str) -> dict[str, str]:
    """What is wrong with a code of GB/T 4754-2017: section, and up to four digits; field → message (Chinese).

    Whether the group and class exist is not asked: the table of all codes is not on file.
    """
    found = _INDUSTRY.fullmatch(code)
    if found is None:
        said = gettext("国民经济行业代码为一个门类字母（A 至 T）加二至四位数字，如 C3563。")
        return {"industry": said}
    first, last = _DIVISIONS[found["section"]]
    if found["division"] and not first <= int(found["division"]) <= last:
        said = gettext("门类%(section)s的大类为 %(first)s 至 %(last)s，请核对行业代码。")
        return {
            "industry": said
            % {"section": found["section"], "first": f"{first:02}", "last": f"{last:02}"}
        }
    return {}
