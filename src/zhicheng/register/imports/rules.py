"""What the register makes of a publication: facts of one right, or the reason why it is left out."""

from typing import Final

from django.utils.translation import gettext_noop

from zhicheng.engines.patents import Publication
from zhicheng.engines.patents import Right as PatentRight
from zhicheng.engines.rights import Event, EventError, Kind, What
from zhicheng.foundation.face.told import told
from zhicheng.register.parties.rules import Written
from zhicheng.register.rights.rules import Facts, NumberFault, number_of, publication_of

_KINDS: Final = {
    PatentRight.INVENTION: Kind.INVENTION,
    PatentRight.UTILITY: Kind.UTILITY_MODEL,
    PatentRight.DESIGN: Kind.DESIGN,
}
_APPLICATION: Final = "A"
"""发明公布; every other kind of document of the Chinese office is a grant."""
TITLE_LONGEST, NAME_LONGEST = 500, 200
_FOREIGN = gettext_noop("不是中国专利文献，未导入。")
_NO_KIND = gettext_noop("看不出是发明、实用新型还是外观设计，未导入。")
_NO_DAY = gettext_noop("没有公布（公告）日，未导入。")
_EARLY = gettext_noop("公布（公告）日早于申请日，未导入；请核对这两个日期。")
_NO_TITLE = gettext_noop("没有名称，未导入。")
_NOBODY = gettext_noop("没有申请人或者专利权人，未导入。")
_LONG = gettext_noop("名称或者权利人过长，未导入；可能是各列错位。")


class LeftOut(ValueError):
    """A publication that does not go into the register. The message is Chinese, for people."""


def facts_of(found: Publication) -> Facts:
    """The facts of a right that a publication of the Chinese office tells, known since it was published.

    Who holds a patent is known as of its publication or grant: who applied before may have been somebody else.
    Raises LeftOut, saying why.
    """
    number, day = found.publication, found.publication.date
    kind = _KINDS.get(found.right)
    for wrong, said in (
        (number.country != "CN", _FOREIGN),
        (kind is None, _NO_KIND),
        (day is None, _NO_DAY),
        (not found.title.strip(), _NO_TITLE),
        (not found.applicants, _NOBODY),
        (_is_too_long(found), _LONG),
    ):
        if wrong:
            raise LeftOut(told(said))
    assert kind is not None and day is not None  # noqa: S101 - asked above
    filed = found.application.date
    if filed is not None and filed > day:
        raise LeftOut(told(_EARLY))
    what = What.PUBLISHED if number.kind.startswith(_APPLICATION) else What.GRANTED
    try:
        events = [Event(What.FILED, filed, day)] if filed is not None else []
        return Facts(
            kind=kind, title=found.title.strip(), place=found.place, number=_number(kind, found),
            publication=publication_of(number.written), events=(*events, Event(what, day, day)),
            symbols=tuple(f"{one.scheme}:{one.symbol}" for one in found.classes),
            holders=tuple(Written(one.name, one.address) for one in found.applicants),
            held_on=day, known_on=day, document=number.written, published_on=day,
        )  # fmt: skip
    except (NumberFault, EventError) as fault:
        raise LeftOut(str(fault)) from fault


def _number(kind: Kind, found: Publication) -> str:
    """The number of the application, empty where it is mangled: the reader has kept what stood there."""
    if not found.application.number:
        return ""
    try:
        return number_of(kind, found.application.number)
    except NumberFault:
        return ""


def _is_too_long(found: Publication) -> bool:
    names = max((len(one.name) for one in found.applicants), default=0)
    return len(found.title) > TITLE_LONGEST or names > NAME_LONGEST
