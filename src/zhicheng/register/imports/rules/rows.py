"""What the register makes of a publication: facts of one right, or the reason why it is left out."""

from datetime import date
from enum import StrEnum
from typing import Final

from django.utils.translation import gettext_lazy as _
from django.utils.translation import gettext_noop

from zhicheng.engines.patents import FIELDS, Fault, Publication
from zhicheng.engines.patents import Right as PatentRight
from zhicheng.engines.rights import Event, EventError, Kind, What
from zhicheng.foundation.face.records import Shown
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
_TO_COME = gettext_noop("公布（公告）日还没有到，未导入；请核对这个日期。")
_NO_TITLE = gettext_noop("没有名称，未导入。")
_NOBODY = gettext_noop("没有申请人或者专利权人，未导入。")
_LONG = gettext_noop("名称或者权利人过长，未导入；可能是各列错位。")


class Policy(StrEnum):
    """What becomes of a row whose right another source has put on file."""

    UPDATE = "update"
    SKIP = "skip"
    STOP = "stop"


class Outcome(StrEnum):
    """What the report says of a row; CHECK: of the file as a whole."""

    LEFT_OUT = "left_out"
    SKIPPED = "skipped"
    REPEATED = "repeated"
    DOUBT = "doubt"
    CHECK = "check"


POLICY_NAMES: Final = {
    Policy.UPDATE: _("补充新的事实，原有记载不变"),
    Policy.SKIP: _("跳过，原有权利不作任何补充"),
    Policy.STOP: _("遇到已登记或者不能导入的行即停止"),
}
OUTCOME_NAMES: Final = {
    Outcome.LEFT_OUT: _("未导入"),
    Outcome.SKIPPED: _("已登记，跳过"),
    Outcome.REPEATED: _("与前面的行重复"),
    Outcome.DOUBT: _("已导入，有疑问"),
    Outcome.CHECK: _("整个文件，请核对"),
}
NOT_IN: Final = (Outcome.LEFT_OUT, Outcome.SKIPPED)
"""Rows that did not go in."""
SKIPPED: Final = gettext_noop("这项权利已由其他来源登记，按所选方式跳过。")
REPEATED: Final = gettext_noop("与文件中前面的一行是同一份文献，没有重复登记。")
STOPPED: Final = gettext_noop("在%(place)s停止：%(said)s其前各行已导入，可以撤销导入。")
ON_FILE: Final = gettext_noop("这项权利已由其他来源登记。")


MENDED: Final = tuple(
    FIELDS[name]
    for name in (
        "pub_no", "pub_date", "app_no", "app_date", "title", "applicants", "address", "classes",
    )
)  # fmt: skip
"""Heads of the table of rows to be mended; the reader knows each of them."""


def cells_of(found: Publication | Fault) -> tuple[Shown, ...]:
    """A row as a table has it that is mended and brought again, below ``MENDED``; of one that could not be read,
    nothing. What was no number stands as it was."""
    if isinstance(found, Fault):
        return (None,) * len(MENDED)
    people = found.applicants
    return (
        found.publication.written, found.publication.date, found.app_no_raw or found.application.number,
        found.application.date, found.title, ";".join(one.name for one in people),
        people[0].address if people else "", ";".join(one.symbol for one in found.classes),
    )  # fmt: skip


class LeftOut(ValueError):
    """A publication that does not go into the register. The message is Chinese, for people."""


def facts_of(found: Publication, today: date) -> Facts:
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
        (day is not None and day > today, _TO_COME),
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
