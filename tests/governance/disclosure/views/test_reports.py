"""Reports that the coordinator opens: page, files with their hash, data, news – and nothing before or after."""

import hashlib
from datetime import date, datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.test import Client

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.memory import forget_all
from zhicheng.foundation.documents.packing import parts
from zhicheng.foundation.files.queries import content as bytes_of
from zhicheng.governance.bulletins.actions import issue
from zhicheng.governance.bulletins.models import Format, Report
from zhicheng.governance.bulletins.queries import frozen_content
from zhicheng.governance.disclosure import actions, queries
from zhicheng.governance.disclosure.models import Opening
from zhicheng.governance.targets.models import Observation


@pytest.fixture
def office(sample_city: None, db: None) -> User:
    """The coordinator of the sample city, which has opened its plan and its bulletin."""
    return User.objects.get(username="coordinator")


@pytest.fixture
def opened(office: User) -> Opening:
    return Opening.objects.exclude(report=None).get()


def test_a_report_is_seen_with_its_files_until_it_is_withdrawn(
    opened: Opening, office: User, client: Client, now: datetime, today: date
) -> None:
    (seen,) = queries.reports_seen(today)
    report, paper = seen.report, seen.papers[0]
    assert paper.format == Format.OPEN
    frozen = frozen_content(report.issue)
    inside = {table.key: table for table in frozen.tables}
    named = [str(line[1]) for key in ("orders", "requests") for line in inside[key].lines]
    named += [row.evidence_name for row in Observation.objects.exclude(evidence_name="")]
    told = "".join(p.decode() for n, p in parts(bytes_of(paper.file)).items() if n.endswith(".xml"))
    assert named and not [name for name in named if name in told]
    page = client.get(f"/open/reports/{report.pk}/").content.decode()
    for word in (report.title, paper.name, paper.file.sha256):
        assert word in page
    url = f"/open/reports/files/{paper.pk}/"
    answer = client.get(url)
    content = b"".join(answer.streaming_content)  # type: ignore[attr-defined]  # a FileResponse
    assert hashlib.sha256(content).hexdigest() == paper.file.sha256
    assert answer["ETag"] == f'"{paper.file.sha256}"'
    assert answer["Cache-Control"] == "public, max-age=300"
    assert "Vary" not in answer and not answer.cookies
    assert client.get(url, headers={"if-none-match": answer["ETag"]}).status_code == 304
    rows = client.get("/open/data/reports.json").json()["rows"]
    assert rows[0]["sha256"] == paper.file.sha256
    for place in ("/open/", "/open/news.atom"):
        assert report.title in client.get(place).content.decode()
    assert f"/open/reports/{report.pk}/" in client.get("/open/sitemap.xml").content.decode()
    actions.withdraw(opening=opened, reason="有误", by=office, at=now)
    for gone in (url, f"/open/reports/{report.pk}/"):
        assert client.get(gone).status_code == 404
    assert report.title not in client.get("/open/").content.decode()


def test_what_is_not_issued_is_not_opened(
    opened: Opening, office: User, outsider: User, client: Client, now: datetime, today: date
) -> None:
    terms = actions.Terms(today, checked=True)
    written = Report.objects.exclude(state="issued")[0]
    with pytest.raises(ValidationError, match="已印发"):
        actions.open_report(report=written, terms=terms, by=office, at=now)
    assert opened.report is not None
    with pytest.raises(ValidationError, match="已经公开"):
        actions.open_report(report=opened.report, terms=terms, by=office, at=now)
    with pytest.raises(PermissionDenied):
        actions.open_report(report=opened.report, terms=terms, by=outsider, at=now)
    client.force_login(office)
    assert client.get(f"/open/office/reports/{written.pk}/open/").status_code == 404
    Report.objects.filter(pk=opened.report.pk).update(state="withdrawn")
    forget_all()
    assert queries.reports_seen(today) == []
    assert client.get("/open/data/reports.json").json()["rows"] == []


def test_the_office_withdraws_and_opens_again(
    opened: Opening, office: User, client: Client, today: date
) -> None:
    assert opened.report is not None
    client.force_login(office)
    url = f"/open/office/reports/{opened.report.pk}"
    page = client.get("/open/office/").content.decode()
    assert f"{url}/withdraw/" in page and f"/open/reports/{opened.report.pk}/" in page
    given = {"reason": "有误", "version": opened.version}
    assert client.post(f"{url}/withdraw/", given).status_code == 302
    assert f"{url}/open/" in client.get("/open/office/").content.decode()
    given = {"opens_on": today.isoformat(), "checked": "on"}
    assert client.post(f"{url}/open/", given).status_code == 302
    assert queries.reports_seen(today)


def test_the_command_line_does_the_same(
    opened: Opening, office: User, capsys: pytest.CaptureFixture[str], today: date
) -> None:
    assert opened.report is not None
    key, by = str(opened.report.pk), ("--by", office.username)
    call_command("disclosure", "list")
    assert opened.report.title in capsys.readouterr().out
    call_command("disclosure", "withdraw", "report", key, "--reason", "有误", *by)
    assert not queries.reports_seen(today)
    call_command("disclosure", "open", "report", key, "--checked", *by)
    assert queries.reports_seen(today)
    with pytest.raises(CommandError, match="没有这个方案或报告"):
        call_command("disclosure", "open", "report", "0", "--checked", *by)


def test_an_opening_is_of_one_thing(opened: Opening) -> None:
    with pytest.raises(IntegrityError), transaction.atomic():
        Opening.objects.update(report=None)


def test_the_edition_of_a_report_that_was_opened_before_there_were_such_is_made(
    office: User, client: Client, now: datetime, today: date
) -> None:
    report = Report.objects.get(state="composed")
    issue(report=report, signed_off="主任审定", by=office, at=now)
    Opening.objects.create(report=report, state="open", opens_on=today, opened_at=now)
    assert report.pk not in {seen.report.pk for seen in queries.reports_seen(today)}
    client.force_login(office)
    address = f"/open/office/reports/{report.pk}/edition/"
    page = client.get("/open/office/").content.decode()
    assert (
        "公开版未生成" in page and address in page and f'"/open/reports/{report.pk}/"' not in page
    )
    assert "生成后留存" in client.get(address).content.decode()
    told = client.post(address, follow=True).content.decode()
    assert "公开版已生成。" in told and "公开版未生成" not in told and address not in told
    client.logout()
    assert client.get(f"/open/reports/{report.pk}/").status_code == 200


def test_an_edition_is_made_of_what_is_in_force_by_the_coordinator(
    opened: Opening, office: User, client: Client
) -> None:
    address = f"/open/office/reports/{opened.report_id}/edition/"
    client.force_login(User.objects.get(username="kjj"))
    assert client.post(address).status_code == 403
    client.force_login(office)
    draft = Report.objects.get(state="composed")
    assert client.post(f"/open/office/reports/{draft.pk}/edition/").status_code == 404
