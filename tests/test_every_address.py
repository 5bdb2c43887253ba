"""Every address of the product, tried by three people who should get nothing: a visitor without a login,
an outsider without any role, and an officer of another unit. So that none of them is refused merely for
want of rows, each address must also answer somebody who is permitted.

The list is the URL table itself, so that a new page is tried from its first day: what somebody may open
is named here, one by one, and everything else must be refused to them.
"""

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from io import BytesIO

import pytest
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.db import transaction
from django.test import Client
from django.urls import URLPattern, get_resolver, reverse
from django.urls.resolvers import URLResolver

from tests.address_keys import assessment_keys, supervision_keys
from tests.factories import make_user
from tests.foundation.calendars.years import year_file
from zhicheng.foundation.accounts.models import Deputyship, Grant, User
from zhicheng.foundation.accounts.sample import PASSWORD
from zhicheng.foundation.calendars.actions import load_file
from zhicheng.foundation.calendars.models import LoadedYear
from zhicheng.foundation.jobs.models import Job
from zhicheng.foundation.jobs.worker import work_once
from zhicheng.foundation.notices.models import Notice
from zhicheng.foundation.units.models import Alias
from zhicheng.governance.plans.actions.importing import upload
from zhicheng.governance.plans.models import Doubt, Item, UnitName, Version, VersionState
from zhicheng.governance.systems.models import NoteFile
from zhicheng.governance.targets.models import Observation
from zhicheng.governance.tasks.models import Assignment, Evidence, LightSetting
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
    "supervision:orders",
    "supervision:rules",
    "supervision:requests",
    "supervision:new_request",
    "supervision:circulars",
    "supervision:circular",
    "supervision:paper",
    "systems:list",
    "systems:system",
    "targets:list",
    "targets:target",
    "assessment:list",
    "assessment:scheme",
    "assessment:ranking",
    "units:list",
    "units:unit",
    "units:areas",
    "calendars:list",
    "calendars:year",
    "calendars:file",
}
REFUSED = {403, 404}
WRONG_METHOD = 405
A_TASK = re.compile(r"20\d\d-\d{4}\b")
# Together they may do everything; the administrator has a second factor.
PERMITTED = (
    "coordinator",
    "admin",
    "auditor",
    "verifier",
    "mayor",
    "scj",
    "scj-head",
    "kjj",
)
# What is done at the addresses that end with a verb; elsewhere they sign.
VERBS = {
    "supervision:decide": "return",
    "supervision:decide_request": "reply",
    "systems:decide": "stop",
    "tasks:milestone": "mark",
    "assessment:conduct": "announce",
    "assessment:decide_sheet": "submit",
}
# An amendment with a doubt: nobody can have half a geographical indication.
AMENDMENT = """示例市知识产权强市建设工作方案(2026-2028年)

一、工作目标

到2028年,地理标志总数达到15.5件。

二、重点任务

(一)促进转化运用

1.推进质押融资。建立质押融资白名单,每年组织两次银企对接活动。(责任单位:市商务局)
"""

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
    _make_what_the_sample_lacks(now)
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
    ahead = LightSetting.objects.filter(valid_from__gt=now.date())[0]
    keys = {
        "withdraw_lights": ahead.pk,
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
        "supervision:new_request_about": part.task_id,
        **supervision_keys(part.unit_id),
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
        **assessment_keys(),
        "calendars:file": LoadedYear.objects.exclude(file=None)[0].pk,
    }
    return [
        (name, reverse(name, kwargs=_rows(name, pattern, keys)))
        for name, pattern in _patterns(get_resolver())
    ]


def _make_what_the_sample_lacks(now: datetime) -> None:
    """A draft of an amendment with a doubt, a calendar from a file, a second factor."""
    office = User.objects.get(username="coordinator")
    plan = Version.objects.filter(state=VersionState.PUBLISHED)[0].plan
    upload(stream=BytesIO(AMENDMENT.encode()), name="修订.txt", plan=plan, by=office, at=now)
    while work_once("test", at=now):
        pass
    load_file(content=year_file(), name="日历.json", by=office, at=now)
    careful = User.objects.get(username="admin")
    TOTP.activate(careful, generate_totp_secret())
    RecoveryCodes.activate(careful)


def _rows(name: str, pattern: URLPattern, keys: dict[str, int]) -> dict[str, object]:
    room, _, page = name.rpartition(":")
    version = _version_for(name)
    known: dict[str, object] = {
        "plan": version.plan_id,
        "version": version.pk,
        "item": Item.objects.filter(version=version)[0].pk,
        "name": UnitName.objects.filter(version=version)[0].pk,
        "doubt": Doubt.objects.filter(version__state=VersionState.DRAFT)[0].pk,
        "verb": VERBS.get(name, "sign"),
        "unit": keys["unit"],
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


def _version_for(name: str) -> Version:
    """The version in force, which has none before it; its amendment where two are compared."""
    state = VersionState.DRAFT if name == "plans:differences" else VersionState.PUBLISHED
    return Version.objects.filter(state=state)[0]


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


def _answers(username: str, url: str) -> bool:
    """Whether a permitted person gets something else than a refusal; what it changes is taken back."""
    with transaction.atomic():
        refusals = REFUSED | {WRONG_METHOD}
        answered = any(_asked(username, url, how) not in refusals for how in ("get", "post"))
        transaction.set_rollback(True)
    return answered


def _asked(username: str, url: str, method: str) -> int:
    client = Client()
    client.force_login(User.objects.get(username=username))
    client.post(reverse("account_reauthenticate"), {"password": PASSWORD})
    answer = getattr(client, method)(url)
    to_password = answer.status_code == 302 and answer["Location"].startswith(
        (reverse("account_login"), reverse("account_reauthenticate"))
    )
    return 403 if to_password else int(answer.status_code)


def test_every_address_answers_somebody(addresses: list[tuple[str, str]]) -> None:
    in_vain = [
        f"{name} {url}"
        for name, url in addresses
        if not any(_answers(username, url) for username in PERMITTED)
    ]
    assert in_vain == []
