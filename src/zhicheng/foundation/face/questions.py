"""The page that asks once before something is done, naming what it will do."""

from dataclasses import dataclass

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from zhicheng.foundation.face.records import Text


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
