"""Every page of the product: where somebody gets it, and who that is. What answers no page, and why.

A route may have several pages, where its page differs from person to person or from state to state.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict

from django.utils import timezone

from tests.city import (
    HALF_WAY,
    NEWCOMER,
    NOBODY,
    client_of,
    furnish,
    link_to_a_password,
    screen_on_the_wall,
)
from tests.foundation.calendars.years import NEXT
from tests.naming import ADMIN, AUDITOR, MAYOR, OFFICE, VERIFIER, Page, staffed, who_is
from tests.naming import page as _page
from tests.office_pages import office_pages
from tests.pages_judging import judging
from tests.pages_register import register_pages
from zhicheng.foundation.access.models import AccessToken
from zhicheng.foundation.accounts.models import Deputyship, Grant, User
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.audit.personal import is_personal
from zhicheng.foundation.files.rules import SHEET
from zhicheng.foundation.jobs.models import Job
from zhicheng.foundation.units.models import Alias, Unit
from zhicheng.foundation.webhooks.models import Endpoint
from zhicheng.governance.bulletins.models import Report
from zhicheng.governance.disclosure.models import Opening
from zhicheng.governance.plans.models import Version
from zhicheng.governance.systems.models import Milestone as SystemMilestone
from zhicheng.governance.targets.models import Observation, Target
from zhicheng.governance.tasks.models import Assignment, LightSetting, Milestone, Task

# What a GET answers otherwise than with a page.
NO_PAGES = {
    "agenda:feed": "a calendar file, for a program that gives its own password",
    "agenda:file": "a calendar file",
    "bulletins:paper": "a file",
    "bulletins:preview": "a file",
    "bulletins:progress": "a part of the page of a paper whose data are gathered, which asks for it again",
    "calendars:file": "the file that a year was loaded from",
    "disclosure:atom": "a feed",
    "disclosure:dictionary": "a file",
    "disclosure:file": "a file",
    "disclosure:paper": "a file",
    "disclosure:rss": "a feed",
    "disclosure:sitemap": "a list of addresses for search engines",
    "documents:built_in": "a file",
    "documents:file": "a file",
    "imports:to_mend": "a file",
    "meetings:material": "a file",
    "meetings:minutes": "a file",
    "imports:progress": "a part of the page of an import, which asks for it again",
    "jobs:progress": "a part of the page of a job, which asks for it again",
    "mfa_download_recovery_codes": "a text file",
    "rights:document": "a file",
    "robots": "a text file for search engines",
    "plans:file": "the document as it was uploaded",
    "plans:plan": "leads on to the version in force",
    "plans:progress": "a part of the page of a version that is being read, which asks for it again",
    "supervision:file": "a file",
    "systems:evidence": "a file",
    "targets:evidence": "a file",
    "tasks:evidence": "a file",
}


def room_of(route: str) -> str:
    """The room that a route belongs to; the pages of one's account stand outside all rooms."""
    return route.partition(":")[0] if ":" in route else "account"


def all_pages() -> list[Page]:
    """Every page, in a city that ``tests.city.furnish`` has furnished."""
    return [
        *_account(), *_overview(), *_plans(), *_reviewed(), *_ledger(), *_tasks(), *_parts(),
        *judging(), *_office(), *_targets(), *_systems(), *_bulletins(), *_disclosure(),
        *register_pages(), *_foundation(), *_accounts(),
    ]  # fmt: skip


def _office() -> Iterator[Page]:
    return (_page(one.route, one.who, *one.keys, **one.query) for one in office_pages())


def _account() -> Iterator[Page]:
    # First, while the password has just been given.
    yield _page("mfa_authenticate", HALF_WAY)
    yield _page("account_set_password", NEWCOMER)
    for route in (
        "account_logout", "account_reauthenticate", "account_change_password", "mfa_index",
        "mfa_activate_totp",
    ):  # fmt: skip
        yield _page(route, OFFICE)
    for route in (
        "mfa_index", "mfa_reauthenticate", "mfa_deactivate_totp", "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
    ):  # fmt: skip
        yield _page(route, ADMIN)
    for route in ("account_login", "account_inactive", "account_signup"):
        yield _page(route, NOBODY)
    yield _page("accounts:choose_password", NOBODY, *link_to_a_password(timezone.now()))
    yield _page("accounts:choose_password", NOBODY, "abc", "used")


def _overview() -> Iterator[Page]:
    for who in (MAYOR, OFFICE, VERIFIER, AUDITOR, ADMIN, "kjj-head", "scj", "yunxi"):
        yield _page("overview:home", who)
    yield _page("overview:wall", MAYOR)
    yield _page("overview:screen", NOBODY, screen_on_the_wall(timezone.now()))
    yield _page("overview:screen_address", MAYOR)


def _plans() -> Iterator[Page]:
    published = Version.objects.filter(state="published").order_by("pk")[0]
    amendment = Version.objects.get(state="draft", plan=published.plan)
    other = Version.objects.filter(state="draft").exclude(plan=published.plan).order_by("pk")[0]
    sheet = Version.objects.get(file__media_type=SHEET)
    yield _page("plans:index", OFFICE)
    yield _page("plans:upload", OFFICE)
    yield _page("plans:import_sheet", OFFICE)
    yield _page("plans:sheet_rows", OFFICE, sheet.pk)
    yield _page("plans:amend", OFFICE, published.plan_id)
    yield _page("plans:compare", OFFICE)
    yield _page("plans:compare", OFFICE, a=published.pk, b=other.pk)
    yield _page("plans:version", "scj", published.pk)
    yield _page("plans:print", "scj", published.pk)
    for state in ("reading", "unreadable"):
        yield _page("plans:version", OFFICE, Version.objects.get(state=state).pk)
    yield _page("plans:differences", OFFICE, amendment.pk)


def _reviewed() -> Iterator[Page]:
    """The review of a draft that leaves everything open."""
    drafts = Version.objects.filter(state="draft").exclude(file__media_type=SHEET)
    draft = drafts.exclude(plan__versions__state="published").order_by("-pk")[0]
    item = draft.items.filter(kind="task")[0]
    for tab in ("doubts", "task", "target", "duty", "phase", "system"):
        yield _page("plans:version", OFFICE, draft.pk, tab=tab)
    for do in ("correct", "split"):
        yield _page("plans:version", OFFICE, draft.pk, item=item.pk, do=do)
    for step in ("dates", "frame", "publish", "abandon"):
        yield _page(f"plans:{step}", OFFICE, draft.pk)
    yield _page("plans:names", OFFICE, draft.pk, name=draft.unit_names.all()[0].pk)
    yield _page("plans:assignments", OFFICE, draft.pk, item=item.pk)


def _ledger() -> Iterator[Page]:
    yield _page("tasks:ledger", OFFICE)
    yield _page("tasks:ledger", "scj", group="chapter")
    yield _page("tasks:ledger", VERIFIER, q="没有这样的任务")
    yield _page("tasks:parts", VERIFIER)
    yield _page("tasks:export", ADMIN)
    for route in ("tasks:matrix", "tasks:timeline", "tasks:units", "tasks:duties", "tasks:lights"):
        yield _page(route, MAYOR)
    yield _page("tasks:unit", MAYOR, Unit.objects.get(short_name="市科技局").pk)
    yield _page("tasks:set_lights", OFFICE)
    ahead = LightSetting.objects.order_by("-valid_from")[0]
    yield _page("tasks:withdraw_lights", OFFICE, ahead.pk)
    for who in (VERIFIER, MAYOR, "kjj", "kjj-head"):
        yield _page("tasks:mine", who)
    yield _page("tasks:bulk", _officer(_part("assigned")), "sign")
    yield _page("tasks:bulk", VERIFIER, "close")
    yield _page("tasks:bulk", OFFICE, "take_back")
    yield _page("tasks:assign_many", OFFICE, tasks=[task.pk for task in Task.objects.all()[:3]])


def _tasks() -> Iterator[Page]:
    counted = Task.objects.exclude(parent=None).exclude(amount=None)
    above = Task.objects.filter(pk__in=counted.values("parent"))[0]
    long = Task.objects.get(title="Z" * 300)
    led = _part("in_progress", kind="lead")
    own = Milestone.objects.filter(kind="own", met_on=None, task__stage="in_progress")[0]
    for key in (above.pk, long.pk, long.parent_id):
        yield _page("tasks:task", OFFICE, key)
    yield _page("tasks:task", VERIFIER, _part("reported").task_id)
    yield _page("tasks:task", MAYOR, _part("freeze_asked").task_id)
    yield _page("tasks:task", _officer(_part("returned")), _part("returned").task_id)
    yield _page("tasks:why", MAYOR, led.task_id)
    yield _page("tasks:assign", OFFICE, led.task_id)
    yield _page("tasks:break_down", OFFICE, above.pk)
    yield _page("tasks:break_down", _head(led), led.task_id)
    yield _page("tasks:add_milestone", OFFICE, led.task_id)
    yield _page("tasks:milestone", VERIFIER, own.pk, "mark")
    yield _page("tasks:milestone", OFFICE, own.pk, "remove")


def _parts() -> Iterator[Page]:
    """One unit's part, where it is the turn of each of those who work on it."""
    for stage in ("in_progress", "returned"):
        yield _page("tasks:report", _officer(_part(stage)), _part(stage).pk)
    yield _page("tasks:report", _head(_part("in_progress")), _part("in_progress").pk)
    yield _page("tasks:why_part", VERIFIER, _part("frozen").pk)
    yield _page("tasks:decide", _officer(_part("assigned")), _part("assigned").pk, "sign")
    yield _page("tasks:decide", VERIFIER, _part("reported").pk, "verify")
    yield _page("tasks:decide", VERIFIER, _part("reported").pk, "return")
    yield _page("tasks:decide", MAYOR, _part("freeze_asked").pk, "approve_freeze")


def _part(stage: str, **more: object) -> Assignment:
    """A part in this stage of a unit that has an officer and a head."""
    return Assignment.objects.filter(
        stage=stage, unit__in=staffed(), task__parent=None, **more
    ).order_by("pk")[0]


def _officer(part: Assignment) -> str:
    return who_is(Role.UNIT_OFFICER, part.unit_id)


def _head(part: Assignment) -> str:
    return who_is(Role.UNIT_HEAD, part.unit_id)


def _targets() -> Iterator[Page]:
    measured = Observation.objects.exclude(value=None).filter(corrected_by=None)
    counted = Target.objects.filter(shares__isnull=False)[0]
    judged = Target.objects.filter(comparator="qualitative")[0]
    yield _page("targets:list", MAYOR)
    for target in (counted, judged, Target.objects.filter(state="not_measurable")[0]):
        yield _page("targets:target", OFFICE, target.pk)
    for verb in ("confirm", "give_up", "distribute_areas", "distribute_years"):
        yield _page(f"targets:{verb}", OFFICE, counted.pk)
    for target in (counted, judged):
        yield _page("targets:observe", who_is(Role.UNIT_OFFICER, target.owner_id), target.pk)
    row = measured[0]
    yield _page("targets:correct", who_is(Role.UNIT_OFFICER, row.target.owner_id), row.pk)


def _systems() -> Iterator[Page]:
    step = SystemMilestone.objects.filter(done_on=None, system__state="building")[0]
    system = step.system
    head = who_is(Role.UNIT_HEAD, system.owner_id)
    yield _page("systems:list", MAYOR)
    yield _page("systems:assign", OFFICE, system.pk)
    for route in ("system", "link", "note", "add_milestone"):
        yield _page(f"systems:{route}", head, system.pk)
    yield _page("systems:reach", head, step.pk)
    for route in ("milestone", "drop"):
        yield _page(f"systems:{route}", OFFICE, step.pk)
    reached = SystemMilestone.objects.exclude(done_on=None).exclude(system__state="stopped")[0]
    yield _page("systems:revoke", OFFICE, reached.pk)
    yield _page("systems:decide", head, system.pk, "try_out")
    yield _page("systems:decide", OFFICE, system.pk, "stop")


def _disclosure() -> Iterator[Page]:
    plan = Opening.objects.exclude(plan=None).get().plan
    report = Opening.objects.exclude(report=None).get().report
    assert plan and report
    measured = Target.objects.filter(plan=plan, observations__value__isnull=False)[0]
    judged = Target.objects.filter(plan=plan, comparator="qualitative")[0]
    yield _page("disclosure:home", NOBODY)
    yield _page("disclosure:data", NOBODY)
    yield _page("disclosure:plan", NOBODY, plan.pk)
    yield _page("disclosure:plan", OFFICE, plan.pk)
    yield _page("disclosure:chapter", NOBODY, plan.pk, 1)
    for target in (measured, judged):
        yield _page("disclosure:target", NOBODY, target.pk)
    yield _page("disclosure:report", NOBODY, report.pk)
    yield _page("disclosure:office", OFFICE)
    for verb in ("open_report", "make_edition", "withdraw_report"):
        yield _page(f"disclosure:{verb}", OFFICE, report.pk)
    for verb in ("open", "withdraw"):
        yield _page(f"disclosure:{verb}", OFFICE, plan.pk)


def _bulletins() -> Iterator[Page]:
    issued, composed = Report.objects.get(state="issued"), Report.objects.get(state="composed")
    waiting = Report.objects.get(state="draft")
    yield _page("bulletins:list", OFFICE)
    yield _page("bulletins:new", OFFICE)
    yield _page("bulletins:report", "scj", issued.pk)
    for report in (issued, composed, waiting):
        yield _page("bulletins:report", OFFICE, report.pk)
    yield _page("bulletins:edit", OFFICE, composed.pk)
    yield _page("bulletins:again", OFFICE, issued.pk)
    yield _page("bulletins:verify", MAYOR, issued.pk)
    for verb in ("issue", "gather", "abandon"):
        yield _page("bulletins:decide", OFFICE, composed.pk, verb)
    yield _page("bulletins:decide", OFFICE, issued.pk, "withdraw")


def _foundation() -> Iterator[Page]:
    unit = Alias.objects.all()[0].unit
    yield _page("notices:list", "kjj")
    yield _page("agenda:month", OFFICE)
    yield _page("agenda:day", OFFICE, Task.objects.order_by("due_on")[0].due_on.isoformat())
    yield _page("agenda:subscription", OFFICE)
    yield _page("calendars:list", OFFICE)
    yield _page("calendars:load", OFFICE)
    yield _page("calendars:year", OFFICE, NEXT)
    yield _page("jobs:list", ADMIN)
    for state in ("failed", "queued"):
        yield _page("jobs:job", ADMIN, Job.objects.filter(state=state)[0].pk)
    for route in ("list", "areas", "add", "add_area"):
        yield _page(f"units:{route}", ADMIN)
    for route in ("unit", "edit", "add_alias"):
        yield _page(f"units:{route}", ADMIN, unit.pk)
    for route in ("unit", "rename", "succeed"):
        yield _page(f"units:{route}", OFFICE, unit.pk)
    yield _page("units:unit", MAYOR, Unit.objects.get(short_name="市市场监管局").pk)
    yield _page("units:remove_alias", ADMIN, unit.aliases.all()[0].pk)
    yield _page("units:edit_area", ADMIN, unit.area_id)
    receiver = Endpoint.objects.all()[0]
    yield _page("webhooks:list", ADMIN)
    yield _page("webhooks:add", ADMIN)
    yield _page("webhooks:endpoint", ADMIN, receiver.pk)
    yield _page("webhooks:stop", ADMIN, receiver.pk)
    yield _page("webhooks:again", ADMIN, receiver.deliveries.exclude(state="waiting")[0].pk)
    token = AccessToken.objects.all()[0]
    yield _page("access:list", ADMIN)
    yield _page("access:list", "kjj")
    yield _page("access:reference", "kjj")
    yield _page("access:add", "kjj")
    yield _page("access:revoke", "scj", token.pk)
    personal = next(entry for entry in Entry.objects.all() if is_personal(entry.after))
    yield _page("audit:list", AUDITOR)
    yield _page("audit:verify", AUDITOR)
    yield _page("audit:entry", AUDITOR, personal.seq)
    yield _page("audit:open_personal", AUDITOR, personal.seq)


def _accounts() -> Iterator[Page]:
    deputy = Deputyship.objects.all()[0]
    person = User.objects.get(username="kjj-head")
    yield _page("accounts:list", ADMIN)
    yield _page("accounts:add", ADMIN)
    for route in ("person", "edit", "switch", "erase", "grant", "password_link", "appoint_deputy"):
        yield _page(f"accounts:{route}", ADMIN, person.pk)
    yield _page("accounts:second_factor", ADMIN, User.objects.get(username=ADMIN).pk)
    yield _page("accounts:withdraw", ADMIN, Grant.objects.filter(user=person)[0].pk)
    yield _page("accounts:end_deputyship", "kjj-head", deputy.pk)
    yield _page("accounts:mine", "kjj-head")


def main() -> None:
    """Furnish the city of a running server; print its pages, and each person's login as a cookie."""
    furnish(timezone.localtime())
    pages = all_pages()
    logins = {}
    for who in sorted({page.who for page in pages} - {NOBODY}):
        logins[who] = client_of(who).cookies["sessionid"].value
    print(json.dumps({"pages": [asdict(page) for page in pages], "logins": logins}))
