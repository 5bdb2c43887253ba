"""The page that asks once before something is done, naming what it will do; and what follows on the yes."""

from collections.abc import Callable, Container
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext

from zhicheng.engines.procedures.declaration import Procedure, Transition
from zhicheng.foundation.face.forms import ReasonForm, SeenForm, done
from zhicheng.foundation.face.records import Text
from zhicheng.foundation.face.told import retold


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked.

    title: the verb and its object (撤回报送 …). effects: what it will do, one sentence each. button: the
    verb. back: where "no" leads. danger: it cannot be undone. closed: why it is too late for an answer; then
    there is no button.
    """

    title: Text
    effects: tuple[Text, ...]
    button: Text
    back: str
    danger: bool = False
    closed: Text = ""


def ask(
    request: HttpRequest, question: Question, form: forms.BaseForm | None = None
) -> HttpResponse:
    """Show the question; the answer "yes" is a POST to the same address with the form's fields."""
    refused = form is not None and form.is_bound and not form.is_valid()
    return render(
        request,
        "face/question.html",
        {"question": question, "form": form},
        status=422 if refused else 200,
    )


def answered(
    request: HttpRequest,
    question: Question,
    row: Model,
    verb: Callable[..., object],
    *,
    form: type[forms.Form] = SeenForm,
    said: Text = "",
    **start: Any,
) -> HttpResponse:
    """Ask; on the yes do the verb about the row as it was seen (``done``), and go back to where "no" leads.

    form: what is asked besides; start: with what its fields begin. said: what the next page says; else that
    the verb on the button is done. A refusal is said on the question's own page.
    """
    filled = form(
        request.POST if request.method == "POST" else None,
        initial={"version": getattr(row, "version", None), **start},
    )
    if done(request, filled, row, verb):
        messages.success(request, str(said) or _done(question))
        return redirect(question.back)
    return ask(request, question, filled)


def pressed(
    request: HttpRequest, question: Question, verb: Callable[[], object], *, said: Text
) -> HttpResponse:
    """Ask where there is nothing to fill in; on the yes do it and go back. The next page says what was done,
    or why not."""
    if request.method != "POST":
        return ask(request, question)
    try:
        verb()
    except ValidationError as refusal:
        for why in refusal.messages:
            messages.error(request, why)
    else:
        messages.success(request, str(said))
    return redirect(question.back)


def edge_of(procedure: Procedure[Any], verb: str, asked: Container[str]) -> Transition:
    """The transition of a procedure that a verb in an address names. asked: the verbs that a room asks about.

    Raises Http404 for any other word.
    """
    for edge in procedure.transitions:
        if edge.verb == verb and verb in asked:
            return edge
    raise Http404(gettext("没有这种操作。"))


def of_step(
    edge: Transition, name: object, effects: tuple[Text, ...], back: str, *, danger: bool = False
) -> Question:
    """The question before a step of a procedure is taken. name: of what it is taken about."""
    title = retold(edge.title)
    return Question(f"{title}：{name}", effects, title, back, danger)


def form_of(edge: Transition) -> type[forms.Form]:
    """What is asked before a step: the reason, where the procedure wants one."""
    return ReasonForm if edge.needs_reason else SeenForm


def _done(question: Question) -> str:
    return gettext("已%(verb)s。") % {"verb": question.button}
