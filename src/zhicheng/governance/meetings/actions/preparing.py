"""Planning a meeting: when and where, what is on the agenda, which files go with it."""

from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.face.told import told
from zhicheng.foundation.files.actions import Upload, store_each
from zhicheng.foundation.files.rules import EVIDENCE
from zhicheng.foundation.notices.actions import notify
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.meetings.actions.common import open_for, step, written
from zhicheng.governance.meetings.models import AgendaItem, Conference, Material, Meeting
from zhicheng.governance.meetings.queries import people_of
from zhicheng.governance.meetings.rules import MeetingState, day_fault


@dataclass(frozen=True, slots=True)
class Frame:
    """What a meeting is called, when and where it is, and who leads it."""

    title: str
    held_on: date
    place: str
    chair: str

    def tidied(self, conference: Conference) -> "Frame":
        """Without blanks around the words. Raises ValidationError for what is left empty, and for a day before
        or after the conference."""
        words = {name: getattr(self, name).strip() for name in ("title", "place", "chair")}
        faults: dict[str, Any] = {n: _("请填写这一项。") for n, said in words.items() if not said}
        if fault := day_fault(self.held_on, conference.founded_on, conference.ended_on):
            faults["held_on"] = fault
        if faults:
            raise ValidationError(faults)
        return Frame(held_on=self.held_on, **words)


@transaction.atomic
def plan_meeting(*, conference: Conference, frame: Frame, by: User, at: datetime) -> Meeting:
    """Plan a meeting.

    Raises PermissionDenied; ValidationError for empty fields, a day before or after the conference, and where
    one of that title on that day is planned already: a button pressed twice plans one.
    """
    require("meetings.prepare", by)
    locked = Conference.objects.select_for_update().get(pk=conference.pk)
    tidy = frame.tidied(locked)
    same = locked.meetings.filter(title=tidy.title, held_on=tidy.held_on)
    if same.exclude(state=MeetingState.CANCELLED).exists():
        raise ValidationError({"title": _("这一天已有同名会议，没有重复登记。")})
    meeting = Meeting.objects.create(conference=locked, **asdict(tidy))
    step(meeting, "plan", told("筹备"), by=by, at=at)
    after = {"conference": conference.pk, "held_on": frame.held_on.isoformat()}
    record(by=by, at=at, verb="meetings.plan", subject=meeting, after=after)
    return meeting


@transaction.atomic
def change_frame(*, meeting: Meeting, frame: Frame, by: User, at: datetime) -> None:
    """Change day, place, title or chair before the meeting; who was invited is told. Of a meeting that was held,
    place, title and chair are corrected until its minutes are submitted. Attendance that was noted for one day
    is not attendance of another: it is noted anew.

    Raises PermissionDenied, Refused, Overtaken; ValidationError for empty fields, for another day of a meeting
    that was held, and for a day after one by which something resolved is to be done.
    """
    open_for(meeting, "frame", by)
    tidy = frame.tidied(meeting.conference)
    unnoted = _leave_day(meeting, tidy.held_on) if tidy.held_on != meeting.held_on else 0
    invited = meeting.state == MeetingState.INVITED
    people = people_of(meeting.conference, meeting.held_on) if invited else set()
    said = told("%(day)s，%(place)s", day=tidy.held_on, place=tidy.place)
    whole = told(
        "%(title)s：%(said)s，主持人%(chair)s", title=tidy.title, said=said, chair=tidy.chair
    )
    after = {"held_on": tidy.held_on.isoformat(), "attendance_dropped": unnoted}
    written(
        meeting, "change_frame", told("修改安排"), whole, by=by, at=at, after=after,
        changes=asdict(tidy),
    )  # fmt: skip
    text = told("会议安排有变：%(title)s，%(said)s", title=tidy.title, said=said)
    notify(to=people - {by}, text=text, url=reverse("meetings:meeting", args=[meeting.pk]), at=at)


def _leave_day(meeting: Meeting, day: date) -> int:
    """That a meeting may move to another day; what was noted for the one before goes. Returns how many notes."""
    if meeting.state == MeetingState.HELD:
        said = _("会议已经召开，会议日期不能再改；确认有误的，请先撤回召开确认。")
        raise ValidationError({"held_on": said})
    if meeting.resolutions.filter(due_on__lt=day).exists():
        said = _("已记录的议定事项完成时限早于这一天，请先核对议定事项。")
        raise ValidationError({"held_on": said})
    return meeting.attendances.all().delete()[0]


@transaction.atomic
def add_item(
    *,
    meeting: Meeting,
    title: str,
    unit: Unit | None,
    by: User,
    at: datetime,
    uploads: Iterable[Upload] = (),
) -> AgendaItem:
    """Put an item at the end of the agenda, with its files. unit: who reports on it.

    Raises PermissionDenied, Refused, Overtaken; ValidationError without a title or for unsuitable files.
    """
    open_for(meeting, "agenda", by)
    if not title.strip():
        raise ValidationError({"title": _("请填写议题。")})
    files, refused = store_each(uploads, allowed=EVIDENCE)
    if refused:
        raise ValidationError({"uploads": list(refused)})
    last = meeting.agenda.aggregate(last=Max("position"))["last"] or 0
    item = AgendaItem.objects.create(
        meeting=meeting, position=last + 1, title=title.strip(), unit=unit
    )
    Material.objects.bulk_create(Material(item=item, file=f, name=n) for f, n in files.items())
    after = {"item": item.pk, "files": [file.sha256 for file in files]}
    written(meeting, "add_item", told("列入议题"), item.title, by=by, at=at, after=after)
    return item


@transaction.atomic
def drop_item(*, item: AgendaItem, by: User, at: datetime) -> None:
    """Take an item off the agenda. Raises PermissionDenied, Refused, Overtaken."""
    meeting = item.meeting
    open_for(meeting, "agenda", by)
    after = {"item": item.pk}
    title = item.title
    item.delete()
    written(meeting, "drop_item", told("删去议题"), title, by=by, at=at, after=after)
