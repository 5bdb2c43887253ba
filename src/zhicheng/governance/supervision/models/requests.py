"""What units ask for, and how it travelled."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.audit.models import Happened, deputy_of_another
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.supervision.rules import REQUEST_KINDS, REQUEST_NAMES, RequestState
from zhicheng.governance.tasks.models import Task

_STATES = [(state.value, name) for state, name in REQUEST_NAMES.items()]
_PERSON = settings.AUTH_USER_MODEL
_UNSENT = Q(state=RequestState.DRAFTED) | Q(state=RequestState.WITHDRAWN)


class Request(models.Model):
    """A request for instructions (请示) or a matter to be coordinated (协调事项). It is never deleted.

    number: given when it is sent. days, due_on, basis: by when the unit needs the answer, in working days
    from the day of sending (R-T-8). turn_due_on, turn_basis: by when whom it waits for now is to have
    spoken; while it waits for the office that is ``due_on``. adviser: the unit asked for its opinion last.
    version: as in ``Order``.
    """

    kind = models.CharField(
        _("类别"), max_length=12, choices=[(k.value, n) for k, n in REQUEST_KINDS.items()]
    )
    number = models.CharField(_("编号"), max_length=30, blank=True)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name=_("提出单位"))
    task = models.ForeignKey(
        Task, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("任务")
    )
    title = models.CharField(_("事项"), max_length=120)
    text = models.TextField(_("请求内容"))
    days = models.PositiveSmallIntegerField(_("希望答复时限（工作日）"))
    due_on = models.DateField(_("答复时限"), null=True, blank=True)
    basis = models.JSONField(_("时限的依据"), default=dict, blank=True)
    turn_due_on = models.DateField(_("当前环节时限"), null=True, blank=True)
    turn_basis = models.JSONField(_("当前环节时限的依据"), default=dict, blank=True)
    adviser = models.ForeignKey(
        Unit, models.PROTECT, null=True, blank=True, related_name="+",
        verbose_name=_("征求意见单位"),
    )  # fmt: skip
    state = models.CharField(_("状态"), max_length=9, choices=_STATES, default=RequestState.DRAFTED)
    version = models.PositiveIntegerField(default=0)
    drafted_by = models.ForeignKey(_PERSON, models.PROTECT, related_name="+")
    drafted_at = models.DateTimeField(_("起草时间"))
    sent_on = models.DateField(_("报送日期"), null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = verbose_name_plural = _("请示和协调事项")
        indexes = [models.Index(fields=["state", "turn_due_on"], name="request_state_due")]
        constraints = [
            models.UniqueConstraint(
                fields=["number"], condition=~Q(number=""), name="request_number_once"
            ),
            models.CheckConstraint(
                condition=Q(state__in=[s.value for s in RequestState]), name="request_state_known"
            ),
            models.CheckConstraint(
                condition=Q(number="", due_on=None, sent_on=None) & _UNSENT
                | (
                    ~Q(state=RequestState.DRAFTED)
                    & ~Q(number="")
                    & Q(due_on__isnull=False, sent_on__isnull=False)
                ),
                name="request_sent_is_complete",
            ),
            models.CheckConstraint(condition=Q(days__gte=1), name="request_has_a_term"),
            models.CheckConstraint(
                condition=Q(adviser=None) | ~Q(adviser=F("unit")), name="request_adviser_is_another"
            ),
            models.CheckConstraint(
                condition=~Q(state=RequestState.OPINION) | Q(adviser__isnull=False),
                name="request_opinion_of_somebody",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.number} {self.title}".strip()

    @property
    def provisional(self) -> bool:
        """Whether the day it waits for now rests on a year whose calendar is not published (R-T-4)."""
        return bool(self.turn_basis.get("provisional"))


class RequestStep(Happened):
    """One thing that happened to a request; rows are added, never changed. reason: what was said."""

    request = models.ForeignKey(Request, models.PROTECT, related_name="steps")
    state_from = models.CharField(max_length=9, choices=_STATES, blank=True)
    state_to = models.CharField(max_length=9, choices=_STATES, blank=True)
    reason = models.TextField(_("说明"), blank=True)
    by = models.ForeignKey(_PERSON, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta(Happened.Meta):
        indexes = [models.Index(fields=["request", "at"], name="step_of_request")]
        constraints = [deputy_of_another("request_step_deputy_of_another")]
