"""The words of the engine: kinds of rights, what can happen to them, what becomes of them."""

from enum import StrEnum


class Kind(StrEnum):
    """A kind of right, as finely as terms and fees differ."""

    INVENTION = "invention"
    UTILITY_MODEL = "utility_model"
    DESIGN = "design"
    TRADEMARK = "trademark"
    COLLECTIVE_MARK = "collective_mark"
    """集体商标、证明商标: the form in which many indications are protected."""
    INDICATION = "indication"
    """地理标志保护产品、农产品地理标志."""
    SOFTWARE_OF_ORGANISATION = "software_of_organisation"
    SOFTWARE_OF_PERSON = "software_of_person"
    WORK_OF_ORGANISATION = "work_of_organisation"
    WORK_OF_PERSON = "work_of_person"
    LAYOUT_DESIGN = "layout_design"
    WOODY_VARIETY = "woody_variety"
    """林木、果树、观赏树木和藤本植物."""
    OTHER_VARIETY = "other_variety"


PATENTS = (Kind.INVENTION, Kind.UTILITY_MODEL, Kind.DESIGN)
MARKS = (Kind.TRADEMARK, Kind.COLLECTIVE_MARK)
WORKS_OF_ORGANISATIONS = (Kind.SOFTWARE_OF_ORGANISATION, Kind.WORK_OF_ORGANISATION)
WORKS_OF_PERSONS = (Kind.SOFTWARE_OF_PERSON, Kind.WORK_OF_PERSON)
COPYRIGHTS = (*WORKS_OF_ORGANISATIONS, *WORKS_OF_PERSONS)


class What(StrEnum):
    """What happened. The effective day of each is said where it is not plain."""

    CREATED = "created"
    FIRST_USED = "first_used"
    """首次商业利用, of a layout design."""
    FIRST_PUBLISHED = "first_published"
    """首次发表, of a work."""
    AUTHOR_DIED = "author_died"
    """Of several authors the last one."""

    FILED = "filed"
    PUBLISHED = "published"
    """发明公布、商标初步审定公告."""
    OPPOSED = "opposed"
    OPPOSITION_REJECTED = "opposition_rejected"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    """撤回, 视为撤回, 视为放弃取得专利权."""
    GRANTED = "granted"
    """授权公告日; a mark's day of registration, a work's of its certificate."""

    RENEWED = "renewed"
    """续展; effective when it was recorded. ``until``: the last day of the new term, where it is known."""
    TERM_COMPENSATED = "term_compensated"
    """专利权期限补偿, by ``days``; ``reference`` tells one decision from another."""
    PARTLY_INVALIDATED = "partly_invalidated"
    RESTORED = "restored"
    """恢复: undoes what ended the right, or the application, for a time limit that was missed."""

    LAPSED = "lapsed"
    """终止 for an annual fee not paid; effective on the day it was due (细则 art 115)."""
    ABANDONED = "abandoned"
    CANCELLED = "cancelled"
    """注销 of a mark; effective when the request was received (商标法实施条例 art 73)."""
    REVOKED = "revoked"
    """撤销; of a mark effective on the day of the announcement (商标法 art 55)."""
    INVALIDATED = "invalidated"
    """宣告全部无效: has never existed, whatever its effective day."""

    BEGUN = "begun"
    """A side state begins: ``side``, told apart by ``reference``."""
    ENDED = "ended"
    """A side state ends."""
    TRANSFERRED = "transferred"
    HOLDER_CHANGED = "holder_changed"
    DECLASSIFIED = "declassified"


class Side(StrEnum):
    """States beside the legal one: intervals that may overlap (细则 art 106)."""

    LICENSED = "licensed"
    OPEN_LICENCE = "open_licence"
    COMPULSORY_LICENCE = "compulsory_licence"
    PLEDGED = "pledged"
    PRESERVED = "preserved"
    SUSPENDED = "suspended"


class State(StrEnum):
    """The legal state on a day."""

    UNKNOWN = "unknown"
    """What is known does not tell: never to be counted as not valid."""
    NOT_YET = "not_yet"
    """Before there was a right, and before anything that is known of its application."""
    FILED = "filed"
    PUBLISHED = "published"
    OPPOSED = "opposed"
    REFUSED = "refused"
    WITHDRAWN = "withdrawn"
    IN_FORCE = "in_force"
    IN_GRACE = "in_grace"
    """宽展期: the term of a mark has run out, it may still be renewed."""
    EXPIRED = "expired"
    LAPSED = "lapsed"
    ABANDONED = "abandoned"
    CANCELLED = "cancelled"
    REVOKED = "revoked"
    INVALIDATED = "invalidated"


STAGES = {
    What.FILED: State.FILED,
    What.PUBLISHED: State.PUBLISHED,
    What.OPPOSED: State.OPPOSED,
    What.OPPOSITION_REJECTED: State.PUBLISHED,
    What.REFUSED: State.REFUSED,
    What.WITHDRAWN: State.WITHDRAWN,
}
"""What leads to which state before there is a right; of two on one day the later in this order counts."""
ENDINGS = {
    What.LAPSED: State.LAPSED,
    What.ABANDONED: State.ABANDONED,
    What.CANCELLED: State.CANCELLED,
    What.REVOKED: State.REVOKED,
}
"""What ends a right from its effective day on; of two on one day the earlier in this order counts."""
RESTORABLE = (What.LAPSED, What.WITHDRAWN)
"""What a restoration undoes: losses for a time limit that was missed (细则 art 6)."""
