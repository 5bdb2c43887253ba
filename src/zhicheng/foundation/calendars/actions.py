"""Verbs: load years from a file, take one back, take over what was published, ask for the next year."""

from collections.abc import Sequence
from datetime import date, datetime
from io import BytesIO

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhicheng.engines.calendar import CalendarYear, published
from zhicheng.engines.calendar.files import CalendarFileError, read_calendar
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.queries import holders
from zhicheng.foundation.audit.actions import Deed, record, record_all
from zhicheng.foundation.audit.permissions import Doer, require
from zhicheng.foundation.audit.registry import name_verbs
from zhicheng.foundation.calendars import queries
from zhicheng.foundation.calendars.following import followers
from zhicheng.foundation.calendars.models import LoadedYear
from zhicheng.foundation.calendars.permissions import LOADERS
from zhicheng.foundation.calendars.rules import asks_for_next_year
from zhicheng.foundation.face.told import told
from zhicheng.foundation.files.actions import store
from zhicheng.foundation.files.models import StoredFile
from zhicheng.foundation.files.rules import CALENDARS, RefusedFile, clean_name
from zhicheng.foundation.notices.actions import notify

name_verbs(
    {
        "calendars.load_year": _("载入放假调休安排"),
        "calendars.withdraw_year": _("撤回放假调休安排"),
    }
)


def load_file(*, content: bytes, name: str, by: Doer, at: datetime) -> list[LoadedYear]:
    """Load the years in a calendar file; all of them or, when anything is wrong, none.

    Raises ValidationError with everything that is wrong with the file, and when it says
    nothing that is not in force already.
    """
    require("calendars.load", by)
    try:
        found = read_calendar(content, name)
        file = store(BytesIO(content), name=name, allowed=CALENDARS)
    except CalendarFileError as error:
        raise ValidationError(str(error).splitlines()) from error
    except RefusedFile as error:
        raise ValidationError(str(error)) from error
    known = queries.calendar().years
    new = [one for one in found if not _same(one, known.get(one.year))]
    if not new:
        years = "、".join(told("%(year)s年", year=one.year) for one in found)
        raise ValidationError(_("%(years)s的安排与现行的相同，无需载入。") % {"years": years})
    return _load(new, file=file, name=clean_name(name), by=by, at=at, tell=True)


def load_published(*, by: Doer, at: datetime) -> list[LoadedYear]:
    """Put the years from this one on that the product's library has into the table, where it has none.

    So that the rooms above learn of a year that came with a new release. Returns the new rows.
    """
    require("calendars.load", by)
    this_year = timezone.localdate(at).year
    known = published().years
    numbers = queries.missing([number for number in known if number >= this_year])
    new = [known[number] for number in numbers]
    return _load(new, by=by, at=at, tell=any(number > this_year for number in numbers))


@transaction.atomic
def withdraw(*, loaded: LoadedYear, reason: str, by: Doer, at: datetime) -> None:
    """Take back a year that was loaded by mistake; dates that were counted by it are counted again.

    What holds then is the year as the product's library has it, else the estimate, which is marked as such
    (R-T-4). The row is kept: dates were computed with it. Raises PermissionDenied; ValidationError without a
    reason, when the row is not in force any more, and when the library says the same of the year.
    """
    require("calendars.load", by)
    reason = reason.strip()
    if not reason:
        raise ValidationError({"reason": _("请写明撤回的理由，例如误载、载入了征求意见稿。")})
    if _same(loaded.calendar_year(), published().years.get(loaded.year)):
        raise ValidationError(_("软件自带的安排与此相同，撤回后没有变化。"))
    before = queries.calendar().version
    rows = LoadedYear.objects.filter(pk=loaded.pk, in_force=True)
    if rows.update(in_force=False, withdrawn_at=at, withdrawn_because=reason) != 1:
        raise ValidationError(_("这一安排刚刚已被替换或撤回，请刷新后核对。"))
    loaded.refresh_from_db()
    calendar = queries.calendar()
    for follower in followers():
        follower(calendar, years=(loaded.year,), by=by, at=at)
    text = told("%(year)s年放假调休安排已撤回，有关日期已重新计算。", year=loaded.year)
    _tell(loaded, text, by=by, at=at)
    record(
        by=by, at=at, verb="calendars.withdraw_year", subject=loaded, before={"version": before},
        after={"version": calendar.version, "year": loaded.year}, reason=reason,
    )  # fmt: skip


@transaction.atomic
def _load(
    years: Sequence[CalendarYear],
    *,
    by: Doer,
    at: datetime,
    tell: bool,
    file: StoredFile | None = None,
    name: str = "",
) -> list[LoadedYear]:
    """Put years into force, call the followers, tell who looks after the calendars if ``tell``."""
    if not years:
        return []
    before = queries.calendar().version
    rows = [_put(one, file=file, name=name, by=by, at=at) for one in years]
    calendar = queries.calendar()
    for follower in followers():
        follower(calendar, years=tuple(row.year for row in rows), by=by, at=at)
    if tell:
        for row in rows:
            text = told("%(year)s年放假调休安排已载入，这一年的预计日期已重新计算。", year=row.year)
            _tell(row, text, by=by, at=at)
    change = {"before": {"version": before}, "after": {"version": calendar.version}}
    record_all([_deed(row, **change) for row in rows], by=by, at=at)
    return rows


def _put(
    year: CalendarYear, *, file: StoredFile | None, name: str, by: Doer, at: datetime
) -> LoadedYear:
    LoadedYear.objects.filter(year=year.year, in_force=True).update(in_force=False)
    row = LoadedYear(
        year=year.year,
        off=sorted(map(str, year.off)),
        work=sorted(map(str, year.work)),
        source=year.source,
        file=file,
        file_name=name,
        by=by if isinstance(by, User) else None,
        at=at,
    )
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as error:
        raise ValidationError(
            _("刚刚已有人载入%(year)s年的安排，请刷新后核对。") % {"year": year.year}
        ) from error
    return row


def _same(one: CalendarYear, other: CalendarYear | None) -> bool:
    return other is not None and (one.off, one.work) == (other.off, other.work)


def _deed(row: LoadedYear, *, before: dict[str, str], after: dict[str, str]) -> Deed:
    what = {
        "year": row.year,
        "source": row.source,
        "off": len(row.off),
        "work": len(row.work),
        "file": row.file.sha256 if row.file else "",
    }
    return Deed("calendars.load_year", row, before=before, after=after | what)


def _tell(row: LoadedYear, text: str, *, by: Doer, at: datetime) -> None:
    people = holders(*LOADERS, on=timezone.localdate(at))
    others = people.exclude(pk=by.pk) if isinstance(by, User) else people
    notify(to=others, text=text, url=reverse("calendars:year", args=[row.year]), at=at)


def ask_for_next_year(*, on: date, at: datetime) -> int:
    """Remind who looks after the calendars that the next year is missing. Returns how many were told.

    Once a week towards the end of the year (``rules.asks_for_next_year``), by the clock.
    """
    following = on.year + 1
    if not asks_for_next_year(on) or following in queries.calendar().years:
        return 0
    text = told(
        "%(following)s年放假调休安排尚未载入，该年的工作日期限暂按预计。通知发布后请及时载入。",
        following=following,
    )
    return notify(to=holders(*LOADERS, on=on), text=text, url=reverse("calendars:load"), at=at)
