"""What the views of this room share: finding what a person may see, and answering after a verb."""

from collections.abc import Callable
from typing import TypeVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse

from zhicheng.foundation.accounts.permissions import require
from zhicheng.governance.plans.models import Doubt, Item, UnitName, Version
from zhicheng.governance.plans.permissions import visible_versions

Row = TypeVar("Row", bound=Model)
Result = TypeVar("Result")
_KEPT = ("tab", "show", "page")


def find_version(request: HttpRequest, key: int) -> Version:
    """A version that the person may see, or 404; to change anything of it (POST) they must review."""
    rows = visible_versions(request.user).select_related("plan", "file", "job", "published_by")
    rows = rows.defer("text", "reading")  # large; the pages that show them ask for them
    return _for_review(request, get_object_or_404(rows, pk=key))


def find_item(request: HttpRequest, key: int) -> Item:
    return _find(request, Item.objects.all(), key)


def find_doubt(request: HttpRequest, key: int) -> Doubt:
    return _find(request, Doubt.objects.all(), key)


def find_name(request: HttpRequest, key: int) -> UnitName:
    return _find(request, UnitName.objects.all(), key)


def _find(request: HttpRequest, rows: QuerySet[Row], key: int) -> Row:
    seen = rows.filter(version__in=visible_versions(request.user))
    return _for_review(request, get_object_or_404(seen, pk=key))


def _for_review(request: HttpRequest, row: Row) -> Row:
    """Asked before the form is looked at: whoever may not review is told so, whatever they sent."""
    if request.method == "POST":
        require("plans.review", request.user)
    return row


def review_url(version: int, query: str = "", item: int | None = None) -> str:
    """The page of a version, at the same tab and page as before, and at an item."""
    given = QueryDict(query)
    kept = QueryDict(mutable=True)
    kept.update({name: given[name] for name in _KEPT if name in given})
    path = reverse("plans:version", args=[version])
    asked = f"?{kept.urlencode()}" if kept else ""
    return f"{path}{asked}#item-{item}" if item else f"{path}{asked}"


def back_to_review(request: HttpRequest, version: int, item: int | None = None) -> HttpResponse:
    return redirect(review_url(version, request.POST.get("back", ""), item))


def tell(request: HttpRequest, refused: ValidationError) -> None:
    """Say on the next page why something was not done."""
    for message in refused.messages:
        messages.error(request, message)


def attempt(request: HttpRequest, verb: Callable[[], Result]) -> Result | None:
    """Do it, or say on the next page why not."""
    try:
        return verb()
    except ValidationError as refused:
        tell(request, refused)
        return None
