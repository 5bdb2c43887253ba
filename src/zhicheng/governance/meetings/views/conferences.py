"""Conferences, who sits on them, and who did on any day."""

from collections.abc import Container
from datetime import date
from typing import Any

import rules
from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.permissions import require, signed_in
from zhicheng.foundation.face.forms import DayInput, FormPage, carried_out, fill_in
from zhicheng.foundation.face.questions import Question, answered
from zhicheng.foundation.face.records import Light, Text, Tone
from zhicheng.foundation.units.queries import short_name_on
from zhicheng.governance.meetings import actions, queries
from zhicheng.governance.meetings.forms import (
    ConferenceForm,
    DropSeatForm,
    EndConferenceForm,
    EndForm,
    SeatForm,
)
from zhicheng.governance.meetings.models import Conference, Seat
from zhicheng.governance.meetings.rules import SEAT_NAMES, SeatKind
from zhicheng.governance.meetings.views.common import (
    all_conferences,
    conference_url,
    find_conference,
    meeting_light,
    way_to_conference,
)


class DayForm(forms.Form):
    """Above the members: on which day."""

    on = forms.DateField(label=_("日期"), widget=DayInput, required=False)


def conferences(request: HttpRequest) -> HttpResponse:
    require("meetings.view", request.user)
    words = {
        "conferences": queries.conferences(),
        "may_prepare": rules.has_perm("meetings.prepare", request.user),
    }
    return render(request, "meetings/conferences.html", words)


def conference(request: HttpRequest, key: int) -> HttpResponse:
    """Who sits on it today, or sat on it on the day that is asked for; every seat that there was."""
    found = find_conference(request, key)
    form = DayForm(request.GET or None)
    day: date = (form.is_valid() and form.cleaned_data["on"]) or timezone.localdate()
    seats = list(queries.members_on(found, day))
    past = [seat for seat in queries.seats_of(found) if seat not in seats]
    used = queries.seats_used(found)
    meetings = queries.meetings_for(request.user).filter(conference=found)
    words = {
        "conference": found,
        "state": _ended(found),
        "day": day,
        "form": form,
        "seats": [_row(seat, day, used) for seat in seats],
        "others": [_row(seat, seat.valid_to or day, used) for seat in past],
        "meetings": [(one, meeting_light(one)) for one in meetings],
        "may_prepare": rules.has_perm("meetings.prepare", request.user),
    }
    return render(request, "meetings/conference.html", words)


def _row(seat: Seat, day: date, used: Container[int]) -> tuple[Text, Seat, str, bool]:
    """A seat with its kind, what its unit was called on a day, and whether it can still be taken off."""
    unit = short_name_on(seat.unit, day) if seat.unit else ""
    return SEAT_NAMES[SeatKind(seat.kind)], seat, unit, seat.pk not in used


def _ended(found: Conference) -> Light | None:
    """That a conference has ended, or will; none while no end is known."""
    if found.ended_on is None:
        return None
    if found.ended_on < timezone.localdate():
        return Light(_("已结束"), Tone.QUIET)
    return Light(gettext("%(day)s结束") % {"day": found.ended_on}, Tone.CAUTION)


def found(request: HttpRequest) -> HttpResponse:
    """Write down a conference."""
    require("meetings.prepare", request.user)
    form = ConferenceForm(request.POST or None)
    made: list[Conference] = []

    def save(values: dict[str, Any]) -> None:
        by, at = signed_in(request), timezone.now()
        made.append(actions.found_conference(**values, by=by, at=at))

    if request.method == "POST" and carried_out(form, save):
        messages.success(request, gettext("已设立，请登记成员。"))
        return redirect(conference_url(made[0]))
    return fill_in(request, FormPage(_("设立联席会议"), _("保存"), (all_conferences(),)), form)


def give_seat(request: HttpRequest, key: int) -> HttpResponse:
    conference = find_conference(request, key)
    require("meetings.prepare", request.user)
    form = SeatForm(request.POST or None)

    def save(values: dict[str, Any]) -> None:
        kind = SeatKind(values.pop("kind"))
        by, at = signed_in(request), timezone.now()
        actions.give_seat(conference=conference, kind=kind, **values, by=by, at=at)

    if request.method == "POST" and carried_out(form, save):
        messages.success(request, gettext("席位已登记。"))
        return redirect(conference_url(conference))
    page = FormPage(_("登记席位"), _("登记"), way_to_conference(conference))
    return fill_in(request, page, form)


def end_seat(request: HttpRequest, key: int) -> HttpResponse:
    require("meetings.prepare", request.user)
    seat = get_object_or_404(Seat.objects.select_related("conference", "unit"), pk=key)
    form = EndForm(request.POST or None, initial={"on": timezone.localdate()})

    def save(values: dict[str, Any]) -> None:
        actions.end_seat(seat=seat, on=values["on"], by=signed_in(request), at=timezone.now())

    if request.method == "POST" and carried_out(form, save):
        messages.success(request, gettext("任期已结束，历史保留。"))
        return redirect(conference_url(seat.conference))
    title = gettext("结束任期：%(seat)s") % {"seat": seat}
    page = FormPage(title, _("结束任期"), way_to_conference(seat.conference))
    return fill_in(request, page, form)


def drop_seat(request: HttpRequest, key: int) -> HttpResponse:
    """Ask why, then take a seat off that was given by mistake."""
    require("meetings.prepare", request.user)
    seat = get_object_or_404(Seat.objects.select_related("conference", "unit"), pk=key)

    def drop(reason: str) -> None:
        actions.drop_seat(seat=seat, reason=reason, by=signed_in(request), at=timezone.now())

    question = Question(
        title=gettext("删去席位：%(seat)s") % {"seat": seat},
        effects=(
            _("登记有误、还没有会议召开过的席位才能删去；任过职的请结束任期。"),
            _("删去的席位不再出现在任何日期的名单中，审计记录保留。"),
        ),
        button=_("删去"),
        back=conference_url(seat.conference),
        danger=True,
    )
    return answered(request, question, seat, drop, form=DropSeatForm, said=_("席位已删去。"))


def end_conference(request: HttpRequest, key: int) -> HttpResponse:
    """Ask from when and why, then let a conference end."""
    require("meetings.prepare", request.user)
    found = find_conference(request, key)

    def end(on: date, reason: str) -> None:
        by, at = signed_in(request), timezone.now()
        actions.end_conference(conference=found, on=on, reason=reason, by=by, at=at)

    question = Question(
        title=gettext("结束联席会议：%(conference)s") % {"conference": found},
        effects=(
            _("所有在任席位的任期止于结束日期，此后不能再登记席位、筹备会议。"),
            _("历次会议、纪要和名单照旧保留；结束后不能恢复。"),
        ),
        button=_("结束"),
        back=conference_url(found),
        danger=True,
    )
    said = _("联席会议的结束日期已登记。")
    return answered(
        request, question, found, end, form=EndConferenceForm, said=said, on=timezone.localdate()
    )
