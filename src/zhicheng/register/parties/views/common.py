"""What the views of this room share."""

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext

from zhicheng.foundation.face.records import Link
from zhicheng.register.parties import queries
from zhicheng.register.parties.models import Party


def find(request: HttpRequest, key: int) -> Party:
    """A party that the person may know of, or 404."""
    return get_object_or_404(queries.parties_for(request.user), pk=key)


def url_of(party: Party) -> str:
    return reverse("parties:party", args=[party.pk])


def all_parties() -> Link:
    return Link(gettext("主体"), reverse("parties:list"))


def way_to(party: Party) -> tuple[Link, ...]:
    """The pages above a form about a party."""
    return (all_parties(), Link(party.name, url_of(party)))
