"""The pages of the templates, and the command."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from tests.foundation.documents.kinds import KIND, known, other, sheet, stream, whole

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.documents import actions, queries
from zhicheng.foundation.documents.models import Template

pytestmark = pytest.mark.django_db
PAGE = "/documents/kinds/tests.letter/"


@pytest.fixture(autouse=True)
def _kind() -> Iterator[None]:
    with known():
        yield


def upload(client: Client, content: bytes) -> tuple[int, str]:
    given = {"file": SimpleUploadedFile("本市函.docx", content)}
    answer = client.post(f"{PAGE}replace/", given, follow=True)
    return answer.status_code, answer.content.decode()


def test_the_coordinator_replaces_and_restores(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    assert "系统自带" in client.get("/documents/").content.decode()
    said = client.get(PAGE).content.decode()
    assert "{{ title }}" in said
    assert "{%p for item in items %}" in said
    assert "{%p for said_row in item.said %}" in said
    assert "还没有上传过模板" in said
    assert client.get(f"{PAGE}replace/").status_code == 200
    status, said = upload(client, other())
    assert status == 200
    assert "本市函.docx" in said
    assert "启用中" in said
    upload(client, whole())
    older, newer = Template.objects.order_by("pk")
    assert "启用“本市函.docx”" in client.get(PAGE).content.decode()
    assert client.get(f"/documents/templates/{older.pk}/choose/").status_code == 200
    client.post(f"/documents/templates/{older.pk}/choose/")
    assert queries.chosen(KIND) == older
    assert client.get(f"{PAGE}restore/").status_code == 200
    client.post(f"{PAGE}restore/")
    assert queries.chosen(KIND) is None
    closed = client.post(f"{PAGE}restore/").content.decode()
    assert "现在使用的就是系统自带的模板" in closed
    assert newer.pk


def test_a_template_that_does_not_fit_any_more_is_not_chosen(
    client: Client, coordinator: User, now: datetime, monkeypatch: pytest.MonkeyPatch
) -> None:
    template = actions.replace(
        kind=KIND, stream=stream(other()), name="a.docx", by=coordinator, at=now
    )
    actions.restore(kind=KIND, by=coordinator, at=now)
    monkeypatch.setattr(actions, "template_faults", lambda *_: ["没有“title”这个字段。"])
    client.force_login(coordinator)
    said = client.post(f"/documents/templates/{template.pk}/choose/", follow=True)
    assert "没有“title”这个字段。" in said.content.decode()


def test_a_wrong_template_says_what_is_wrong(client: Client, coordinator: User) -> None:
    client.force_login(coordinator)
    status, said = upload(client, sheet(lambda made: made.line("{{ nobody }}{{ title|x }}")))
    assert status == 422
    assert "没有“nobody”这个字段" in said
    assert client.post(f"{PAGE}replace/").status_code == 422
    assert not Template.objects.exists()


def test_templates_are_downloaded(client: Client, auditor: User, now: datetime) -> None:
    client.force_login(auditor)
    template = actions.template_for(kind=KIND, at=now)
    for url in (f"{PAGE}built-in/", f"/documents/templates/{template.pk}/"):
        answer = client.get(url)
        assert b"".join(answer) == whole()
        assert "attachment" in answer["Content-Disposition"]
    assert "更换模板" not in client.get(PAGE).content.decode()
    assert client.get(f"{PAGE}replace/").status_code == 403
    assert client.get("/documents/kinds/tests.none/").status_code == 404


@pytest.mark.parametrize("who", ["verifier", "head", "leader", "outsider"])
def test_others_see_no_templates(client: Client, who: str, request: pytest.FixtureRequest) -> None:
    client.force_login(request.getfixturevalue(who))
    for url in ("/documents/", PAGE, f"{PAGE}built-in/", f"{PAGE}restore/"):
        assert client.get(url).status_code == 403
