"""The mode of the pages: chosen without script, kept in a cookie and with the account, back to the page."""

import re

import pytest
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.test import Client, override_settings
from django.urls import path, reverse

from zhicheng.foundation.accounts.actions.modes import keep_mode
from zhicheng.foundation.accounts.models import User
from zhicheng.site import urls

LOGIN = "/account/login/?next=/tasks/"
pytestmark = pytest.mark.django_db


def choose(client: Client, mode: str, back: str = "/") -> str:
    """Press a button of the switch; returns where it leads."""
    answer = client.post(reverse("mode"), {"mode": mode, "next": back})
    assert answer.status_code == 302
    return answer["Location"]


def page_of(client: Client, address: str = LOGIN) -> str:
    return client.get(address).content.decode()


@pytest.mark.parametrize(
    ("mode", "tag", "words"),
    [
        ("zh-hans", "zh-Hans", "账号由系统管理员开设"),
        ("zh-hant", "zh-Hant", "賬號由系統管理員開設"),
    ],
)
def test_a_visitor_chooses_a_language_on_the_login_page(
    client: Client, mode: str, tag: str, words: str
) -> None:
    assert choose(client, mode, LOGIN) == LOGIN
    page = page_of(client)
    assert f'<html lang="{tag}">' in page
    assert words in page
    assert client.get(LOGIN)["Content-Language"] == tag


def test_large_type_goes_with_every_language(client: Client) -> None:
    choose(client, "zh-hant.large")
    page = page_of(client)
    assert '<html lang="zh-Hant" data-large>' in page
    assert 'value="zh-hant"' in page  # the way back
    assert 'value="en.large"' in page  # another language, the same size


def test_the_names_of_languages_stay_their_own(client: Client) -> None:
    for mode in ("zh-hans", "zh-hant", "en"):
        choose(client, mode)
        page = page_of(client)
        assert all(name in page for name in ("简体中文", "繁體中文", "English"))


def test_the_choice_follows_the_person_and_not_the_desk(
    client: Client, officer: User, head: User
) -> None:
    client.force_login(officer)
    choose(client, "zh-hant.large")
    another_desk = Client()
    another_desk.force_login(officer)
    assert 'lang="zh-Hant" data-large' in page_of(another_desk, "/people/me/")
    choose(another_desk, "en")
    # The colleague at the same desk has chosen simplified script before.
    keep_mode(mode="zh-hans", by=head)
    another_desk.force_login(head)
    assert '<html lang="zh-Hans">' in page_of(another_desk, "/people/me/")


def test_nothing_but_a_mode_is_kept(client: Client, officer: User) -> None:
    client.force_login(officer)
    for word in ("", "fr", "en.huge", "<script>"):
        assert client.post(reverse("mode"), {"mode": word}).status_code == 400
    with pytest.raises(ValidationError):
        keep_mode(mode="fr", by=officer)
    client.cookies["mode"] = "../../etc"
    assert '<html lang="zh-Hans">' in page_of(client, "/people/me/")


@pytest.mark.parametrize(
    "address", ["https://elsewhere.example/", "//elsewhere.example", "", "page/"]
)
def test_the_way_back_never_leaves_the_house(client: Client, address: str) -> None:
    assert choose(client, "en", address) == "/"


def test_the_switch_wants_its_token() -> None:
    strict = Client(enforce_csrf_checks=True)
    assert strict.post(reverse("mode"), {"mode": "en"}).status_code == 403
    token = re.search(r'name="csrfmiddlewaretoken" value="(\w+)"', page_of(strict))
    assert token
    answer = strict.post(reverse("mode"), {"mode": "en", "csrfmiddlewaretoken": token[1]})
    assert answer.status_code == 302
    assert strict.get(reverse("mode")).status_code == 405


def test_error_pages_speak_the_language_too(client: Client, officer: User) -> None:
    client.force_login(officer)
    choose(client, "zh-hant")
    assert "沒有這個頁面" in page_of(client, "/no/such/page/")


def test_what_was_typed_comes_back_as_it_was(client: Client, administrator: User) -> None:
    client.force_login(administrator)
    choose(client, "zh-hant")
    form = {"username": "复核员一号", "name": "复核" * 40, "email": "x"}
    answer = client.post(reverse("accounts:add"), form)
    assert answer.status_code == 422
    assert f'value="{"复核" * 40}"' in answer.content.decode()


def test_files_leave_as_they_are(client: Client) -> None:
    def file(request: object) -> HttpResponse:
        return HttpResponse(
            "复核", headers={"Content-Disposition": 'attachment; filename="a.html"'}
        )

    def data(request: object) -> HttpResponse:
        return HttpResponse("复核", content_type="application/json")

    from django.contrib.auth.decorators import login_not_required

    class Addresses:
        urlpatterns = [
            *urls.urlpatterns,
            path("file/", login_not_required(file)),
            path("data/", login_not_required(data)),
        ]

    choose(client, "zh-hant")
    with override_settings(ROOT_URLCONF=Addresses):
        assert client.get("/file/").content.decode() == "复核"
        assert client.get("/data/").content.decode() == "复核"
