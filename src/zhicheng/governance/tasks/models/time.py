"""Time in the ledger: the city's rule for lights, milestones, recurring duties, and what was reminded of."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.dated.models import Setting
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.plans.models import Item, Plan, Version
from zhicheng.governance.tasks.models.ledger import Assignment, Task
from zhicheng.governance.tasks.rules import DAY_KIND_NAMES, MILESTONE_NAMES, DayKind


class LightSetting(Setting):
    """The city's rule for its lights from a day on (``rules.LightTable``); in force until the next begins.

    lamps: ``[{condition, colour, name, meaning}]`` in order of precedence.
    """

    name = models.CharField(_("规则名称"), max_length=60)
    soon = models.PositiveSmallIntegerField(_("临期天数"))
    soon_kind = models.CharField(
        _("临期天数按"),
        max_length=8,
        choices=[(kind.value, name) for kind, name in DAY_KIND_NAMES.items()],
        default=DayKind.CALENDAR,
    )
    sign_within = models.PositiveSmallIntegerField(_("签收期限（工作日）"))
    lamps = models.JSONField(default=list)

    class Meta(Setting.Meta):
        verbose_name = verbose_name_plural = _("时限灯规则")

    def __str__(self) -> str:
        return gettext("%(name)s（%(valid_from)s起）") % {
            "name": self.name,
            "valid_from": self.valid_from,
        }


class Milestone(models.Model):
    """What is expected of a task by a day (``rules.Milestone``).

    key: of the phase, the year, or its own; the same through all versions of the plan. by_office: set by
    the coordinator. met_on: the day on which a verifier found it met.
    """

    task = models.ForeignKey(Task, models.PROTECT, related_name="milestones")
    kind = models.CharField(
        _("类别"), max_length=6, choices=[(k.value, n) for k, n in MILESTONE_NAMES.items()]
    )
    key = models.CharField(max_length=40)
    title = models.CharField(_("节点"), max_length=200)
    due_on = models.DateField(_("时间"))
    expected = models.PositiveSmallIntegerField(_("要求进度（%）"), null=True, blank=True)
    by_office = models.BooleanField(_("统筹协调员设定"), default=False)
    met_on = models.DateField(_("达到日期"), null=True, blank=True)
    met_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["task", "due_on", "id"]
        verbose_name = verbose_name_plural = _("节点")
        constraints = [
            models.UniqueConstraint(fields=["task", "kind", "key"], name="milestone_key_once"),
            models.CheckConstraint(
                condition=Q(expected=None) | Q(expected__gte=1, expected__lte=100),
                name="milestone_expected",
            ),
            models.CheckConstraint(
                condition=Q(met_on=None, met_by=None)
                | Q(met_on__isnull=False, met_by__isnull=False),
                name="milestone_met_by_and_on",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.title}（{self.due_on}）"


class Duty(models.Model):
    """A recurring duty of a plan (周期性工作). Each time that it is due, a task is opened.

    item, key, position, path, chapter: as in ``Task``. when: as read. since: the day from which on its
    occurrences count. until: the end of the plan's period. ended_in: the version that no longer has it.
    """

    plan = models.ForeignKey(Plan, models.PROTECT, related_name="duties", verbose_name=_("方案"))
    item = models.ForeignKey(Item, models.PROTECT, related_name="+")
    key = models.UUIDField()
    position = models.PositiveIntegerField()
    path = models.CharField(_("条目"), max_length=120, blank=True)
    chapter = models.CharField(_("章"), max_length=200, blank=True)
    text = models.TextField(_("内容"))
    when = models.CharField(_("时间"), max_length=200, blank=True)
    units = models.ManyToManyField(Unit, related_name="+", verbose_name=_("单位"))
    since = models.DateField(_("起"))
    until = models.DateField(_("止"), null=True, blank=True)
    ended_in = models.ForeignKey(
        Version, models.PROTECT, null=True, blank=True, related_name="ended_duties"
    )

    class Meta:
        ordering = ["plan", "position", "id"]
        verbose_name = verbose_name_plural = _("周期性工作")
        constraints = [models.UniqueConstraint(fields=["plan", "key"], name="duty_key_once_a_plan")]

    def __str__(self) -> str:
        return self.text[:60]


class DutyTask(models.Model):
    """The task of one occurrence of a duty: there is never a second one."""

    duty = models.ForeignKey(Duty, models.PROTECT, related_name="occurrences")
    key = models.CharField(_("期次"), max_length=10)
    task = models.OneToOneField(Task, models.PROTECT, related_name="occurrence")

    class Meta:
        ordering = ["duty", "key"]
        verbose_name = verbose_name_plural = _("周期性工作的任务")
        constraints = [models.UniqueConstraint(fields=["duty", "key"], name="duty_task_once")]

    def __str__(self) -> str:
        return f"{self.duty} {self.key}"


class Reminder(models.Model):
    """That a unit's part was reminded of, by a rule, for a day: at most once (``rules.ReminderRule``).

    milestone: the key of the milestone of one's own whose day it is; empty for the part's own days.
    anchor_on: the day that the rule counts from; when it is moved, the rule begins anew. told: who was
    told, people: how many. run: of the runs of that day that told anybody, from 1. provisional: a calendar
    that is not published yet had a part in it (R-T-4).
    """

    assignment = models.ForeignKey(Assignment, models.PROTECT, related_name="reminders")
    rule = models.CharField(_("规则"), max_length=20)
    anchor_on = models.DateField(_("时限"))
    on = models.DateField(_("日期"))
    milestone = models.CharField(max_length=40, blank=True)
    told = models.ManyToManyField(
        settings.AUTH_USER_MODEL, related_name="+", verbose_name=_("通知对象")
    )
    people = models.PositiveSmallIntegerField(_("通知人数"))
    run = models.PositiveSmallIntegerField(_("当日第几次"), default=1)
    provisional = models.BooleanField(_("按预计日历"), default=False)
    at = models.DateTimeField(_("时间"))

    class Meta:
        ordering = ["assignment", "id"]
        verbose_name = verbose_name_plural = _("提醒记录")
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "rule", "anchor_on", "milestone"], name="reminder_once"
            )
        ]

    def __str__(self) -> str:
        return f"{self.assignment} {self.rule}"
