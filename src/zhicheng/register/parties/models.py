"""Parties, their names, names as sources write them, and who acts for a party."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.units.models import Area
from zhicheng.register.parties.rules import (
    KIND_NAMES,
    MATTER_NAMES,
    NAME_KINDS,
    RULES,
    SETTLED_NAMES,
    SORT_NAMES,
    NameKind,
    PartyKind,
    Settled,
)

_KINDS = [(kind.value, name) for kind, name in KIND_NAMES.items()]
_SORTS = [(sort.value, name) for sort, name in SORT_NAMES.items()]
_NAME_KINDS = [(kind.value, name) for kind, name in NAME_KINDS.items()]
_SETTLED = [(state.value, name) for state, name in SETTLED_NAMES.items()]
_MATTERS = [(matter.value, name) for matter, name in MATTER_NAMES.items()]
_RULES = [(rule.id, rule.said) for rule in RULES.values()]
_SM3 = 64


class Party(models.Model):
    """An organisation or a person. Never deleted: what turns out to be part of another party is merged into it.

    name: the present one. division: GB/T 2260, of the address, with confidence and evidence as
    ``engines.addresses`` gave them; area: that division where it is one of this city's. merged_into: the party
    that it was merged into; root: the party that it is in the end, itself where it was not merged. Whoever looks
    for what belongs to a party asks for ``root``, so that merging and parting change one row or few.
    """

    kind = models.CharField(_("主体类别"), max_length=12, choices=_KINDS)
    name = models.CharField(_("名称"), max_length=200)
    sort = models.CharField(_("单位性质"), max_length=12, choices=_SORTS, blank=True)
    credit_code = models.CharField(_("统一社会信用代码"), max_length=18, blank=True)
    industry = models.CharField(_("国民经济行业"), max_length=5, blank=True)
    address = models.CharField(_("地址"), max_length=300, blank=True)
    division = models.CharField(_("行政区划代码"), max_length=6, blank=True)
    confidence = models.DecimalField(_("认定把握"), max_digits=3, decimal_places=2, null=True)
    evidence = models.JSONField(_("认定依据"), default=list)
    area = models.ForeignKey(
        Area, models.PROTECT, null=True, blank=True, related_name="+", verbose_name=_("所在区划")
    )
    merged_into = models.ForeignKey(
        "self", models.PROTECT, null=True, blank=True, related_name="merged",
        verbose_name=_("并入主体"),
    )  # fmt: skip
    root = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="whole", verbose_name=_("实际主体")
    )
    opened_at = models.DateTimeField(_("登记时间"))
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["name", "id"]
        verbose_name = verbose_name_plural = _("主体")
        constraints = [
            models.UniqueConstraint(
                fields=["credit_code"], condition=~Q(credit_code=""), name="party_credit_code_once"
            ),
            models.CheckConstraint(
                condition=~Q(kind=PartyKind.PERSON) | Q(credit_code="", sort="", industry=""),
                name="party_person_is_no_organisation",
            ),
            models.CheckConstraint(
                condition=~Q(merged_into=F("id")), name="party_merged_into_another"
            ),
            models.CheckConstraint(
                condition=Q(division="", confidence=None)
                | Q(division__gt="", confidence__isnull=False),
                name="party_division_has_confidence",
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Name(models.Model):
    """What a party is or was called. key, loose: by which it is found (``rules.names``).

    valid_from, valid_to: both included; None where the day is not known.
    """

    party = models.ForeignKey(Party, models.PROTECT, related_name="names")
    text = models.CharField(_("名称"), max_length=200)
    key = models.CharField(max_length=200, db_index=True)
    loose = models.CharField(max_length=200, db_index=True)
    kind = models.CharField(_("名称类别"), max_length=8, choices=_NAME_KINDS)
    valid_from = models.DateField(_("启用日期"), null=True, blank=True)
    valid_to = models.DateField(_("停用日期"), null=True, blank=True)
    source = models.CharField(_("依据"), max_length=200, blank=True)

    class Meta:
        ordering = ["party", "kind", "id"]
        verbose_name = verbose_name_plural = _("主体名称")
        constraints = [
            models.UniqueConstraint(
                fields=["party"], condition=Q(kind=NameKind.CURRENT), name="party_called_one_name"
            ),
            models.CheckConstraint(
                condition=Q(valid_from=None) | Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="party_name_days_in_order",
            ),
        ]

    def __str__(self) -> str:
        return self.text


class Writing(models.Model):
    """A name as sources write it, once for all places where it stands, and the party that is meant by it.

    place: of a person, the fingerprint of the address, for two of one name are two; empty otherwise. party:
    None while a person has to settle it. rule: why that party.
    """

    text = models.CharField(_("写法"), max_length=200)
    place = models.CharField(max_length=_SM3, blank=True)
    key = models.CharField(max_length=200, db_index=True)
    party = models.ForeignKey(
        Party, models.PROTECT, null=True, blank=True, related_name="writings", verbose_name=_("主体")
    )  # fmt: skip
    state = models.CharField(_("状态"), max_length=4, choices=_SETTLED)
    rule = models.CharField(_("规则"), max_length=8, choices=_RULES)
    at = models.DateTimeField(_("首次出现"))
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["text", "id"]
        verbose_name = verbose_name_plural = _("权利人写法")
        constraints = [
            models.UniqueConstraint(fields=["text", "place"], name="writing_once"),
            models.CheckConstraint(
                condition=Q(state=Settled.OPEN, party=None)
                | (~Q(state=Settled.OPEN) & Q(party__isnull=False)),
                name="writing_open_or_settled",
            ),
        ]
        indexes = [
            models.Index(fields=["at"], condition=Q(state=Settled.OPEN), name="writing_to_settle")
        ]

    def __str__(self) -> str:
        return self.text


class Candidate(models.Model):
    """A party that may be meant by a name as written, and the rule that says so."""

    writing = models.ForeignKey(Writing, models.CASCADE, related_name="candidates")
    party = models.ForeignKey(Party, models.PROTECT, related_name="+", verbose_name=_("主体"))
    rule = models.CharField(_("规则"), max_length=8, choices=_RULES)

    class Meta:
        ordering = ["writing", "id"]
        verbose_name = verbose_name_plural = _("候选主体")
        constraints = [models.UniqueConstraint(fields=["writing", "party"], name="candidate_once")]

    def __str__(self) -> str:
        return f"{self.writing} → {self.party}"


class Splitting(models.Model):
    """That names of a party were in truth another's; what is needed to take it back.

    moved: of each name what it was before: ``{"id", "kind", "writings": [keys]}``.
    """

    party = models.ForeignKey(Party, models.PROTECT, related_name="splittings")
    made = models.OneToOneField(Party, models.PROTECT, related_name="split_from")
    moved = models.JSONField(default=list)
    at = models.DateTimeField(_("时间"))
    undone_at = models.DateTimeField(_("撤销时间"), null=True, blank=True)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["party", "id"]
        verbose_name = verbose_name_plural = _("主体拆分")

    def __str__(self) -> str:
        return f"{self.party} → {self.made}"


class PersonNumber(models.Model):
    """The identity number of a person: sealed, shown masked. index: its fingerprint, to find it again (R-ID-3)."""

    party = models.OneToOneField(Party, models.PROTECT, related_name="number")
    sealed = models.BinaryField()
    index = models.CharField(max_length=_SM3, unique=True)
    masked = models.CharField(_("证件号码"), max_length=18)

    class Meta:
        verbose_name = verbose_name_plural = _("证件号码")

    def __str__(self) -> str:
        return self.masked


class Mandate(models.Model):
    """That an account acts for a party, for what, from when to when (both included; None: until it is ended)."""

    party = models.ForeignKey(Party, models.PROTECT, related_name="mandates")
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="mandates", verbose_name=_("账号")
    )
    matter = models.CharField(_("授权事项"), max_length=8, choices=_MATTERS)
    valid_from = models.DateField(_("起始日期"))
    valid_to = models.DateField(_("截止日期"), null=True, blank=True)
    document = models.CharField(_("依据"), max_length=200)
    version = models.PositiveIntegerField(default=0)

    class Meta:
        ordering = ["party", "valid_from", "id"]
        verbose_name = verbose_name_plural = _("授权")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to=None) | Q(valid_to__gte=F("valid_from")),
                name="mandate_days_in_order",
            )
        ]

    def __str__(self) -> str:
        return f"{self.user} → {self.party}"
