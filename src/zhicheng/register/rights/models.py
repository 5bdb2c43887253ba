"""Rights and what is known of each: events, holders and documents, every row with where it was taken from.

A million rights with five million events are to stay quick: rows are narrow, and whatever a page asks of one
right is found by the right alone.
"""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhicheng.engines.rights import Event as Fact
from zhicheng.engines.rights import Side, State, What
from zhicheng.foundation.files.models import StoredFile
from zhicheng.register.parties.models import Writing
from zhicheng.register.rights.rules import (
    FAMILY_NAMES,
    KIND_NAMES,
    SIDE_NAMES,
    STATE_NAMES,
    WHAT_NAMES,
    Family,
)

_FAMILIES = [(family.value, name) for family, name in FAMILY_NAMES.items()]
_KINDS = [(kind.value, name) for kind, name in KIND_NAMES.items()]
_WHATS = [(what.value, name) for what, name in WHAT_NAMES.items()]
_STATES = [(state.value, name) for state, name in STATE_NAMES.items()]
_SIDES = [(side.value, name) for side, name in SIDE_NAMES.items()]


class Source(models.Model):
    """Where facts were taken from: a file, or what a person says. title: as pages name it."""

    title = models.CharField(_("来源"), max_length=200)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("文件")
    )
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", verbose_name=_("登记人")
    )  # fmt: skip
    at = models.DateTimeField(_("登记时间"))

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = _("数据来源")

    def __str__(self) -> str:
        return self.title


class Sourced(models.Model):
    """A fact, and its place in the source (``第3行``; empty where the source has no places)."""

    source = models.ForeignKey(
        Source, models.PROTECT, related_name="+", db_index=False, verbose_name=_("来源")
    )
    place = models.CharField(_("位置"), max_length=40, blank=True)

    class Meta:
        abstract = True


class Retractable(Sourced):
    """A fact that may turn out to be wrong. retracted_on: since when it is not believed."""

    retracted_on = models.DateField(_("撤销记载日期"), null=True, blank=True)

    class Meta:
        abstract = True


class Right(Sourced):
    """A right. Never deleted; what is wrong about it is retracted, fact by fact.

    number: in its one form, empty where it is not known. nice_class: of a mark, which is one right in each class;
    0 for all others. publication: under which a patent is published, without kind of document. symbols: classes
    of what is protected, ``IPC:H04W40/02``. withdrawn_on: since when nothing that is believed says that there is
    such a right, for the import that brought it was taken back; it comes back with the next source.
    state, state_until: of today, and its last day as far as is known, for lists (``actions.standing``).
    """

    family = models.CharField(_("权利类别"), max_length=10, choices=_FAMILIES)
    kind = models.CharField(_("权利种类"), max_length=24, choices=_KINDS)
    number = models.CharField(_("申请号或者登记号"), max_length=60, blank=True)
    nice_class = models.PositiveSmallIntegerField(_("尼斯分类类别"), default=0)
    publication = models.CharField(_("公布公告号"), max_length=20, blank=True)
    title = models.CharField(_("名称"), max_length=500)
    symbols = models.JSONField(_("分类号"), default=list)
    opened_at = models.DateTimeField(_("登记时间"))
    withdrawn_on = models.DateField(_("撤销登记日期"), null=True, blank=True)
    state = models.CharField(_("状态"), max_length=20, choices=_STATES, default=State.UNKNOWN)
    state_until = models.DateField(null=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = _("权利")
        constraints = [
            models.UniqueConstraint(
                fields=["number", "family", "nice_class"],
                condition=~Q(number=""),
                name="right_number_once",
            ),
            models.UniqueConstraint(
                fields=["publication"], condition=~Q(publication=""), name="right_publication_once"
            ),
            models.CheckConstraint(
                condition=~Q(number="", publication=""), name="right_has_a_number"
            ),
            models.CheckConstraint(
                condition=Q(family=Family.MARK, nice_class__range=(1, 45))
                | (~Q(family=Family.MARK) & Q(nice_class=0)),
                name="right_mark_has_a_class",
            ),
        ]
        indexes = [
            models.Index(fields=["family", "id"], name="right_of_family"),
            models.Index(fields=["state", "id"], name="right_in_state"),
        ]

    def __str__(self) -> str:
        return self.title


class Event(Retractable):
    """What happened to a right: when it took effect, when it was learned of, and since when it is not believed.

    The columns are those of ``engines.rights.Event``. Nothing but ``retracted_on`` is ever changed.
    """

    right = models.ForeignKey(Right, models.PROTECT, related_name="events", verbose_name=_("权利"))
    what = models.CharField(_("事件"), max_length=20, choices=_WHATS)
    effective_on = models.DateField(_("发生日期"))
    known_on = models.DateField(_("知悉日期"))
    days = models.PositiveSmallIntegerField(_("补偿天数"), default=0)
    until = models.DateField(_("续展至"), null=True, blank=True)
    side = models.CharField(_("种类"), max_length=20, choices=_SIDES, blank=True)
    reference = models.CharField(_("合同号或者决定号"), max_length=100, blank=True)

    class Meta:
        ordering = ["right", "effective_on", "id"]
        verbose_name = verbose_name_plural = _("权利事件")
        constraints = [
            models.CheckConstraint(
                condition=Q(retracted_on=None) | Q(retracted_on__gte=F("known_on")),
                name="event_retracted_after_known",
            ),
            models.CheckConstraint(
                condition=(Q(what__in=[What.BEGUN, What.ENDED]) & ~Q(side=""))
                | (~Q(what__in=[What.BEGUN, What.ENDED]) & Q(side="")),
                name="event_side_where_it_begins_or_ends",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_what_display()} {self.effective_on}"

    @property
    def fact(self) -> Fact:
        """The event as the engine knows it."""
        return Fact(
            What(self.what), self.effective_on, self.known_on, self.retracted_on, self.days, self.until,
            Side(self.side) if self.side else None, self.reference,
        )  # fmt: skip


class Holder(Retractable):
    """Who holds a right as of a day, as known from a day on; all holders are told at once, in their order.

    writing: the name as the source has it; the party is what it was settled to mean. share: None where not known.
    """

    right = models.ForeignKey(Right, models.PROTECT, related_name="holders", verbose_name=_("权利"))
    writing = models.ForeignKey(Writing, models.PROTECT, related_name="+", verbose_name=_("权利人"))
    position = models.PositiveSmallIntegerField(_("顺序"))
    share = models.DecimalField(_("份额"), max_digits=7, decimal_places=6, null=True, blank=True)
    effective_on = models.DateField(_("起始日期"))
    known_on = models.DateField(_("知悉日期"))

    class Meta:
        ordering = ["right", "effective_on", "known_on", "position"]
        verbose_name = verbose_name_plural = _("权利人")
        constraints = [
            models.UniqueConstraint(
                fields=["right", "effective_on", "known_on", "position"],
                condition=Q(retracted_on=None),
                name="holder_place_once",
            ),
            models.CheckConstraint(
                condition=Q(retracted_on=None) | Q(retracted_on__gte=F("known_on")),
                name="holder_retracted_after_known",
            ),
            models.CheckConstraint(
                condition=Q(share=None) | Q(share__gt=0, share__lte=1), name="holder_share_of_one"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.position}. {self.writing}"


class Document(Retractable):
    """A document of a right: what an office published, or a file that somebody brought.

    number: of the publication, with kind of document. file: None where only its number is known.
    """

    right = models.ForeignKey(
        Right, models.PROTECT, related_name="documents", verbose_name=_("权利")
    )
    title = models.CharField(_("文件名称"), max_length=200)
    number = models.CharField(_("公布公告号"), max_length=24, blank=True)
    published_on = models.DateField(_("公布公告日"), null=True, blank=True)
    file = models.ForeignKey(
        StoredFile, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("文件")
    )

    class Meta:
        ordering = ["right", "published_on", "id"]
        verbose_name = verbose_name_plural = _("权利文件")

    def __str__(self) -> str:
        return self.title
