"""Reading rules: all of a kind, the one of a day, those that have not begun."""

from collections.abc import Callable, Iterable
from datetime import date
from typing import Any, Final, Generic

from django.utils import timezone

from zhicheng.foundation.dated.models import Setting
from zhicheng.foundation.dated.rules import R, in_force

_read: Final[dict["Kind[Any]", tuple[date, tuple[Any, ...]]]] = {}
"""The rules of each kind, with the day on which this process read them."""


class Kind(Generic[R]):
    """The rules of one kind. read: all of them, the earliest first, what is built in included."""

    def __init__(self, read: Callable[[], Iterable[R]]) -> None:
        self._fresh = read

    def all(self) -> tuple[R, ...]:
        """As they stand now."""
        return tuple(self._fresh())

    def known(self) -> tuple[R, ...]:
        """Those of today and before. One query a day and process: what is read once a day may be kept for it,
        for a rule begins on a later day than it is set on, never at once and never in the past."""
        today = timezone.localdate()
        if _read.get(self, (None, ()))[0] != today:
            _read[self] = today, self.all()
        return _read[self][1]

    def on(self, day: date) -> R:
        """The rule of a day. Raises LookupError where there is none."""
        return in_force(self.all() if day > timezone.localdate() else self.known(), day)


def forget() -> None:
    """Read all rules afresh next time."""
    _read.clear()


def ahead(model: type[Setting], today: date) -> dict[date, int]:
    """The keys of the rules that have not begun, by the day on which they do."""
    rows = model._default_manager.filter(valid_from__gt=today)
    return dict(rows.values_list("valid_from", "pk"))
