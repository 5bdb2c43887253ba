"""Systems that plans order, their milestones, what was said of them, and the steps of the work."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.audit.models import Happened, deputy_of_another
from zhicheng.foundation.files.models import StoredFile
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.plans.models import Item, Plan, Version
from zhicheng.governance.systems.rules import STATE_NAMES, State

_STATES = [(state.value, name) for state, name in STATE_NAMES.items()]


class System(models.Model):
    """A system of the build list. It goes on through later versions, and is never deleted.

    item: where the version in force lists it; key: its name through all versions. owner: the unit that
    builds it. link: where it runs; no_link: why there is none. version: counts the changes; an UPDATE
    names the version that it saw, so that of two officers one wins and the other is told. ended_in: the
    version that no longer lists it.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="systems", verbose_name=_("方案"))
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    key = models.UUIDField()
    position = models.PositiveIntegerField()
    path = models.CharField(_("条目"), max_length=120, blank=True)
    chapter = models.CharField(_("章"), max_length=200, blank=True)
    name = models.CharField(_("系统名称"), max_length=200)
    owner = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("建设单位")
    )
    state = models.CharField(_("状态"), max_length=8, choices=_STATES, default=State.PLANNED)
    version = models.PositiveIntegerField(default=0)
    link = models.CharField(_("运行地址"), max_length=300, blank=True)
    no_link = models.TextField(_("没有地址的原因"), blank=True)
    opened_at = models.DateTimeField(_("列入时间"))
    ended_in = models.ForeignKey(Version, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        ordering = ["plan", "position", "id"]
        verbose_name = verbose_name_plural = _("系统")
        constraints = [
            models.UniqueConstraint(fields=["plan", "key"], name="system_key_once_a_plan"),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in State]), name="system_state_known"
            ),
            models.CheckConstraint(
                condition=Q(link="") | Q(no_link=""), name="system_link_or_reason"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.RUNNING) | ~Q(link="", no_link=""),
                name="system_running_is_linked",
            ),
            models.CheckConstraint(
                condition=Q(link="") | Q(link__startswith="https://") | Q(link__startswith="/"),
                name="system_link_is_safe",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Milestone(models.Model):
    """A milestone (节点) of a system.

    done_on: the day on which it was reached, as the unit says; said_on: the day on which the unit said so.
    version: counts the changes, as that of a system.
    """

    system = models.ForeignKey(System, models.PROTECT, related_name="milestones")
    name = models.CharField(_("节点"), max_length=100)
    due_on = models.DateField(_("计划日期"))
    done_on = models.DateField(_("完成日期"), null=True, blank=True)
    said_on = models.DateField(_("登记日期"), null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["system", "due_on", "id"]
        verbose_name = verbose_name_plural = _("节点")
        constraints = [
            models.UniqueConstraint(fields=["system", "name"], name="milestone_once_a_system"),
            models.CheckConstraint(
                condition=Q(done_on=None, said_on=None)
                | Q(done_on__isnull=False, said_on__isnull=False),
                name="milestone_reached_is_said",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} {self.due_on}"


class Reminder(models.Model):
    """That a milestone was reminded of, by a rule, for its day: at most once. Goes with its milestone.

    anchor_on: the day that the rule counts from; when it is moved, the rule begins anew. run: of the
    runs of that day that told anybody, from 1. provisional: a calendar that is not published yet had a part
    in it (R-T-4).
    """

    milestone = models.ForeignKey(Milestone, models.CASCADE, related_name="reminders")
    rule = models.CharField(_("规则"), max_length=20)
    anchor_on = models.DateField(_("计划日期"))
    on = models.DateField(_("日期"))
    told = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+", verbose_name=_("通知对象")
    )
    run = models.PositiveSmallIntegerField(_("当日第几次"), default=1)
    provisional = models.BooleanField(_("按预计日历"), default=False)
    at = models.DateTimeField(_("时间"))

    class Meta:
        ordering = ["milestone", "id"]
        verbose_name = verbose_name_plural = _("节点提醒记录")
        constraints = [
            models.UniqueConstraint(
                fields=["milestone", "rule", "anchor_on"], name="system_reminder_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.milestone} {self.rule}"


class Note(models.Model):
    """What the unit says about the progress; rows are added, never changed. state: of that moment."""

    system = models.ForeignKey(System, models.PROTECT, related_name="notes")
    text = models.TextField(_("进展情况"))
    state = models.CharField(_("状态"), max_length=8, choices=_STATES)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    at = models.DateTimeField(_("时间"))

    class Meta:
        ordering = ["system", "-id"]
        verbose_name = verbose_name_plural = _("进展")
        constraints = [models.CheckConstraint(condition=Q(text__gt=""), name="note_says_something")]

    def __str__(self) -> str:
        return f"{self.system} {self.at:%Y-%m-%d}"


class NoteFile(models.Model):
    """A file (佐证材料) attached to a note, under the name that it was brought with."""

    note = models.ForeignKey(Note, models.PROTECT, related_name="files")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    name = models.CharField(_("文件名"), max_length=200)

    class Meta:
        ordering = ["note", "id"]
        verbose_name = verbose_name_plural = _("进展材料")
        constraints = [
            models.UniqueConstraint(fields=["note", "file"], name="note_file_once_a_note")
        ]

    def __str__(self) -> str:
        return self.name


class Step(Happened):
    """One thing that happened to a system; rows are added, never changed."""

    system = models.ForeignKey(System, models.PROTECT, related_name="steps")
    state_from = models.CharField(max_length=8, choices=_STATES, blank=True)
    state_to = models.CharField(max_length=8, choices=_STATES, blank=True)
    reason = models.TextField(_("说明"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta(Happened.Meta):
        indexes = [models.Index(fields=["system", "at"], name="step_of_system")]
        constraints = [deputy_of_another("system_step_deputy_of_another")]
