"""The verbs of the review, each a POST that leads back to where one was."""

from collections.abc import Callable

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from zhicheng.foundation.accounts.permissions import signed_in
from zhicheng.governance.plans.actions import reviewing, steps
from zhicheng.governance.plans.forms import (
    AddForm,
    AnswerForm,
    ItemForm,
    ReasonForm,
    RefusableForm,
    SplitForm,
    keys,
)
from zhicheng.governance.plans.models import Item, ItemKind, ItemState
from zhicheng.governance.plans.views.common import (
    attempt,
    back_to_review,
    find_doubt,
    find_item,
    find_version,
)
from zhicheng.governance.plans.views.pane import Opened, review_page


@require_POST
def accept(request: HttpRequest, item: int) -> HttpResponse:
    row = find_item(request, item)
    attempt(request, lambda: reviewing.accept(item=row, by=signed_in(request), at=timezone.now()))
    return back_to_review(request, row.version_id, row.pk)


@require_POST
def reject(request: HttpRequest, item: int) -> HttpResponse:
    row = find_item(request, item)
    form = ReasonForm(request.POST)
    return _with_form(
        request,
        row,
        "reject",
        form,
        lambda: reviewing.reject(
            item=row, reason=form.cleaned_data["reason"], by=signed_in(request), at=timezone.now()
        ),
    )


@require_POST
def reconsider(request: HttpRequest, item: int) -> HttpResponse:
    row = find_item(request, item)
    attempt(
        request, lambda: reviewing.reconsider(item=row, by=signed_in(request), at=timezone.now())
    )
    return back_to_review(request, row.version_id, row.pk)


@require_POST
def correct(request: HttpRequest, item: int) -> HttpResponse:
    row = find_item(request, item)
    form = ItemForm(row.kind, request.POST)
    return _with_form(
        request,
        row,
        "correct",
        form,
        lambda: reviewing.correct(
            item=row, values=form.cleaned_data, by=signed_in(request), at=timezone.now()
        ),
    )


@require_POST
def split(request: HttpRequest, item: int) -> HttpResponse:
    row = find_item(request, item)
    form = SplitForm(request.POST)
    return _with_form(
        request,
        row,
        "split",
        form,
        lambda: reviewing.split(
            item=row, edited=form.cleaned_data["edited"], by=signed_in(request), at=timezone.now()
        ),
    )


def _with_form(
    request: HttpRequest, row: Item, do: str, form: RefusableForm, verb: Callable[[], object]
) -> HttpResponse:
    """Do it, or show the form again as it was filled in, with what was refused."""
    if _carried_out(form, verb):
        return back_to_review(request, row.version_id, row.pk)
    version = find_version(request, row.version_id)
    return review_page(request, version, Opened(row.pk, do, form))


def _carried_out(form: RefusableForm, verb: Callable[[], object]) -> bool:
    """Do it; False when the form or the action refused, the form saying why."""
    if not form.is_valid():
        return False
    try:
        verb()
    except ValidationError as refused:
        form.take(refused)
        return False
    return True


@require_POST
def accept_many(request: HttpRequest, version: int) -> HttpResponse:
    """Those that are ticked; or, asked for ``all`` of a kind, every proposed one of it."""
    row = find_version(request, version)
    kind = request.POST.get("all", "")
    chosen = row.items.filter(kind=kind) if kind else row.items.filter(pk__in=keys(request.POST))
    proposed = chosen.filter(state=ItemState.PROPOSED)
    asked = proposed.count()
    done = attempt(
        request,
        lambda: reviewing.accept_many(
            version=row, items=proposed, by=signed_in(request), at=timezone.now()
        ),
    )
    if done is not None:
        messages.success(request, _("已采纳 %(n)s 个条目。") % {"n": done})
        if done < asked:
            left = _("另有 %(n)s 个条目的内容不完整，或日期不在方案期限内，需逐一更正。") % {
                "n": asked - done
            }
            messages.warning(request, left)
    return back_to_review(request, row.pk)


@require_POST
def merge(request: HttpRequest, version: int) -> HttpResponse:
    row = find_version(request, version)
    items = list(row.items.filter(pk__in=keys(request.POST)))
    found = attempt(
        request,
        lambda: reviewing.merge(version=row, items=items, by=signed_in(request), at=timezone.now()),
    )
    return back_to_review(request, row.pk, found.pk if found else None)


@require_POST
def add(request: HttpRequest, version: int) -> HttpResponse:
    row = find_version(request, version)
    form = AddForm(request.POST)
    if form.is_valid():
        given = form.cleaned_data
        try:
            item = reviewing.add(
                version=row,
                kind=ItemKind(given["kind"]),
                quote=given["quote"],
                near=given["near"],
                by=signed_in(request),
                at=timezone.now(),
            )
        except ValidationError as refused:
            form.take(refused)
        else:
            return review_page_at(request, item)
    return review_page(request, row, add_form=form)


def review_page_at(request: HttpRequest, item: Item) -> HttpResponse:
    """The page on which an item stands, its correction open."""
    path = reverse("plans:version", args=[item.version_id])
    return redirect(f"{path}?item={item.pk}&do=correct#item-{item.pk}")


@require_POST
def settle_doubt(request: HttpRequest, doubt: int) -> HttpResponse:
    row = find_doubt(request, doubt)
    form = AnswerForm(request.POST)
    if _carried_out(
        form,
        lambda: reviewing.settle_doubt(
            doubt=row,
            answer=form.cleaned_data["answer"],
            by=signed_in(request),
            at=timezone.now(),
        ),
    ):
        return back_to_review(request, row.version_id)
    version = find_version(request, row.version_id)
    return review_page(request, version, Opened(doubt=row.pk, form=form))


@require_POST
def undo(request: HttpRequest, version: int) -> HttpResponse:
    row = find_version(request, version)
    titles = attempt(
        request, lambda: steps.undo(version=row, by=signed_in(request), at=timezone.now())
    )
    if titles:
        messages.success(request, _("已撤销：%(title)s") % {"title": titles[0]})
    return back_to_review(request, row.pk)


@require_POST
def redo(request: HttpRequest, version: int) -> HttpResponse:
    row = find_version(request, version)
    title = attempt(
        request, lambda: steps.redo(version=row, by=signed_in(request), at=timezone.now())
    )
    if title:
        messages.success(request, _("已重做：%(title)s") % {"title": title})
    return back_to_review(request, row.pk)
