"""The page that asks once."""

from django import forms
from django.contrib.auth.models import AnonymousUser
from django.http import HttpRequest
from django.test import RequestFactory

from zhicheng.foundation.face.questions import Question, ask


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
