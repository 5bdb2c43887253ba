"""What is open to the public, and what was done about it."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.audit.models import Happened, deputy_of_another
from zhicheng.foundation.face.told import retold
from zhicheng.governance.bulletins.models import Report
from zhicheng.governance.disclosure.rules import STATE_NAMES, State
from zhicheng.governance.plans.models import Plan


class Opening(models.Model):
    """A plan, or a report that was issued, that the coordinator has opened to the public, once or again.

    opens_on: the first day on which it is seen. note: words for the public, above the plan. opened_at: when
    that was decided last. reason: why it was withdrawn. version: counts the changes; an UPDATE names the
    version that it saw.
    """

    plan = models.OneToOneField(
        Plan, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("方案")
    )
    report = models.OneToOneField(
        Report, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("报告")
    )
    state = models.CharField(
        _("公开状态"), max_length=9, choices=[(s.value, name) for s, name in STATE_NAMES.items()]
    )
    opens_on = models.DateField(_("公开日期"))
    note = models.TextField(_("公开说明"), blank=True)
    opened_at = models.DateTimeField(_("办理时间"))
    reason = models.TextField(_("撤回理由"), blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["-opens_on", "-id"]
        verbose_name = verbose_name_plural = _("公开事项")
        constraints = [
            models.CheckConstraint(
                condition=Q(state=State.OPEN, reason="")
                | (Q(state=State.WITHDRAWN) & ~Q(reason="")),
                name="opening_withdrawn_with_reason",
            ),
            models.CheckConstraint(
                condition=Q(plan__isnull=False, report=None) | Q(plan=None, report__isnull=False),
                name="opening_of_one_thing",
            ),
        ]

    def __str__(self) -> str:
        return self.title

    @property
    def title(self) -> str:
        """What is open is called this, in the reader's language where the product has named it."""
        return self.plan.title if self.plan else retold(self.report)


class Step(Happened):
    """One thing that happened to an opening; rows are added, never changed."""

    opening = models.ForeignKey(Opening, models.PROTECT, related_name="steps")
    said = models.TextField(_("说明"), blank=True)
    by = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")

    class Meta(Happened.Meta):
        indexes = [models.Index(fields=["opening", "at"], name="step_of_opening")]
        constraints = [deputy_of_another("opening_step_deputy_of_another")]
