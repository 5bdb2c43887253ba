"""Error pages say what happened, what was kept and what to do, and ask the database nothing."""

import pytest
from django.core.exceptions import PermissionDenied, SuspiciousOperation
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client
from django.urls import include, path
from pytest_django import Settings
from tests.factories import make_user

from zhicheng.site import errors
from zhicheng.site.urls import handler400, handler403, handler404, handler429, handler500


def fail(request: HttpRequest, how: str) -> HttpResponse:
    """Whatever goes wrong in a room."""
    raise {
        "forbidden": PermissionDenied("本单位报送的进展须由他人核验。"),
        "bare": PermissionDenied(),
        "missing": Http404("No Task matches the given query."),
        "odd": SuspiciousOperation("strange"),
        "broken": ZeroDivisionError("secret detail"),
    }[how]


urlpatterns = [path("", include("zhicheng.site.urls")), path("fail/<str:how>/", fail)]
__all__ = ["handler400", "handler403", "handler404", "handler429", "handler500", "urlpatterns"]


@pytest.fixture
def visitor(settings: Settings) -> Client:
    """Someone on a site where things fail; no database is at hand."""
    settings.ROOT_URLCONF = __name__
    settings.MIDDLEWARE = [
        name
        for name in settings.MIDDLEWARE
        if "LoginRequired" not in name
        and "Session" not in name
        and "Authentication" not in name
        and "Message" not in name
        and "allauth" not in name
    ]
    return Client(raise_request_exception=False)


@pytest.mark.parametrize(
    ("how", "status", "words"),
    [
        ("forbidden", 403, "本单位报送的进展须由他人核验。"),
        ("bare", 403, "没有查看或办理这一事项的权限"),
        ("missing", 404, "您访问的地址不存在"),
        ("odd", 400, "请求不完整或格式不正确"),
        ("broken", 500, "错误已经记入日志"),
    ],
)
def test_each_failure_has_a_page_that_helps(
    visitor: Client, how: str, status: int, words: str
) -> None:
    page = visitor.get(f"/fail/{how}/")
    assert page.status_code == status
    text = page.content.decode()
    for heading in ("发生了什么", "保留了什么", "怎么办", words):
        assert heading in text
    assert "secret detail" not in text
    assert "No Task" not in text


@pytest.mark.django_db
def test_an_address_that_is_not_listed_is_told_so() -> None:
    page = Client(headers={"host": "192.0.2.7:8000"}).get("/account/login/")
    assert page.status_code == 400
    text = page.content.decode()
    assert "访问地址未登记" in text
    assert "ZHICHENG_HOSTS" in text


def test_too_many_requests_and_a_stale_form_have_theirs() -> None:
    assert errors.too_many_requests(HttpRequest()).status_code == 429
    stale = errors.stale_form(HttpRequest(), reason="CSRF token missing")
    assert stale.status_code == 403
    assert "页面已失效" in stale.content.decode()


@pytest.mark.django_db
def test_a_form_without_its_token_is_told_so() -> None:
    page = Client(enforce_csrf_checks=True).post("/account/login/", {"login": "x", "password": "y"})
    assert page.status_code == 403
    assert "页面已失效" in page.content.decode()


@pytest.mark.django_db
def test_a_page_that_is_refused_or_not_there_makes_no_noise(
    client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    client.force_login(make_user())
    assert [client.get(url).status_code for url in ("/nowhere/", "/audit/")] == [404, 403]
    assert caplog.records == []
