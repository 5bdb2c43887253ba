"""The city's own rules of supervision."""

from collections.abc import Iterator, Mapping
from typing import Any, Final

from django import forms
from django.forms import BoundField
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.dated.forms import SettingForm
from zhicheng.foundation.face.told import retold
from zhicheng.governance.supervision.rules import (
    LATEST,
    LONGEST_WORDS,
    MOST_STEPS,
    UNIT,
    As,
    EscalationPlan,
    EscalationStep,
    ListingRule,
    ProposalPlan,
    Triggers,
)

_AUDIENCES: Final[Mapping[str, tuple[As, ...]]] = {
    "unit": UNIT,
    "office": (As.HEAD, As.COORDINATOR),
    "leader": (As.HEAD, As.COORDINATOR, As.LEADER),
}
_AUDIENCE_NAMES = {
    "unit": _("承办单位"),
    "office": _("承办单位负责人、统筹协调员"),
    "leader": _("承办单位负责人、统筹协调员、市领导"),
}


class EscalationForm(SettingForm):
    """Steps of escalation; a step of which nothing is filled in is none. ``escalation_initial`` fills it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for n in range(MOST_STEPS):
            self.fields[f"days_{n}"] = forms.IntegerField(
                label=_("逾期（工作日）"), required=False, min_value=1, max_value=LATEST
            )
            self.fields[f"words_{n}"] = forms.CharField(
                label=_("措施"), required=False, max_length=LONGEST_WORDS
            )
            self.fields[f"to_{n}"] = forms.ChoiceField(
                label=_("通知"), choices=list(_AUDIENCE_NAMES.items())
            )
            self.fields[f"circular_{n}"] = forms.BooleanField(label=_("列入通报"), required=False)

    def steps(self) -> Iterator[tuple[int, list[BoundField]]]:
        """The fields of each step, with its number."""
        for n in range(MOST_STEPS):
            names = ("days", "words", "to", "circular")
            yield n + 1, [self[f"{name}_{n}"] for name in names]

    def clean(self) -> dict[str, Any]:
        """A step says both when and what."""
        given = super().clean() or self.cleaned_data
        for n in range(MOST_STEPS):
            pair = (f"days_{n}", f"words_{n}")
            if any(given.get(name) for name in pair):
                for name in pair:
                    if not given.get(name) and name not in self.errors:
                        self.add_error(name, _("请填写这一项。"))
        return given


def escalation_initial(plan: EscalationPlan) -> dict[str, Any]:
    """Steps as the form's first values; day and source are for the person to say."""
    found: dict[str, Any] = {}
    for n, step in enumerate(plan.steps):
        found[f"days_{n}"], found[f"words_{n}"] = step.days, retold(step.words)
        found[f"circular_{n}"] = step.circular
        found[f"to_{n}"] = audience_of(step.to)
    return found


def audience_of(to: tuple[As, ...]) -> str:
    """The choice that tells these, or the widest where a program chose others."""
    return next((name for name, who in _AUDIENCES.items() if set(who) == set(to)), "leader")


def escalation_from(given: Mapping[str, Any]) -> EscalationPlan:
    """What the form says, as a rule."""
    steps = (
        EscalationStep(
            given[f"days_{n}"],
            _AUDIENCES[given[f"to_{n}"]],
            given[f"words_{n}"],
            circular=given[f"circular_{n}"],
        )
        for n in range(MOST_STEPS)
        if given[f"days_{n}"]
    )
    return EscalationPlan(given["valid_from"], given["source"], tuple(steps))


class ProposalForm(SettingForm):
    """When an order is proposed."""

    overdue_least = forms.IntegerField(label=_("逾期达到（工作日）即拟办"))
    overdue_days = forms.IntegerField(label=_("逾期督办的回复时限（工作日）"))
    milestones_least = forms.IntegerField(label=_("未达到的节点满（个）即拟办"))
    milestones_days = forms.IntegerField(label=_("节点督办的回复时限（工作日）"))


def proposal_initial(plan: ProposalPlan) -> dict[str, Any]:
    late, behind = plan.rules
    return {
        "overdue_least": late.least,
        "overdue_days": late.days,
        "milestones_least": behind.least,
        "milestones_days": behind.days,
    }


def triggers_from(given: Mapping[str, Any]) -> Triggers:
    return Triggers(**given)


class ListingForm(SettingForm):
    """Whom a circular proposes."""

    praise = forms.IntegerField(
        label=_("提出表扬：期内按时销号的任务至少（项）"),
        help_text=_("另须没有逾期任务，也没有被督办。"),
    )
    criticism = forms.IntegerField(label=_("提出批评：期内经逐级督办列入通报的督办单至少（份）"))


def listing_initial(rule: ListingRule) -> dict[str, Any]:
    return {"praise": rule.praise, "criticism": rule.criticism}


def listing_from(given: Mapping[str, Any]) -> ListingRule:
    return ListingRule(**given)
