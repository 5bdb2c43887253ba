"""What the pages of rules share: since when each is in force, and the question before one is withdrawn."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, Generic

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.permissions import signed_in
from zhicheng.foundation.dated.forms import SettingForm
from zhicheng.foundation.dated.models import Setting
from zhicheng.foundation.dated.rules import R, with_ends
from zhicheng.foundation.face.forms import carried_out
from zhicheng.foundation.face.questions import Question, answered
from zhicheng.foundation.face.records import Light, Tone


@dataclass(frozen=True, slots=True)
class Shown(Generic[R]):
    """A rule as a page shows it. valid_to: its last day. withdraw: where it can be taken away, while it has not
    begun."""

    rule: R
    valid_to: date | None
    period: Light
    withdraw: str


def shown(
    rules: Sequence[R], ahead: Mapping[date, int], withdraw: Callable[[int], str]
) -> list[Shown[R]]:
    """Rules, given with the earliest first, as a page shows them: the newest first.

    ahead: the keys of those that the reader may take away, by the day on which they begin. withdraw: the
    address where that is asked, for a key.
    """
    today = timezone.localdate()
    found = []
    for rule, last in reversed(with_ends(rules)):
        key = ahead.get(rule.valid_from)
        url = withdraw(key) if key else ""
        found.append(Shown(rule, last, _period(rule.valid_from, last, today), url))
    return found


def _period(first: date, last: date | None, today: date) -> Light:
    if first > today:
        return Light(_("尚未生效"), Tone.ACTIVE)
    if last is not None and last < today:
        return Light(_("已被取代"), Tone.QUIET)
    return Light(_("现行"), Tone.GOOD)


def was_set(
    request: HttpRequest, form: SettingForm, verb: Callable[[dict[str, Any]], object]
) -> bool:
    """Set the rule that was filled in and say from when it holds; False where there is a form to be shown."""
    if request.method != "POST" or not carried_out(form, verb):
        return False
    said = gettext("已设定，自 %(day)s 起生效。")
    messages.success(request, said % {"day": form.cleaned_data["valid_from"]})
    return True


def ask_to_withdraw(
    request: HttpRequest, row: Setting, withdraw: Callable[..., None], back: str
) -> HttpResponse:
    """Ask, then take away a rule that has not begun. withdraw: the room's verb."""

    def take() -> None:
        withdraw(setting=row, by=signed_in(request), at=timezone.now())

    question = Question(
        title=gettext("撤回规则：%(rule)s") % {"rule": row},
        effects=(
            _("这条规则尚未生效，撤回后不再生效，此前的规则继续有效。"),
            _("撤回的规则全文留在审计记录中。"),
        ),
        button=_("撤回"),
        back=back,
    )
    said = _("已撤回，此前的规则继续有效。")
    return answered(request, question, row, take, form=forms.Form, said=said)
