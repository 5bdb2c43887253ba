"""What people fill in about rights."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.engines.rights import Kind, Side, What
from zhicheng.foundation.face.forms import DayInput, LongText, SeenForm
from zhicheng.foundation.face.lists import Filters
from zhicheng.foundation.units.models import Area
from zhicheng.register.parties.models import Party
from zhicheng.register.rights import queries
from zhicheng.register.rights.actions import HeldBy, Told
from zhicheng.register.rights.models import Right
from zhicheng.register.rights.rules import (
    FAMILIES,
    FAMILY_NAMES,
    HAPPENS,
    KIND_NAMES,
    NO_CLASS,
    SIDE_NAMES,
    STATE_NAMES,
    WHAT_NAMES,
)

_ALL = ("", _("全部"))
_FAMILIES = [_ALL, *((family.value, name) for family, name in FAMILY_NAMES.items())]
_KINDS = [(kind.value, name) for kind, name in KIND_NAMES.items()]
_STATES = [_ALL, *((state.value, name) for state, name in STATE_NAMES.items())]
_SIDES = [("", _("不填")), *((side.value, name) for side, name in SIDE_NAMES.items())]


class RightFilters(Filters):
    """Above the list. parties: those that one may know of."""

    q = forms.CharField(label=_("号码或者名称"), required=False, max_length=200)
    family = forms.ChoiceField(label=_("权利类别"), required=False, choices=_FAMILIES)
    state = forms.ChoiceField(label=_("今天的状态"), required=False, choices=_STATES)
    area = forms.ModelChoiceField(
        Area.objects.all(), label=_("权利人所在区划"), required=False, empty_label=_("全部")
    )
    party = forms.IntegerField(
        label=_("主体编号"), required=False, min_value=1, max_value=2**31 - 1
    )

    def __init__(self, data: Any, *, parties: QuerySet[Party]) -> None:
        super().__init__(data)
        self._parties = parties

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.cleaned_data
        if text := asked.get("q", "").strip():
            rows = queries.found_by(rows, text)
        if family := asked.get("family"):
            rows = rows.filter(family=family)
        if state := asked.get("state"):
            rows = rows.filter(state=state)
        if area := asked.get("area"):
            rows = queries.held_in(rows, area)
        if number := asked.get("party"):
            party = self._parties.filter(pk=number).first()
            rows = queries.held_by(rows, party) if party else rows.none()
        return rows


class DaysForm(forms.Form):
    """On which day a right is looked at, and by what was known when."""

    on = forms.DateField(label=_("哪一天的状态"), widget=DayInput())
    known_on = forms.DateField(label=_("按哪一天所知"), widget=DayInput())


class HoldersField(LongText):
    """Holders in their order, a line each: name, address and share, with bars between; the last two may be left
    out."""

    def __init__(self, **options: Any) -> None:
        help_text = _(
            "一行一个，第一行为第一权利人。可在名称后加地址和份额，用竖线隔开：名称|地址|0.5"
        )
        super().__init__(rows=4, max_length=5000, help_text=help_text, **options)

    def clean(self, value: Any) -> Any:
        """The holders. Raises ValidationError for a line of four parts, and a share that is no number."""
        lines = [line for line in super().clean(value).split("\n") if line.strip()]
        return [_holder(line) for line in lines]


_SHARE = forms.DecimalField(max_digits=7, decimal_places=6)


def _holder(line: str) -> HeldBy:
    name, *more = (part.strip() for part in line.replace("｜", "|").split("|"))
    if len(more) > 2:
        raise ValidationError(gettext("“%(line)s”多于三项，请核对竖线。") % {"line": line[:60]})
    address, share = (*more, "", "")[:2]
    try:
        return HeldBy(name, address, _SHARE.clean(share) if share else None)
    except ValidationError as fault:
        said = gettext("“%(line)s”的份额不是数，请核对。") % {"line": line[:60]}
        raise ValidationError(said) from fault


class RightForm(forms.Form):
    """A new right."""

    kind = forms.TypedChoiceField(label=_("权利种类"), choices=_KINDS, coerce=Kind)
    title = forms.CharField(label=_("名称"), max_length=500)
    number = forms.CharField(
        label=_("申请号或者登记号"), required=False, max_length=60,
        help_text=_("专利填申请号，商标填注册号；有校验位的，保存时核对。"),
    )  # fmt: skip
    publication = forms.CharField(
        label=_("公布公告号"),
        required=False,
        max_length=30,
        help_text=_("专利填写，如 CN106844774A。"),
    )
    nice_class = forms.TypedChoiceField(
        label=_("尼斯分类类别"), required=False, coerce=int,
        choices=[("", _("不填")), *((str(n), str(n)) for n in range(1, 46))],
        help_text=_("商标填写，一类一件。"),
    )  # fmt: skip
    holders = HoldersField(label=_("权利人"))
    filed_on = forms.DateField(label=_("申请日"), widget=DayInput())
    granted_on = forms.DateField(label=_("授权或者注册、登记日"), widget=DayInput(), required=False)
    source = forms.CharField(
        label=_("来源"), max_length=200, help_text=_("例如专利证书、登记簿副本的名称和日期。")
    )

    def clean_nice_class(self) -> int:
        """The class, or that there is none."""
        return self.cleaned_data["nice_class"] or NO_CLASS


class EventForm(SeenForm):
    """What happened to a right."""

    what = forms.TypedChoiceField(label=_("事件"), coerce=What)
    effective_on = forms.DateField(
        label=_("发生日期"),
        widget=DayInput(),
        help_text=_("法律上生效的日期，例如终止为应缴费之日。"),
    )
    known_on = forms.DateField(
        label=_("知悉日期"), widget=DayInput(), help_text=_("从公告、来文得知的日期，不晚于今天。")
    )
    side = forms.TypedChoiceField(
        label=_("种类"), required=False, choices=_SIDES, coerce=Side, empty_value=None,
        help_text=_("开始、结束的是许可、质押、保全还是中止；其他事件不填。"),
    )  # fmt: skip
    reference = forms.CharField(label=_("合同号或者决定号"), required=False, max_length=100)
    days = forms.IntegerField(
        label=_("补偿天数"), required=False, min_value=0, max_value=9999,
        help_text=_("期限补偿填写。"),
    )  # fmt: skip
    until = forms.DateField(
        label=_("续展至"), required=False, widget=DayInput(), help_text=_("续展填写，不明的不填。")
    )
    source = forms.CharField(label=_("来源"), max_length=200)

    def of(self, right: Right) -> "EventForm":
        """The form for one right: what can happen to it."""
        possible = HAPPENS[FAMILIES[Kind(right.kind)]]
        offered = [(what.value, name) for what, name in WHAT_NAMES.items() if what in possible]
        self.fields["what"].choices = offered  # type: ignore[attr-defined]  # a ChoiceField
        return self


def told(given: dict[str, Any]) -> tuple[Told, str]:
    """The event that was filled in, and its source."""
    values = dict(given)
    source = values.pop("source")
    return Told(**{**values, "days": values["days"] or 0}), source


class ChangeHoldersForm(SeenForm):
    """Who holds a right as of a day."""

    holders = HoldersField(label=_("权利人"))
    effective_on = forms.DateField(label=_("起始日期"), widget=DayInput())
    source = forms.CharField(label=_("来源"), max_length=200)


class DocumentForm(forms.Form):
    """A document of a right."""

    title = forms.CharField(label=_("文件名称"), max_length=200)
    published_on = forms.DateField(label=_("文件日期"), widget=DayInput(), required=False)
    upload = forms.FileField(
        label=_("文件"), help_text=_("PDF、Word、Excel、OFD、图片、文本，不超过 50 MB。")
    )
