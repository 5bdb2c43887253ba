"""What people fill in: filters, reasons, owners, milestones, links, progress."""

from typing import Any

from django import forms
from django.db.models import QuerySet
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.face.forms import DayInput, FilesField, LongText, SeenForm, choose
from zhicheng.foundation.face.lists import Filters, holding
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.plans.models import Plan
from zhicheng.governance.systems.models import System
from zhicheng.governance.systems.queries import owners, told_systems
from zhicheng.governance.systems.rules import STATE_NAMES
from zhicheng.governance.tasks.forms import offer_told

_STATES = [("", _("全部")), *((state.value, name) for state, name in STATE_NAMES.items())]
_LATE = [("", _("全部")), ("late", _("有节点逾期")), ("unowned", _("没有建设单位"))]


class SystemFilters(Filters):
    """Above the list. Choices come from the systems that one sees."""

    q = forms.CharField(label=_("系统名称"), required=False, max_length=100)
    plan = forms.ModelChoiceField(
        Plan.objects.none(), label=_("方案"), required=False, empty_label=_("全部")
    )
    owner = forms.ModelChoiceField(
        Unit.objects.none(), label=_("建设单位"), required=False, empty_label=_("全部")
    )
    state = forms.ChoiceField(label=_("状态"), required=False, choices=_STATES)
    only = forms.ChoiceField(label=_("只看"), required=False, choices=_LATE)
    reminded = forms.ChoiceField(label=_("提醒"), required=False)

    def __init__(self, data: Any, *, systems: QuerySet[System], reader: User) -> None:
        super().__init__(data)
        self._reader = reader
        self._told = offer_told(self, data)
        plans = Plan.objects.filter(pk__in=systems.order_by().values("plan"))
        choose(self, "plan", plans)
        choose(self, "owner", owners(systems))

    def narrow(self, rows: QuerySet[Any]) -> QuerySet[Any]:
        asked = self.cleaned_data
        if text := asked.get("q", "").strip():
            rows = rows.filter(holding(text, "name"))
        for name in ("plan", "owner", "state"):
            if value := asked.get(name):
                rows = rows.filter(**{name: value})
        if self._told:
            rows = rows.filter(pk__in=told_systems(self._reader, self._told))
        if asked.get("only") == "late":
            rows = rows.filter(late=True)
        return rows.filter(owner=None) if asked.get("only") == "unowned" else rows


class OwnerForm(SeenForm):
    """Which unit builds a system."""

    owner = forms.ModelChoiceField(
        Unit.objects.filter(active=True), label=_("建设单位"), empty_label=_("请选择")
    )


class LinkForm(SeenForm):
    """Where a system runs, or why there is no address."""

    link = forms.CharField(
        label=_("运行地址"),
        required=False,
        help_text=_("以 https:// 开头的地址，或本系统内以 / 开头的页面。"),
    )
    no_link = LongText(
        label=_("没有地址的原因"),
        required=False,
        max_length=500,
        rows=3,
        help_text=_("例如只在专网运行、随上级平台部署。填写了地址的，此项留空。"),
    )


class MilestoneForm(forms.Form):
    """A milestone of a system."""

    name = forms.CharField(label=_("节点名称"), max_length=100)
    due_on = forms.DateField(label=_("计划日期"), widget=DayInput())


class SeenMilestoneForm(SeenForm, MilestoneForm):
    """A milestone that is there already, as the person saw it."""


class PassedMilestoneForm(SeenMilestoneForm):
    """A milestone whose day has come."""

    reason = LongText(label=_("理由"), max_length=1000, rows=4)


class ReachedForm(SeenForm):
    """The day on which a milestone was reached."""

    done_on = forms.DateField(
        label=_("完成日期"),
        widget=DayInput(),
        help_text=_("计划日期已过才登记的，不作按期完成。"),
    )


class NoteForm(forms.Form):
    """How far a system is."""

    text = LongText(
        label=_("进展情况"),
        max_length=5000,
        rows=6,
        help_text=_("写明做了什么、还差什么。保存后不能再改，可以继续补充。"),
    )
    uploads = FilesField(
        label=_("佐证材料"),
        required=False,
        help_text=_("可一次选择多份：PDF、Word、Excel、OFD、图片、文本，每份不超过 50 MB。"),
    )
