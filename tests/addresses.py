"""Every address of the product, each pointing to rows of the sample city, and the city that has them.

The list is the URL table itself, so that a new address is in it from its first day.
"""

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from io import BytesIO

from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import TOTP, generate_totp_secret
from django.urls import URLPattern, get_resolver, reverse
from django.urls.resolvers import URLResolver
from openpyxl import Workbook

from tests.address_keys import (
    assessment_keys,
    bulletin_keys,
    documents_keys,
    meetings_keys,
    register_keys,
    supervision_keys,
    workplans_keys,
)
from tests.foundation.calendars.years import year_file
from tests.register.gazette import bring_gazette, bring_undone_and_stopped
from zhicheng.foundation.access.actions import issue
from zhicheng.foundation.access.models import AccessToken
from zhicheng.foundation.accounts.models import Deputyship, Grant, User
from zhicheng.foundation.audit.permissions import SYSTEM
from zhicheng.foundation.calendars.actions import load_file
from zhicheng.foundation.calendars.models import LoadedYear
from zhicheng.foundation.documents.actions import replace
from zhicheng.foundation.documents.paper import Sheet
from zhicheng.foundation.files.rules import SHEET
from zhicheng.foundation.jobs.models import Job
from zhicheng.foundation.jobs.worker import work_once
from zhicheng.foundation.notices.models import Notice
from zhicheng.foundation.units.models import Alias
from zhicheng.foundation.webhooks.actions import add_endpoint
from zhicheng.foundation.webhooks.models import Delivery, Endpoint
from zhicheng.governance.bulletins.models import Format, Paper
from zhicheng.governance.disclosure.models import Opening
from zhicheng.governance.meetings import actions as meetings
from zhicheng.governance.meetings.queries import MINUTES
from zhicheng.governance.meetings.rules import Share
from zhicheng.governance.plans.actions.importing import upload
from zhicheng.governance.plans.actions.sheets import import_sheet
from zhicheng.governance.plans.models import Doubt, Item, UnitName, Version, VersionState
from zhicheng.governance.supervision import actions as supervision
from zhicheng.governance.supervision.rules import (
    UNIT,
    As,
    EscalationPlan,
    EscalationStep,
    ListingRule,
    Triggers,
)
from zhicheng.governance.systems.models import Milestone as SystemMilestone
from zhicheng.governance.systems.models import NoteFile
from zhicheng.governance.targets.models import Observation
from zhicheng.governance.tasks.models import Assignment, Evidence, LightSetting
from zhicheng.governance.tasks.models import Milestone as TaskMilestone

# What is done at the addresses that end with a verb; elsewhere they sign.
VERBS = {
    "supervision:decide": "return",
    "supervision:decide_request": "reply",
    "systems:decide": "stop",
    "meetings:decide": "cancel",
    "workplans:decide": "submit",
    "tasks:milestone": "mark",
    "assessment:conduct": "announce",
    "bulletins:decide": "issue",
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


def patterns(resolver: URLResolver, namespace: str = "") -> Iterator[tuple[str, URLPattern]]:
    """All addresses for people. Those of programs, who bring a token, are walked by ``tests.site.test_api``."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLResolver) and entry.namespace == "api":
            continue
        if isinstance(entry, URLResolver):
            yield from patterns(entry, entry.namespace or namespace)
        else:
            yield f"{namespace}:{entry.name}" if namespace else str(entry.name), entry


def every_address(now: datetime) -> list[tuple[str, str]]:
    """Every address, by name, pointing to rows of 市市场监管局, of its people, or of the plan in force."""
    part = Assignment.objects.filter(unit__short_name="市市场监管局", stage="closed")[0]
    proof = Evidence.objects.filter(report__assignment__unit=part.unit)[0]
    person = User.objects.get(username="scj")
    head = User.objects.get(username="scj-head")
    deputy = Deputyship.objects.create(
        absent=head, deputy=person, valid_from=now.date(), valid_to=now.date() + timedelta(7)
    )
    notice = Notice.objects.create(to=person, text="请签收", at=now)
    # A system that is still being built, and of which somebody has shown something.
    shown = NoteFile.objects.filter(
        note__system__in=SystemMilestone.objects.filter(done_on=None).values("system")
    ).exclude(note__system__owner__short_name="市农业农村局")[0]
    system = shown.note.system
    measured = Observation.objects.exclude(value=None)[0]
    milestone = system.milestones.filter(done_on=None)[0]
    own = TaskMilestone.objects.get_or_create(
        task=part.task, kind="own", key="a", defaults={"title": "初稿", "due_on": part.due_on}
    )[0]
    ahead = LightSetting.objects.filter(valid_from__gt=now.date())[0]
    shown_report = Opening.objects.exclude(report=None)[0].report_id
    assert shown_report
    keys: dict[str, int | str] = {
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
        **meetings_keys(),
        **documents_keys(),
        **workplans_keys(),
        **register_keys(),
        "systems": system.pk,
        "systems:assign": system.pk,
        "systems:decide": system.pk,
        "systems:evidence": shown.pk,
        "systems:revoke": milestone.pk,
        "targets": measured.target_id,
        "targets:distribute_areas": measured.target_id,
        "targets:distribute_years": measured.target_id,
        "targets:evidence": measured.pk,
        "targets:correct": measured.pk,
        "milestone": milestone.pk,
        "reach": milestone.pk,
        "drop": milestone.pk,
        **assessment_keys(),
        "webhooks": Endpoint.objects.get(name="市大数据平台").pk,
        "webhooks:again": Delivery.objects.filter(state="done")[0].pk,
        "access": AccessToken.objects.get(user=User.objects.get(username="scj")).pk,
        "disclosure": part.task.plan_id,
        "disclosure:target": measured.target_id,
        "disclosure:withdraw": part.task.plan_id,
        **{
            f"disclosure:{page}": shown_report
            for page in ("report", "open_report", "make_edition", "withdraw_report")
        },
        "disclosure:paper": Paper.objects.get(issue__report=shown_report, format=Format.OPEN).pk,
        **bulletin_keys(),
        "calendars:file": LoadedYear.objects.exclude(file=None)[0].pk,
        "calendars:withdraw": LoadedYear.objects.exclude(file=None)[0].pk,
    }
    return [
        (name, reverse(name, kwargs=_rows(name, pattern, keys)))
        for name, pattern in patterns(get_resolver())
    ]


def make_what_the_sample_lacks(now: datetime) -> None:
    """A draft of an amendment with a doubt, a calendar from a file, a template and rules of the city's own, a
    second factor."""
    office = User.objects.get(username="coordinator")
    plan = Version.objects.filter(state=VersionState.PUBLISHED).order_by("pk")[0].plan
    upload(stream=BytesIO(AMENDMENT.encode()), name="修订.txt", plan=plan, by=office, at=now)
    bring_gazette(office, now)
    while work_once("test", at=now):
        pass
    bring_undone_and_stopped(office, now)
    issue(
        owner=User.objects.get(username="scj"), name="市大数据平台取数", by=SYSTEM, at=now,
        scopes=["read:tasks", "read:targets"], expires_on=now.date() + timedelta(days=90),
    )  # fmt: skip
    _told_to_others(now)
    import_sheet(stream=_sheet(), name="台账.xlsx", title="", by=office, at=now)
    load_file(content=year_file(), name="日历.json", by=office, at=now)
    own = Sheet()
    own.title("{{ title }}")
    replace(kind=MINUTES, stream=BytesIO(own.content()), name="本市纪要.docx", by=office, at=now)
    _set_rules_ahead(office, now)
    careful = User.objects.get(username="admin")
    TOTP.activate(careful, generate_totp_secret())
    RecoveryCodes.activate(careful)


def _set_rules_ahead(office: User, now: datetime) -> None:
    """Rules of the city's own that have not begun: they can still be withdrawn."""
    day, source = (
        now.date() + timedelta(days=30),
        "示例市知识产权工作督办办法（示政办〔2026〕21号）",
    )
    steps = (
        EscalationStep(2, UNIT, "提醒承办单位"),
        EscalationStep(5, (As.HEAD, As.COORDINATOR, As.LEADER), "约谈并列入通报", circular=True),
    )
    who = {"by": office, "at": now}
    supervision.set_escalation(plan=EscalationPlan(day, source, steps), **who)  # type: ignore[arg-type]  # as named
    supervision.set_proposals(triggers=Triggers(day, source, 5, 5, 2, 10), **who)  # type: ignore[arg-type]  # as named
    supervision.set_listing(rule=ListingRule(day, source, praise=3, criticism=2), **who)  # type: ignore[arg-type]  # as named
    meetings.set_quorum(valid_from=day, share=Share.TWO_THIRDS, source=source, **who)  # type: ignore[arg-type]  # as named


def _told_to_others(now: datetime) -> None:
    """A receiver that is told of tokens: a message that arrived, one that did not, one that waits."""
    made, _secret = add_endpoint(
        name="市大数据平台",
        url="https://data.example.gov.cn/hook",
        kinds=["access."],
        by=SYSTEM,
        at=now,
    )
    for state, status in (("done", 200), ("given_up", 503), ("waiting", None)):
        Delivery.objects.create(
            endpoint=made, seq=made.after - len(state), kind="access.issue", state=state,
            attempts=1, status=status, next_at=now + timedelta(days=1), tried_at=now,
        )  # fmt: skip


def _sheet() -> BytesIO:
    """A ledger kept as a spreadsheet: a row that is clear, one that leaves things open, one without a task."""
    return workbook_of(
        ("序号", "任务", "牵头单位", "责任单位", "完成时限", "进展情况"),
        (1, "建设商标品牌指导站", "市市场监管局", "市科技局", "2026-12-31", "已建成3个"),
        (2, "开展专利导航", "市新设局", "", "持续推进", ""),
        (3, "", "市科技局", "", "2026-12-31", ""),
    )


def workbook_of(*rows: tuple[str | int, ...]) -> BytesIO:
    """A workbook of one sheet."""
    book, file = Workbook(), BytesIO()
    for row in rows:
        book.worksheets[0].append(row)
    book.save(file)
    file.seek(0)
    return file


def _rows(name: str, pattern: URLPattern, keys: Mapping[str, int | str]) -> dict[str, object]:
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
        "number": 1,
        "dataset": "targets",
        "form": "csv",
        "seq": 3,
        "kind": "escalation",
        "on": "2026-11-22",
        "year": 2026,
        "uidb64": "abc",
        "token": "abc",
        "secret": "abc",
    }
    return {
        word: keys.get(name, keys.get(page, keys.get(room, 1))) if word == "key" else known[word]
        for word in pattern.pattern.converters
    }


def _version_for(name: str) -> Version:
    """The version in force, which has none before it; its amendment where two are compared; that of a sheet
    where rows are."""
    if name == "plans:sheet_rows":
        return Version.objects.get(file__media_type=SHEET)
    if name == "plans:differences":
        return Version.objects.filter(state=VersionState.DRAFT, number__gt=1).order_by("pk")[0]
    return Version.objects.filter(state=VersionState.PUBLISHED).order_by("pk")[0]
