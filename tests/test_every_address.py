"""Every address of the product, tried by three people who should get nothing: a visitor without a login,
an outsider without any role, and an officer of another unit. So that none of them is refused merely for
want of rows, each address must also answer somebody who is permitted.

The list is the URL table itself, so that a new page is tried from its first day: what somebody may open
is named here, one by one, and everything else must be refused to them.
"""

import re
from datetime import datetime
from io import BytesIO

import pytest
from django.db import transaction
from django.test import Client
from django.urls import get_resolver, reverse

from tests.addresses import every_address, make_what_the_sample_lacks, patterns
from tests.factories import make_user
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.sample import PASSWORD
from zhicheng.governance.plans.actions.importing import upload

# What is there for everybody.
PUBLIC = {
    "disclosure:home",
    "disclosure:plan",
    "disclosure:chapter",
    "disclosure:target",
    "disclosure:data",
    "disclosure:dictionary",
    "disclosure:file",
    "disclosure:report",
    "disclosure:paper",
    "disclosure:atom",
    "disclosure:rss",
    "disclosure:sitemap",
    "robots",
}
# What a visitor may open: that, the entrance, and the one-time link with which a password is chosen.
ENTRANCE = {
    *PUBLIC,
    "account_login",
    "agenda:feed",
    "account_inactive",
    "account_signup",  # says that accounts are given by the administrator
    "accounts:choose_password",
    "overview:wall",  # leads to the login; tells a screen whose login has ended
    "overview:screen",  # shows the wall to a screen that knows the secret
    "mode",  # language and size of the pages are anybody's to choose
    "mode_of_visitor",
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
    "overview:end_screen",
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
    "access:list",
    "access:add",
    "access:reference",
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
    "workplans:list",
    "workplans:draw",
    "meetings:list",
    "meetings:conferences",
    "meetings:conference",
    "meetings:quorum",
    "systems:list",
    "systems:system",
    "targets:list",
    "targets:target",
    "disclosure:office",
    "bulletins:list",
    "bulletins:report",
    "bulletins:paper",
    "bulletins:verify",
    "assessment:list",
    "assessment:scheme",
    "assessment:ranking",
    "units:list",
    "units:unit",
    "units:areas",
    "calendars:list",
    "calendars:year",
    "calendars:file",
    "parties:list",
    "parties:party",
    "rights:list",
    "rights:right",
    "rights:document",
}
# What answers whoever knows a secret, which these addresses do not hold.
BY_SECRET = {"overview:screen"}
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
pytestmark = pytest.mark.django_db


@pytest.fixture
def addresses(sample_city: None, db: None, now: datetime) -> list[tuple[str, str]]:
    make_what_the_sample_lacks(now)
    return every_address(now)


def _is_own(name: str) -> bool:
    """The second factor is everybody's own; its pages are the library's."""
    return name.startswith("mfa_")


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
        if not answer.streaming and name not in PUBLIC:
            assert not A_TASK.search(answer.content.decode()), f"{name} shows a task of the ledger"


def test_an_officer_of_another_unit_changes_nothing(addresses: list[tuple[str, str]]) -> None:
    assert _wrong(User.objects.get(username="nyj"), addresses, OFFICERS) == []


def test_a_draft_is_the_coordinators_alone(addresses: list[tuple[str, str]], now: datetime) -> None:
    office = User.objects.get(username="coordinator")
    draft = upload(stream=BytesIO("一、总体要求\n".encode()), name="草稿.txt", by=office, at=now)
    of_the_draft = [
        (name, reverse(name, kwargs={"version": draft.pk}))
        for name, pattern in patterns(get_resolver())
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
        if name not in BY_SECRET and not any(_answers(username, url) for username in PERMITTED)
    ]
    assert in_vain == []
