"""What was typed is given back when it could not be taken in."""

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.http import HttpRequest, HttpResponse
from django.test import Client, RequestFactory
from django.urls import include, path
from pytest_django import Settings
from tests.factories import PASSWORD, make_user

from zhicheng.site.typed import typed_in
from zhicheng.site.urls import handler400, handler403, handler404, handler429, handler500

OURS = {"Sec-Fetch-Site": "same-origin"}
REPORT = "已完成三次会商，<b>还差</b>两份材料。"


def broken(request: HttpRequest) -> HttpResponse:
    raise ZeroDivisionError


urlpatterns = [path("", include("zhicheng.site.urls")), path("broken/", broken)]
__all__ = ["handler400", "handler403", "handler404", "handler429", "handler500", "urlpatterns"]


def test_a_form_whose_login_has_ended_is_given_back_with_what_was_typed(db: None) -> None:
    page = Client(headers=OURS).post(
        "/tasks/parts/1/report/", {"text": REPORT, "progress": "30", "button": "save"}
    )
    words = page.content.decode()
    assert page.status_code == 401
    assert "已完成三次会商，&lt;b&gt;还差" in words
    assert 'name="progress" value="30"' in words
    assert 'action="/tasks/parts/1/report/"' in words
    assert "在新窗口登录" in words


def test_logged_in_again_it_is_sent_after_one_more_press(db: None) -> None:
    person = make_user(password=PASSWORD)
    browser = Client(enforce_csrf_checks=True, headers=OURS)
    browser.force_login(person)
    form = {"text": REPORT, "csrfmiddlewaretoken": "of-an-earlier-login"}
    page = browser.post("/tasks/parts/1/report/", form)
    assert page.status_code == 403
    assert page["X-Zhicheng-Refusal"] == "stale"
    assert "已完成三次会商" in page.content.decode()
    token = re.search(r'csrfmiddlewaretoken" value="([^"]+)"', page.content.decode())
    assert token
    again = browser.post(
        "/tasks/parts/1/report/", {"text": REPORT, "csrfmiddlewaretoken": token[1]}
    )
    assert again.status_code == 404, "it has arrived: no such assignment"


def test_a_fragment_stays_on_its_page(db: None) -> None:
    page = Client(headers={**OURS, "HX-Request": "true"}).post(
        "/plans/items/1/reject/", {"reason": "重复条目"}
    )
    assert page.status_code == 401
    bare = Client(headers={**OURS, "HX-Request": "true"}).post("/plans/items/1/accept/")
    assert "HX-Redirect" in bare


def test_without_words_the_login_is_asked_for_as_ever(db: None) -> None:
    assert Client(headers=OURS).post("/notices/read/").status_code == 302


def test_when_the_system_fails_the_words_are_still_there(settings: Settings, db: None) -> None:
    settings.ROOT_URLCONF = __name__
    visitor = Client(raise_request_exception=False, headers=OURS)
    visitor.force_login(make_user())
    page = visitor.post("/broken/", {"text": REPORT})
    assert page.status_code == 500
    assert "已完成三次会商" in page.content.decode()


FACTORY = RequestFactory()


@pytest.mark.parametrize("name", ["password1", "login", "code"])
def test_no_secret_is_shown_again(name: str) -> None:
    request = FACTORY.post("/", {name: "一个 秘密", "text": REPORT}, headers=OURS)
    assert typed_in(request).texts == ()


def test_words_from_another_site_are_not_the_persons() -> None:
    request = FACTORY.post("/", {"text": REPORT}, headers={"Sec-Fetch-Site": "cross-site"})
    assert typed_in(request) == typed_in(FACTORY.get("/"))


def test_files_cannot_be_sent_again_from_here() -> None:
    file = SimpleUploadedFile("a.txt", b"evidence")
    found = typed_in(FACTORY.post("/", {"text": REPORT, "uploads": file}, headers=OURS))
    assert found.texts == (REPORT,)
    assert found.fields is None


def test_an_old_browser_shows_the_words_and_sends_nothing_by_itself() -> None:
    found = typed_in(FACTORY.post("/", {"text": REPORT, "version": "3"}))
    assert (found.texts, found.fields) == ((REPORT,), None)


def test_an_unreadable_form_has_no_words() -> None:
    request = FACTORY.generic("POST", "/", b"x", content_type="multipart/form-data", headers=OURS)
    assert typed_in(request).texts == ()
