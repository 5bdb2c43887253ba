"""The page that asks once."""

import pytest
from django import forms
from django.contrib.auth.models import AnonymousUser
from django.contrib.messages import get_messages
from django.contrib.messages.storage.cookie import CookieStorage
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest
from django.test import RequestFactory

from zhicheng.engines.procedures.declaration import Procedure, State, Transition
from zhicheng.foundation.face import forms as shared
from zhicheng.foundation.face.questions import Question, ask, edge_of, form_of, of_step, pressed


class ReasonForm(forms.Form):
    reason = forms.CharField(label="理由")


QUESTION = Question(
    title="冻结任务",
    effects=("任务暂停计时。", "牵头单位会收到通知。"),
    button="冻结",
    back="/tasks/1/",
    danger=True,
)


def with_nobody(request: HttpRequest) -> HttpRequest:
    request.user = AnonymousUser()
    return request


def test_it_names_the_verb_the_effects_and_the_way_back(rf: RequestFactory) -> None:
    page = ask(with_nobody(rf.get("/")), QUESTION)
    text = page.content.decode()
    for words in (
        "冻结任务",
        "任务暂停计时。",
        "牵头单位会收到通知。",
        "此操作不能撤销。",
        'href="/tasks/1/"',
    ):
        assert words in text
    assert page.status_code == 200


def test_a_refused_answer_keeps_the_question_and_shows_why(rf: RequestFactory) -> None:
    page = ask(with_nobody(rf.post("/")), QUESTION, ReasonForm({"reason": ""}))
    assert page.status_code == 422
    assert "请填写此项。" in page.content.decode()


WAY: Procedure[None] = Procedure(
    name="a way", start="here", states=(State("here", "此处"), State("there", "彼处", final=True)),
    actors={"all": "所有人"}, guards=(),
    transitions=(
        Transition(("here",), "go", "前往", "there", ("all",), "R"),
        Transition(("here",), "flee", "离开", "there", ("all",), "R", needs_reason=True),
    ),
)  # fmt: skip


def test_a_step_is_asked_about_by_its_own_name() -> None:
    edge = edge_of(WAY, "go", {"go"})
    assert form_of(edge) is shared.SeenForm
    assert form_of(edge_of(WAY, "flee", {"flee"})) is shared.ReasonForm
    question = of_step(edge, "任务一", ("到达彼处。",), "/back/", danger=True)
    assert (question.title, question.button) == ("前往：任务一", "前往")
    assert (question.back, question.danger) == ("/back/", True)


@pytest.mark.parametrize("verb", ["fly", "flee", ""])
def test_a_word_that_is_no_step_or_not_asked_about_is_not_found(verb: str) -> None:
    with pytest.raises(Http404):
        edge_of(WAY, verb, {"go", "fly"})


@pytest.mark.parametrize("refused", [False, True])
def test_what_was_pressed_is_done_or_said_why_not(rf: RequestFactory, refused: bool) -> None:
    done = []

    def act() -> None:
        if refused:
            raise ValidationError("已经冻结。")
        done.append(1)

    shown = pressed(with_nobody(rf.get("/")), QUESTION, act, said="已冻结。")
    assert shown.status_code == 200 and not done
    request = with_nobody(rf.post("/"))
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]  # as the middleware does
    answer = pressed(request, QUESTION, act, said="已冻结。")
    assert (answer.status_code, answer["Location"]) == (302, "/tasks/1/")
    assert [str(m) for m in get_messages(request)] == ["已经冻结。" if refused else "已冻结。"]
    assert len(done) == (not refused)
