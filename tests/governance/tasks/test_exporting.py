"""The page that sends the whole ledger."""

from io import StringIO
from pathlib import Path

import pytest
from django.core.management import call_command
from django.http import FileResponse
from django.test import Client
from django.urls import reverse
from pytest_django import Settings

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.upkeep.moving import sheets


@pytest.mark.parametrize("ending", ["json", "xlsx"])
@pytest.mark.django_db(transaction=True)
def test_the_page_sends_the_file_that_the_command_takes(
    ending: str, coordinator: User, settings: Settings, tmp_path: Path, client: Client
) -> None:
    client.force_login(coordinator)
    url = reverse("tasks:export")
    assert "导出人和时间将记入审计链" in client.get(url).content.decode()
    answer = client.post(url, {"ending": ending})
    assert isinstance(answer, FileResponse)
    assert f".{ending}" in answer["Content-Disposition"]
    file = tmp_path / f"page.{ending}"
    file.write_bytes(b"".join(answer.streaming_content))
    answer.close()
    assert Entry.objects.order_by("-seq")[0].actor == str(coordinator.pk)
    call_command("flush", interactive=False, verbosity=0)
    settings.FILES_ROOT = tmp_path / "elsewhere"
    call_command("ledger", "import", str(file), stdout=StringIO())
    assert User.objects.get().name == coordinator.name


def test_the_page_refuses_other_kinds_and_other_people(
    coordinator: User, verifier: User, outsider: User, client: Client
) -> None:
    url = reverse("tasks:export")
    client.force_login(coordinator)
    assert client.post(url, {"ending": "csv"}).status_code == 422
    for person in (verifier, outsider):
        client.force_login(person)
        assert client.get(url).status_code == client.post(url).status_code == 403


@pytest.mark.django_db(transaction=True)
def test_the_page_says_what_does_not_fit(
    coordinator: User, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sheets, "_ROWS", 0)
    client.force_login(coordinator)
    answer = client.post(reverse("tasks:export"), {"ending": "xlsx"})
    assert answer.status_code == 422
    assert "请导出为 .json" in answer.content.decode()
