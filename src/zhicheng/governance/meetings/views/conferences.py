"""Conferences, who sits on them, and who did on any day."""

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
from zhicheng.foundation.face.records import Text
from zhicheng.foundation.units.queries import short_name_on
from zhicheng.governance.meetings import actions, queries
from zhicheng.governance.meetings.forms import ConferenceForm, EndForm, SeatForm
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
    meetings = queries.meetings_for(request.user).filter(conference=found)
    words = {
        "conference": found,
        "day": day,
        "form": form,
        "seats": [(_kind(seat), seat, _unit(seat, day)) for seat in seats],
        "others": [(_kind(seat), seat, _unit(seat, seat.valid_to or day)) for seat in past],
        "meetings": [(one, meeting_light(one)) for one in meetings],
        "may_prepare": rules.has_perm("meetings.prepare", request.user),
    }
    return render(request, "meetings/conference.html", words)


def _unit(seat: Seat, day: date) -> str:
    """What the unit of a seat was called on a day."""
    return short_name_on(seat.unit, day) if seat.unit else ""


def _kind(seat: Seat) -> Text:
    return SEAT_NAMES[SeatKind(seat.kind)]


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
