"""Everybody's own account."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from zhicheng.foundation.accounts import queries
from zhicheng.foundation.accounts.permissions import signed_in
from zhicheng.foundation.accounts.views import common


@require_safe
def mine(request: HttpRequest) -> HttpResponse:
    person = signed_in(request)
    words = {
        "person": person,
        "grants": common.shown_grants(person),
        "deputyships": common.shown_deputyships(person, person),
        "second_factor": queries.has_second_factor(person),
    }
    return render(request, "accounts/mine.html", words)
