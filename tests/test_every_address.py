"""Every address of the product, tried by three people who should get nothing: a visitor without a login,
an outsider without any role, and an officer of another unit.

The list is the URL table itself, so that a new page is tried from its first day: what somebody may open
is named here, one by one, and everything else must be refused to them.
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.urls.resolvers import URLResolver

from tests.factories import make_user
from zhicheng.foundation.accounts.models import Deputyship, Grant, User
from zhicheng.foundation.jobs.models import Job
from zhicheng.foundation.notices.models import Notice
from zhicheng.foundation.units.models import Alias
from zhicheng.governance.plans.actions.importing import upload
from zhicheng.governance.plans.models import Item, UnitName, Version, VersionState
from zhicheng.governance.systems.models import NoteFile
from zhicheng.governance.targets.models import Observation
from zhicheng.governance.tasks.models import Assignment, Evidence
from zhicheng.governance.tasks.models import Milestone as TaskMilestone
from zhicheng.site.management.commands.sample import create_sample

# What a visitor may open: the entrance, and the one-time link with which a password is chosen.
ENTRANCE = {
    "account_login",
    "agenda:feed",
    "account_inactive",
    "account_signup",  # says that accounts are given by the administrator
    "accounts:choose_password",
    "mode",  # language and size of the pages are anybody's to choose
}
# What anybody with a login may open: their own account, and the first page with what is theirs.
OWN = {
    *ENTRANCE,
    "account_logout",
    "account_reauthenticate",
    "account_change_password",
    "account_set_password",
    "accounts:mine",
    "agenda:month",
    "agenda:day",
    "agenda:file",
    "agenda:subscription",
    "agenda:end",
    "agenda:feed",  # asks for a password of its own
    "notices:list",
    "notices:read_all",
    "overview:home",
    "tasks:ledger",
    "tasks:parts",
    "tasks:units",
    "tasks:matrix",
    "tasks:timeline",
    "tasks:mine",
    "tasks:bulk",
    "jobs:list",
}
# What an officer may open besides: the plan in force, and who the units of the city are.
OFFICERS = {
    *OWN,
    "plans:index",
    "plans:plan",
    "plans:version",
    "plans:print",
    "plans:file",
    "plans:progress",
    "plans:compare",
    "tasks:unit",
    "tasks:lights",
    "tasks:duties",
    "systems:list",
    "systems:system",
    "targets:list",
    "targets:target",
    "units:list",
    "units:unit",
    "units:areas",
    "calendars:list",
    "calendars:year",
}
REFUSED = {403, 404}
WRONG_METHOD = 405
A_TASK = re.compile(r"20\d\d-\d{4}\b")

pytestmark = pytest.mark.django_db


def _patterns(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver):
            yield from _patterns(entry, entry.namespace or namespace)
        else:
            yield f"{namespace}:{entry.name}" if namespace else str(entry.name), entry


def _is_own(name: str) -> bool:
    """The second factor is everybody's own; its pages are the library's."""
    return name.startswith("mfa_")


@pytest.fixture
def addresses(now: datetime) -> list[tuple[str, str]]:
    """Every address, by name, pointing to rows of 市市场监管局, of its people, or of the plan in force."""
    create_sample(at=now)
    part = Assignment.objects.filter(unit__short_name="市市场监管局", stage="closed")[0]
    proof = Evidence.objects.filter(report__assignment__unit=part.unit)[0]
    person = User.objects.get(username="scj")
    head = User.objects.get(username="scj-head")
    deputy = Deputyship.objects.create(
        absent=head, deputy=person, valid_from=now.date(), valid_to=now.date() + timedelta(7)
    )
    notice = Notice.objects.create(to=person, text="请签收", at=now)
    shown = NoteFile.objects.exclude(note__system__owner__short_name="市农业农村局")[0]
    system = shown.note.system
    measured = Observation.objects.exclude(value=None)[0]
    milestone = system.milestones.filter(done_on=None)[0]
    own = TaskMilestone.objects.get_or_create(
        task=part.task, kind="own", key="a", defaults={"title": "初稿", "due_on": part.due_on}
    )[0]
    keys = {
        "unit": part.unit_id,
        "edit_area": part.unit.area_id,
        "task": part.task_id,
        "assign": part.task_id,
        "why": part.task_id,
        "why_part": part.pk,
        "tasks:add_milestone": part.task_id,
        "tasks:milestone": own.pk,
        "break_down": part.task_id,
        "report": part.pk,
        "decide": part.pk,
        "evidence": proof.pk,
        "remove_alias": Alias.objects.filter(unit=part.unit)[0].pk,
        "withdraw": Grant.objects.filter(user=person)[0].pk,
        "end_deputyship": deputy.pk,
        "notices": notice.pk,
        "jobs": Job.objects.all()[0].pk,
        "units": part.unit_id,
        "accounts": person.pk,
        "systems": system.pk,
        "systems:assign": system.pk,
        "systems:decide": system.pk,
        "systems:evidence": shown.pk,
        "targets": measured.target_id,
        "targets:distribute_areas": measured.target_id,
        "targets:distribute_years": measured.target_id,
        "targets:evidence": measured.pk,
        "targets:correct": measured.pk,
        "milestone": milestone.pk,
        "reach": milestone.pk,
        "drop": milestone.pk,
    }
    return [
        (name, reverse(name, kwargs=_rows(name, pattern, keys)))
        for name, pattern in _patterns(get_resolver())
    ]


def _rows(name: str, pattern: URLPattern, keys: dict[str, int]) -> dict[str, object]:
    room, _, page = name.rpartition(":")
    version = Version.objects.filter(state=VersionState.PUBLISHED)[0]
    known: dict[str, object] = {
        "plan": version.plan_id,
        "version": version.pk,
        "item": Item.objects.filter(version=version)[0].pk,
        "name": UnitName.objects.filter(version=version)[0].pk,
        "doubt": 1,
        "verb": "stop" if room == "systems" else "sign",
        "seq": 3,
        "on": "2026-11-22",
        "year": 2026,
        "uidb64": "abc",
        "token": "abc",
    }
    return {
        word: keys.get(name, keys.get(page, keys.get(room, 1))) if word == "key" else known[word]
        for word in pattern.pattern.converters
    }


def _wrong(who: User, addresses: list[tuple[str, str]], may_open: set[str]) -> list[str]:
    """The addresses that answer although they are not named; also every failure of the server."""
    client = Client()
    wrong = []
    for name, url in addresses:
        client.force_login(who)  # afresh each time: one of the addresses logs out
        got, posted = client.get(url).status_code, client.post(url).status_code
        refused = got in REFUSED | {WRONG_METHOD} and posted in REFUSED | {WRONG_METHOD}
        hidden = refused and {got, posted} != {WRONG_METHOD}
        if max(got, posted) >= 500 or not (hidden or name in may_open or _is_own(name)):
            wrong.append(f"{name} {url}: GET {got}, POST {posted}")
    return wrong


def test_a_visitor_is_led_to_the_login(client: Client, addresses: list[tuple[str, str]]) -> None:
    wrong = []
    for name, url in addresses:
        for answer in (client.get(url), client.post(url)):
            to_login = answer.status_code == 302 and answer["Location"].startswith(
                "/account/login/"
            )
            if name not in ENTRANCE and not to_login:
                wrong.append(f"{name} {url}: {answer.status_code}")
    assert wrong == []


def test_an_outsider_opens_nothing_but_their_own(addresses: list[tuple[str, str]]) -> None:
    outsider = make_user()
    assert _wrong(outsider, addresses, OWN) == []
    client = Client()
    for name, url in addresses:
        client.force_login(outsider)
        answer = client.get(url)
        if not answer.streaming:
            assert not A_TASK.search(answer.content.decode()), f"{name} shows a task of the ledger"


def test_an_officer_of_another_unit_changes_nothing(addresses: list[tuple[str, str]]) -> None:
    assert _wrong(User.objects.get(username="nyj"), addresses, OFFICERS) == []


def test_a_draft_is_the_coordinators_alone(addresses: list[tuple[str, str]], now: datetime) -> None:
    office = User.objects.get(username="coordinator")
    draft = upload(stream=BytesIO("一、总体要求\n".encode()), name="草稿.txt", by=office, at=now)
    of_the_draft = [
        (name, reverse(name, kwargs={"version": draft.pk}))
        for name, pattern in _patterns(get_resolver())
        if list(pattern.pattern.converters) == ["version"]
    ]
    assert len(of_the_draft) > 10
    assert _wrong(User.objects.get(username="nyj"), of_the_draft, set()) == []
