"""A month, a day, the .ics file, and the subscription."""

import base64
import binascii
from collections.abc import Sequence
from datetime import date, datetime

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import signed_in
from zhicheng.foundation.agenda import actions, queries
from zhicheng.foundation.agenda.rules import AHEAD, BEHIND, Entry, month_after, month_of
from zhicheng.foundation.face.lists import PAGE_SIZE

SHOWN = 4
"""Entries of a day on the month page; the whole is one click away."""


@require_safe
def month(request: HttpRequest) -> HttpResponse:
    """The month that ``?month=2026-11`` names, else this one; it says so where the named one is none."""
    today, asked = timezone.localdate(), request.GET.get("month", "")
    named = month_of(asked)
    shown = named or today.replace(day=1)
    weeks = queries.month_page(signed_in(request), shown)
    context = {
        "month": shown,
        "weeks": weeks,
        "today": today,
        "misnamed": asked if asked and named is None else "",
        "shown": SHOWN,
        "before": month_after(shown, -1),
        "after": month_after(shown, 1),
        "unpublished": any(day.inside and day.working is None for week in weeks for day in week),
        "empty": not any(day.entries for week in weeks for day in week),
    }
    return render(request, "agenda/month.html", context)


@require_safe
def day(request: HttpRequest, on: str) -> HttpResponse:
    """Everything on one day."""
    try:
        when = date.fromisoformat(on)
    except ValueError as error:
        raise Http404(_("没有这一天。")) from error
    found = queries.entries_of(signed_in(request), when, when)
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    return render(request, "agenda/day.html", {"day": when, "page": page})


@require_safe
def file(request: HttpRequest) -> HttpResponse:
    """One's own agenda as a file."""
    return _calendar(request, signed_in(request))


@login_not_required
@require_safe
def feed(request: HttpRequest) -> HttpResponse:
    """The same for a calendar program, which names itself by HTTP Basic: no secret stands in an address."""
    person = _subscriber(request.headers.get("Authorization", ""))
    if person is None:
        answer = HttpResponse(_("用户名或订阅密码不正确。"), status=401, content_type="text/plain")
        answer["WWW-Authenticate"] = 'Basic realm="agenda", charset="UTF-8"'
        return answer
    return _calendar(request, person)


def _subscriber(header: str) -> User | None:
    scheme, _space, encoded = header.partition(" ")
    if scheme.lower() != "basic":
        return None
    try:
        name, _colon, secret = base64.b64decode(encoded, validate=True).decode().partition(":")
    except (binascii.Error, UnicodeDecodeError):
        return None
    return queries.subscriber(name, secret)


def _calendar(request: HttpRequest, person: User) -> HttpResponse:
    today = timezone.localdate()
    found = queries.entries_of(person, today - BEHIND, today + AHEAD)
    text = _ics(found, at=timezone.now(), root=request.build_absolute_uri("/"))
    answer = HttpResponse(text, content_type="text/calendar; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="agenda.ics"'
    answer["Cache-Control"] = "private, no-store"
    return answer


def _ics(entries: Sequence[Entry], *, at: datetime, root: str) -> bytes:
    """RFC 5545: all-day events that leave the day free. root: the address of the product."""
    # Here, because the library takes a third of a second of every start, and few requests need it.
    from icalendar import Calendar, Event

    book = Calendar()
    book.add("prodid", "-//Zhicheng//Agenda//ZH")
    book.add("version", "2.0")
    book.add("x-wr-calname", f"{settings.CITY_NAME} {_('日程')}")
    for entry in entries:
        event = Event()
        event.add("uid", f"{entry.uid}@zhicheng")
        event.add("dtstamp", at)
        event.add("dtstart", entry.day)
        event.add("summary", f"【{entry.kind}】{entry.title}")
        event.add("url", root.rstrip("/") + entry.url)
        event.add("transp", "TRANSPARENT")
        book.add_component(event)
    return bytes(book.to_ical())


@require_http_methods(["GET", "HEAD", "POST"])
def subscription(request: HttpRequest) -> HttpResponse:
    """How to subscribe. A new password is shown once, in the answer to the request that made it."""
    person = signed_in(request)
    secret = ""
    if request.method == "POST":
        secret = actions.subscribe(by=person, at=timezone.now())
    context = {
        "feed": queries.feed_of(person),
        "secret": secret,
        "address": request.build_absolute_uri(reverse("agenda:feed")),
    }
    answer = render(request, "agenda/subscription.html", context)
    answer["Cache-Control"] = "no-store"
    return answer


@require_POST
def end(request: HttpRequest) -> HttpResponse:
    if actions.unsubscribe(by=signed_in(request), at=timezone.now()):
        messages.success(request, _("日程订阅已停用，日历软件不能再读取您的日程。"))
    return redirect("agenda:subscription")
