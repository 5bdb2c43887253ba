"""What is right about a number, an event and holders, and who holds a right on a day."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Final, Protocol, TypeVar

from django.utils.translation import gettext

from zhicheng.engines.identifiers import IdentifierError, read
from zhicheng.engines.rights import Event, Kind, What
from zhicheng.register.parties.rules import Written
from zhicheng.register.rights.rules.words import FAMILIES, HAPPENS, KIND_NAMES, WHAT_NAMES, Family

_SOFTWARE, _WORK = ("software-copyright",), ("work-copyright",)
_MARK = ("trademark", "madrid-mark")
_SCHEMES: Final[Mapping[Kind, tuple[str, ...]]] = {
    Kind.INVENTION: ("cn-application",),
    Kind.UTILITY_MODEL: ("cn-application",),
    Kind.DESIGN: ("cn-application",),
    Kind.TRADEMARK: _MARK,
    Kind.COLLECTIVE_MARK: _MARK,
    Kind.INDICATION: ("agricultural-indication", "indication-announcement"),
    Kind.SOFTWARE_OF_ORGANISATION: _SOFTWARE,
    Kind.SOFTWARE_OF_PERSON: _SOFTWARE,
    Kind.WORK_OF_ORGANISATION: _WORK,
    Kind.WORK_OF_PERSON: _WORK,
    Kind.LAYOUT_DESIGN: ("layout-design",),
    Kind.WOODY_VARIETY: ("forestry-variety",),
    Kind.OTHER_VARIETY: ("agricultural-variety",),
}
"""In what form the number of each kind is written; of several the first that fits."""
_KIND: Final = re.compile(r"[A-Z]\d?$")
_NICE: Final = range(1, 46)
NO_CLASS: Final = 0


class NumberFault(ValueError):
    """Not such a number. The message is Chinese, for people."""


def number_of(kind: Kind, text: str) -> str:
    """The number of a right in its one form. Raises NumberFault, saying what is wrong."""
    said = ""
    for scheme in _SCHEMES[kind]:
        try:
            return read(scheme, text).value
        except IdentifierError as fault:
            said = said or str(fault)
    raise NumberFault(said)


def publication_of(text: str) -> str:
    """The number under which a patent is published, without country's kind of document: ``CN106844774``.

    Its application and its grant share it since 2007; before, they are two. Raises NumberFault.
    """
    try:
        return without_kind(read("cn-publication", text).value)
    except IdentifierError as fault:
        raise NumberFault(str(fault)) from fault


def without_kind(number: str) -> str:
    """A number of a publication without kind of document and correction: ``CN106844774A8`` → ``CN106844774``."""
    return _KIND.sub("", number)


def class_faults(kind: Kind, nice_class: int) -> dict[str, str]:
    """A mark is registered for each class by itself (件 = 类), anything else for none."""
    if FAMILIES[kind] is Family.MARK:
        if nice_class not in _NICE:
            return {"nice_class": gettext("商标须填写尼斯分类的类别，为 1 至 45。")}
    elif nice_class != NO_CLASS:
        return {"nice_class": gettext("只有商标填写尼斯分类的类别。")}
    return {}


def event_faults(kind: Kind, event: Event, others: Sequence[Event], today: date) -> dict[str, str]:
    """What is wrong with an event of a right: field → message (Chinese).

    others: what is believed of it already. today: the day on which it is told.
    """
    if event.what not in HAPPENS[FAMILIES[kind]]:
        said = gettext("%(kind)s没有“%(what)s”这种事件。")
        return {"what": said % {"kind": KIND_NAMES[kind], "what": WHAT_NAMES[event.what]}}
    if event.known_on > today:
        return {"known_on": gettext("知悉日期不能晚于今天。")}
    if event.effective_on > today:
        return {"effective_on": gettext("发生日期不能晚于今天；尚未发生的事件不登记。")}
    if event.what is What.TERM_COMPENSATED and event.days == 0:
        return {"days": gettext("请填写补偿的天数。")}
    if event.what is What.ENDED and not _has_begun(event, others):
        return {"side": gettext("没有登记过相应的开始，不能登记结束；请核对种类和合同号。")}
    return _order_faults(event, others)


def _has_begun(event: Event, others: Iterable[Event]) -> bool:
    same = (event.side, event.reference)
    return any(
        one.what is What.BEGUN and (one.side, one.reference) == same
        and one.effective_on <= event.effective_on
        for one in others
    )  # fmt: skip


def _order_faults(event: Event, others: Iterable[Event]) -> dict[str, str]:
    """No grant before its filing."""
    days = {one.what: one.effective_on for one in (*others, event)}
    filed, granted = days.get(What.FILED), days.get(What.GRANTED)
    if filed and granted and granted < filed:
        said = gettext("授权日期（%(granted)s）早于申请日期（%(filed)s），请核对。")
        return {"effective_on": said % {"granted": granted, "filed": filed}}
    return {}


def share_faults(names: Sequence[str], shares: Sequence[Decimal | None]) -> dict[str, str]:
    """Holders: at least one, each once; their shares are known of all or of none, and make one together."""
    if not names:
        return {"holders": gettext("请至少填写一个权利人。")}
    if len(set(names)) < len(names):
        return {"holders": gettext("同一个权利人只填写一次。")}
    known = [share for share in shares if share is not None]
    if not known:
        return {}
    if len(known) < len(shares):
        return {"holders": gettext("份额要么全部填写，要么全部不填。")}
    if any(share <= 0 for share in known) or sum(known) != 1:
        return {"holders": gettext("各权利人的份额须大于零，合计为 1。")}
    return {}


class Held(Protocol):
    """A holder as of a day, as known from another."""

    effective_on: date
    known_on: date
    retracted_on: date | None
    position: int


_Held = TypeVar("_Held", bound=Held)


def holders_on(rows: Iterable[_Held], on: date, known_on: date) -> list[_Held]:
    """Who held a right on a day, as known on another, in their order.

    Holders are told all at once, as of a day; of what was known, the latest as of a day that has come counts, and
    of several as of one day what was learned last. What was retracted by then does not count.
    """
    told = [
        row
        for row in rows
        if row.known_on <= known_on and row.effective_on <= on
        and (row.retracted_on is None or row.retracted_on > known_on)
    ]  # fmt: skip
    if not told:
        return []
    last = max((row.effective_on, row.known_on) for row in told)
    found = [row for row in told if (row.effective_on, row.known_on) == last]
    return sorted(found, key=lambda row: row.position)


@dataclass(frozen=True, slots=True)
class Facts:
    """What a row of a source says of one right. Numbers are in their one form (``rules``); empty where not known.

    place: of the row in the source. holders: as of ``held_on``. document: number of the publication, with kind.
    """

    kind: Kind
    title: str
    place: str = ""
    number: str = ""
    publication: str = ""
    nice_class: int = NO_CLASS
    symbols: tuple[str, ...] = ()
    events: tuple[Event, ...] = ()
    holders: tuple[Written, ...] = ()
    held_on: date | None = None
    known_on: date | None = None
    document: str = ""
    published_on: date | None = None
