"""What people fill in about parties."""

from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.db.models import QuerySet
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.face.forms import (
    DayInput,
    LongText,
    ReasonForm,
    RowsField,
    SeenForm,
    choose,
)
from zhicheng.foundation.face.lists import Filters
from zhicheng.foundation.units.models import Area
from zhicheng.register.parties.models import Candidate, Name, Party, Writing
from zhicheng.register.parties.queries import accounts, called, is_called
from zhicheng.register.parties.rules import (
    KIND_NAMES,
    MATTER_NAMES,
    SORT_NAMES,
    Matter,
    NameKind,
    PartyKind,
    Sort,
)

_ALL = ("", _("全部"))
_KINDS = [_ALL, *((kind.value, name) for kind, name in KIND_NAMES.items())]
_SORTS = [(sort.value, name) for sort, name in SORT_NAMES.items()]
_MATTERS = [(matter.value, name) for matter, name in MATTER_NAMES.items()]


class PartyFilters(Filters):
    """Above the list."""

    q = forms.CharField(label=_("名称、曾用名或信用代码"), required=False, max_length=200)
    kind = forms.ChoiceField(label=_("主体类别"), required=False, choices=_KINDS)
    sort = forms.ChoiceField(label=_("单位性质"), required=False, choices=[_ALL, *_SORTS])
    area = forms.ModelChoiceField(
        Area.objects.all(), label=_("所在区划"), required=False, empty_label=_("全部")
    )

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.cleaned_data
        if text := asked.get("q", "").strip():
            rows = called(rows, text)
        for name in ("kind", "sort", "area"):
            if value := asked.get(name):
                rows = rows.filter(**{name: value})
        return rows


class _Address(forms.Form):
    address = forms.CharField(
        label=_("地址"),
        required=False,
        max_length=300,
        help_text=_("系统据此认定所在的市和县区，并说明把握和依据；认不出的，留待核对。"),
    )


class _Codes(_Address):
    credit_code = forms.CharField(
        label=_("统一社会信用代码"), required=False, max_length=40,
        help_text=_("18 位，保存时核对校验位。"),
    )  # fmt: skip
    sort = forms.TypedChoiceField(
        label=_("单位性质"), required=False, choices=[("", _("不填")), *_SORTS],
        coerce=Sort, empty_value=None,
    )  # fmt: skip
    industry = forms.CharField(
        label=_("国民经济行业"), required=False, max_length=5,
        help_text=_("GB/T 4754 的代码，如 C3563；只知道门类的，填一个字母。"),
    )  # fmt: skip
    field_order = ("name", "credit_code", "sort", "industry", "address")


class OrganisationForm(_Codes):
    """A new organisation."""

    name = forms.CharField(label=_("单位名称"), max_length=200)


class PersonForm(_Address):
    """A new person."""

    name = forms.CharField(label=_("姓名"), max_length=200)
    field_order = ("name", "address")


class ChangeForm(SeenForm, _Codes):
    """What is kept of an organisation."""


class ChangePersonForm(SeenForm, _Address):
    """What is kept of a person."""


class RenameForm(SeenForm):
    """What a party is called from a day on."""

    name = forms.CharField(label=_("新名称"), max_length=200)
    on = forms.DateField(label=_("更名日期"), widget=DayInput())
    source = forms.CharField(
        label=_("依据"), max_length=200, help_text=_("例如登记机关的核准变更通知书及文号。")
    )


class NameForm(SeenForm):
    """What else a party is or was called."""

    text = forms.CharField(label=_("名称"), max_length=200)
    former = forms.TypedChoiceField(
        label=_("名称类别"), choices=[("no", _("别名")), ("yes", _("曾用名"))],
        coerce=lambda value: value == "yes",
    )  # fmt: skip
    valid_from = forms.DateField(label=_("启用日期"), widget=DayInput(), required=False)
    valid_to = forms.DateField(label=_("停用日期"), widget=DayInput(), required=False)
    source = forms.CharField(label=_("依据"), max_length=200, required=False)


class MergeForm(ReasonForm):
    """Into which party another one is merged."""

    into = forms.CharField(
        label=_("并入的主体"),
        max_length=200,
        help_text=_("填写现用名称的全称或统一社会信用代码；有几个同名的，填写主体编号，如 #12。"),
    )
    field_order = ("into", "reason")

    def clean_into(self) -> Party:
        """The one party that is meant. Raises ValidationError for none, and for several."""
        text = self.cleaned_data["into"].strip()
        found = list(_numbered(text) if text.startswith("#") else is_called(text)[:2])
        if not found:
            raise ValidationError(gettext("没有找到这个主体，请核对名称或代码。"))
        if len(found) > 1:
            raise ValidationError(gettext("有几个主体叫这个名称，请改填主体编号。"))
        return found[0]


def _numbered(text: str) -> QuerySet[Party]:
    number = text.removeprefix("#")
    rows = Party.objects.filter(merged_into=None)
    return rows.filter(pk=int(number)) if number.isdecimal() and len(number) < 10 else rows.none()


class SplitForm(ReasonForm):
    """Which names are another party's."""

    names = RowsField(
        Name.objects.none(), label=_("拆分出去的名称"), widget=forms.CheckboxSelectMultiple
    )
    field_order = ("names", "reason")

    def of(self, party: Party) -> "SplitForm":
        """The form for one party: its names, but for the present one."""
        choose(self, "names", party.names.exclude(kind=NameKind.CURRENT))
        return self


_NONE_OF_THEM = {
    f"new-{kind.value}": (kind, name)
    for kind, name in (
        (PartyKind.ORGANISATION, _("都不是：是另一个单位")),
        (PartyKind.PERSON, _("都不是：是个人")),
    )
}


class SettleForm(SeenForm):
    """Who is meant by a name as written."""

    choice = forms.ChoiceField(label=_("这个写法指的是"), widget=forms.RadioSelect)

    def of(self, writing: Writing) -> "SettleForm":
        """The form for one name: the parties that may be meant, or none of them."""
        self.candidates = {str(one.pk): one for one in writing.candidates.all()}
        offered = [
            (key, f"{one.party}：{one.get_rule_display()}") for key, one in self.candidates.items()
        ]
        new = [(key, name) for key, (_kind, name) in _NONE_OF_THEM.items()]
        self.fields["choice"].choices = [*offered, *new]  # type: ignore[attr-defined]  # a ChoiceField
        return self


def chosen(form: SettleForm, choice: str) -> Candidate | PartyKind:
    """What was chosen: a party that may be meant, or the kind of another one."""
    return form.candidates.get(choice) or _NONE_OF_THEM[choice][0]


class MandateForm(SeenForm):
    """Who acts for a party."""

    user = forms.ModelChoiceField(accounts(), label=_("账号"), empty_label=_("请选择"))
    matter = forms.TypedChoiceField(label=_("授权事项"), choices=_MATTERS, coerce=Matter)
    valid_from = forms.DateField(label=_("起始日期"), widget=DayInput())
    valid_to = forms.DateField(
        label=_("截止日期"),
        widget=DayInput(),
        required=False,
        help_text=_("不填的，到终止时为止。"),
    )
    document = forms.CharField(
        label=_("依据"), max_length=200, help_text=_("例如授权委托书的名称和日期。")
    )


class EndMandateForm(SeenForm):
    """The last day of a mandate."""

    on = forms.DateField(label=_("最后一天"), widget=DayInput())


class NumberForm(SeenForm):
    """The identity number of a person."""

    number = forms.CharField(
        label=_("居民身份证号码"),
        max_length=40,
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
        help_text=_("加密保存，页面只显示前六位和后四位；查看全号须写明理由，并留有记录。"),
    )


class UnmaskForm(forms.Form):
    """Why a number is shown whole."""

    reason = LongText(
        label=_("查看证件号码的理由"), max_length=1000, rows=3, help_text=_("理由记入审计记录。")
    )
