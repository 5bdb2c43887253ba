"""Meetings: agenda, materials, attendance, resolutions, history."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.audit.models import Happened, deputy_of_another
from zhicheng.foundation.documents.models import Template
from zhicheng.foundation.files.models import StoredFile
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.meetings.models.conferences import Conference, Seat
from zhicheng.governance.meetings.rules import (
    PRESENCE_NAMES,
    STATE_NAMES,
    MeetingState,
    Presence,
)
from zhicheng.governance.plans.models import Item

_PERSON = settings.AUTH_USER_MODEL
_CONFIRMED = Q(state=MeetingState.CONFIRMED)


class Meeting(models.Model):
    """One meeting. summary: what the minutes say besides the items.

    confirmed_on, file, template, context: the minutes as they were issued, what they were made from, and
    with what: made again from both, they are the same. version: counts the changes; an UPDATE names the one
    that it saw.
    """

    conference = models.ForeignKey(
        Conference, models.PROTECT, related_name="meetings", verbose_name=_("联席会议")
    )
    title = models.CharField(_("会议名称"), max_length=100)
    held_on = models.DateField(_("会议日期"))
    place = models.CharField(_("地点"), max_length=100)
    chair = models.CharField(_("主持人"), max_length=60)
    state = models.CharField(
        _("状态"),
        max_length=9,
        choices=[(s.value, n) for s, n in STATE_NAMES.items()],
        default=MeetingState.PLANNED,
    )
    version = models.PositiveIntegerField(default=0)
    summary = models.TextField(_("会议概况"), blank=True)
    confirmed_on = models.DateField(_("印发日期"), null=True, blank=True)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("纪要")
    )
    template = models.ForeignKey(Template, models.PROTECT, null=True, blank=True, related_name="+")
    context = models.JSONField(default=dict, blank=True)

    class Meta:
        ordering = ["-held_on", "-id"]
        verbose_name = verbose_name_plural = _("会议")
        constraints = [
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in MeetingState]), name="meeting_state_known"
            ),
            models.CheckConstraint(
                condition=_CONFIRMED & Q(file__isnull=False, confirmed_on__isnull=False)
                | ~_CONFIRMED & Q(file=None, confirmed_on=None),
                name="meeting_confirmed_has_minutes",
            ),
        ]

    def __str__(self) -> str:
        return self.title


class AgendaItem(models.Model):
    """What is dealt with (议题). unit: who reports on it. outcome: what came of it (审议结果)."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="agenda")
    position = models.PositiveSmallIntegerField()
    title = models.CharField(_("议题"), max_length=200)
    unit = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("汇报单位")
    )
    outcome = models.TextField(_("审议结果"), blank=True)

    class Meta:
        ordering = ["meeting", "position", "id"]
        verbose_name = verbose_name_plural = _("议题")

    def __str__(self) -> str:
        return self.title


class Material(models.Model):
    """A file that goes with an item of the agenda (会议材料)."""

    item = models.ForeignKey(AgendaItem, models.CASCADE, related_name="materials")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    name = models.CharField(_("文件名"), max_length=200)

    class Meta:
        ordering = ["item", "id"]
        verbose_name = verbose_name_plural = _("会议材料")
        constraints = [models.UniqueConstraint(fields=["item", "file"], name="material_once")]

    def __str__(self) -> str:
        return self.name


class Attendance(models.Model):
    """Whether the holder of a seat came. unit_name: what the unit was called on the day. deputy: who came
    in the place of the holder."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="attendances")
    seat = models.ForeignKey(Seat, models.PROTECT, related_name="attendances")
    unit_name = models.CharField(_("单位名称"), max_length=80, blank=True)
    presence = models.CharField(
        _("出席情况"), max_length=8, choices=[(p.value, n) for p, n in PRESENCE_NAMES.items()]
    )
    deputy = models.CharField(_("参会人"), max_length=60, blank=True)

    class Meta:
        ordering = ["meeting", "seat"]
        verbose_name = verbose_name_plural = _("出席情况")
        constraints = [
            models.UniqueConstraint(fields=["meeting", "seat"], name="attendance_once_a_seat"),
            models.CheckConstraint(
                condition=Q(presence=Presence.DEPUTY) & ~Q(deputy="")
                | ~Q(presence=Presence.DEPUTY) & Q(deputy=""),
                name="attendance_deputy_named",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.seat} {PRESENCE_NAMES[Presence(self.presence)]}"


class Resolution(models.Model):
    """What a meeting resolved (议定事项). With a lead and a day it is work, and becomes a task of the ledger.

    item: where the ledger's plan of this meeting orders it; its key is the task's.
    """

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="resolutions")
    position = models.PositiveSmallIntegerField()
    text = models.TextField(_("议定内容"))
    lead = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("牵头单位")
    )
    units = models.ManyToManyField(Unit, blank=True, related_name="+", verbose_name=_("责任单位"))
    due_on = models.DateField(_("完成时限"), null=True, blank=True)
    item = models.OneToOneField(
        Item, models.PROTECT, null=True, blank=True, related_name="resolution"
    )

    class Meta:
        ordering = ["meeting", "position", "id"]
        verbose_name = verbose_name_plural = _("议定事项")
        constraints = [
            models.CheckConstraint(
                condition=Q(lead=None, due_on=None) | Q(lead__isnull=False, due_on__isnull=False),
                name="resolution_is_work_or_none",
            ),
            models.CheckConstraint(condition=~Q(text=""), name="resolution_says_something"),
        ]

    def __str__(self) -> str:
        return self.text[:60]


class MeetingStep(Happened):
    """One thing that happened to a meeting; rows are added, never changed."""

    meeting = models.ForeignKey(Meeting, models.PROTECT, related_name="steps")
    state_to = models.CharField(max_length=9, blank=True)
    reason = models.TextField(_("说明"), blank=True)
    by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")

    class Meta(Happened.Meta):
        indexes = [models.Index(fields=["meeting", "at"], name="step_of_meeting")]
        constraints = [deputy_of_another("meeting_step_deputy_of_another")]
