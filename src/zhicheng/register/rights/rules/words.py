"""The words of the engine as officials say them, and what belongs to which kind of right."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext_lazy as _

from zhicheng.engines.rights import Kind, Side, State, What
from zhicheng.foundation.face.records import Text


class Family(StrEnum):
    """The six kinds of rights that the register keeps."""

    PATENT = "patent"
    MARK = "mark"
    INDICATION = "indication"
    COPYRIGHT = "copyright"
    LAYOUT = "layout"
    VARIETY = "variety"


FAMILY_NAMES: Final[Mapping[Family, Text]] = {
    Family.PATENT: _("专利"),
    Family.MARK: _("商标"),
    Family.INDICATION: _("地理标志"),
    Family.COPYRIGHT: _("著作权"),
    Family.LAYOUT: _("集成电路布图设计"),
    Family.VARIETY: _("植物新品种"),
}
KIND_NAMES: Final[Mapping[Kind, Text]] = {
    Kind.INVENTION: _("发明专利"),
    Kind.UTILITY_MODEL: _("实用新型专利"),
    Kind.DESIGN: _("外观设计专利"),
    Kind.TRADEMARK: _("商标"),
    Kind.COLLECTIVE_MARK: _("集体商标、证明商标"),
    Kind.INDICATION: _("地理标志保护产品"),
    Kind.SOFTWARE_OF_ORGANISATION: _("单位的软件著作权"),
    Kind.SOFTWARE_OF_PERSON: _("个人的软件著作权"),
    Kind.WORK_OF_ORGANISATION: _("单位的作品著作权"),
    Kind.WORK_OF_PERSON: _("个人的作品著作权"),
    Kind.LAYOUT_DESIGN: _("集成电路布图设计"),
    Kind.WOODY_VARIETY: _("木本和藤本植物新品种"),
    Kind.OTHER_VARIETY: _("其他植物新品种"),
}
FAMILIES: Final[Mapping[Kind, Family]] = {
    Kind.INVENTION: Family.PATENT,
    Kind.UTILITY_MODEL: Family.PATENT,
    Kind.DESIGN: Family.PATENT,
    Kind.TRADEMARK: Family.MARK,
    Kind.COLLECTIVE_MARK: Family.MARK,
    Kind.INDICATION: Family.INDICATION,
    Kind.SOFTWARE_OF_ORGANISATION: Family.COPYRIGHT,
    Kind.SOFTWARE_OF_PERSON: Family.COPYRIGHT,
    Kind.WORK_OF_ORGANISATION: Family.COPYRIGHT,
    Kind.WORK_OF_PERSON: Family.COPYRIGHT,
    Kind.LAYOUT_DESIGN: Family.LAYOUT,
    Kind.WOODY_VARIETY: Family.VARIETY,
    Kind.OTHER_VARIETY: Family.VARIETY,
}
WHAT_NAMES: Final[Mapping[What, Text]] = {
    What.CREATED: _("创作完成"),
    What.FIRST_USED: _("首次商业利用"),
    What.FIRST_PUBLISHED: _("首次发表"),
    What.AUTHOR_DIED: _("作者死亡"),
    What.FILED: _("申请"),
    What.PUBLISHED: _("公布或者初步审定公告"),
    What.OPPOSED: _("异议"),
    What.OPPOSITION_REJECTED: _("异议不成立"),
    What.REFUSED: _("驳回"),
    What.WITHDRAWN: _("撤回或者视为撤回"),
    What.GRANTED: _("授权或者注册、登记"),
    What.RENEWED: _("续展"),
    What.TERM_COMPENSATED: _("期限补偿"),
    What.PARTLY_INVALIDATED: _("宣告部分无效"),
    What.RESTORED: _("恢复"),
    What.LAPSED: _("终止"),
    What.ABANDONED: _("放弃"),
    What.CANCELLED: _("注销"),
    What.REVOKED: _("撤销"),
    What.INVALIDATED: _("宣告全部无效"),
    What.BEGUN: _("开始"),
    What.ENDED: _("结束"),
    What.TRANSFERRED: _("转让、转移"),
    What.HOLDER_CHANGED: _("权利人变更"),
    What.DECLASSIFIED: _("解密"),
}
SIDE_NAMES: Final[Mapping[Side, Text]] = {
    Side.LICENSED: _("许可"),
    Side.OPEN_LICENCE: _("开放许可"),
    Side.COMPULSORY_LICENCE: _("强制许可"),
    Side.PLEDGED: _("质押"),
    Side.PRESERVED: _("保全"),
    Side.SUSPENDED: _("中止"),
}
STATE_NAMES: Final[Mapping[State, Text]] = {
    State.UNKNOWN: _("不明"),
    State.NOT_YET: _("尚未申请"),
    State.FILED: _("已申请"),
    State.PUBLISHED: _("已公布"),
    State.OPPOSED: _("异议中"),
    State.REFUSED: _("已驳回"),
    State.WITHDRAWN: _("已撤回"),
    State.IN_FORCE: _("有效"),
    State.IN_GRACE: _("宽展期"),
    State.EXPIRED: _("期限届满"),
    State.LAPSED: _("已终止"),
    State.ABANDONED: _("已放弃"),
    State.CANCELLED: _("已注销"),
    State.REVOKED: _("已撤销"),
    State.INVALIDATED: _("已宣告无效"),
}

_ANY = frozenset(
    {
        What.FILED, What.GRANTED, What.TRANSFERRED, What.HOLDER_CHANGED, What.BEGUN, What.ENDED,
        What.CANCELLED, What.REVOKED, What.INVALIDATED, What.REFUSED, What.WITHDRAWN, What.PUBLISHED,
    }
)  # fmt: skip
_ENDS = frozenset({What.LAPSED, What.ABANDONED, What.RESTORED})
HAPPENS: Final[Mapping[Family, frozenset[What]]] = {
    Family.PATENT: _ANY
    | _ENDS
    | {What.TERM_COMPENSATED, What.PARTLY_INVALIDATED, What.DECLASSIFIED},
    Family.MARK: _ANY
    | {What.OPPOSED, What.OPPOSITION_REJECTED, What.RENEWED, What.PARTLY_INVALIDATED},
    Family.INDICATION: _ANY | {What.OPPOSED, What.OPPOSITION_REJECTED},
    Family.COPYRIGHT: _ANY | {What.CREATED, What.FIRST_PUBLISHED, What.AUTHOR_DIED},
    Family.LAYOUT: _ANY | {What.CREATED, What.FIRST_USED, What.ABANDONED},
    Family.VARIETY: _ANY | _ENDS,
}
"""What can happen to a right of each family."""
