"""Whatever row a verb names by its key, a program finds: every kind of it in some list, which can be narrowed."""

from collections.abc import Iterator, Mapping
from datetime import datetime
from typing import Any

import pytest
from django.db.models import Model
from tests.bodies import places
from tests.city import furnish
from tests.programs import Program

from zhicheng.foundation.access.verbs import verbs
from zhicheng.foundation.accounts.models import Deputyship, Grant, User
from zhicheng.foundation.units.models import Alias, Area, Unit
from zhicheng.governance.assessment.models import (
    Adjustment,
    Appeal,
    Clause,
    Dimension,
    Entry,
    Indicator,
    Proof,
    Scheme,
    Sheet,
)
from zhicheng.governance.bulletins.models import Report as Bulletin
from zhicheng.governance.disclosure.models import Opening
from zhicheng.governance.meetings.models import (
    AgendaItem,
    Conference,
    Meeting,
    QuorumSetting,
    Resolution,
    Seat,
)
from zhicheng.governance.plans.models import Doubt, Plan, UnitName, Version
from zhicheng.governance.plans.models import Item as PlanItem
from zhicheng.governance.supervision.models import (
    Answer,
    Circular,
    CircularEntry,
    EscalationSetting,
    ListingSetting,
    Order,
    ProposalSetting,
    Request,
)
from zhicheng.governance.systems.models import Milestone as SystemMilestone
from zhicheng.governance.systems.models import System
from zhicheng.governance.targets.models import Observation, Target
from zhicheng.governance.tasks.models import (
    Assignment,
    Evidence,
    LightSetting,
    Milestone,
    Report,
    Task,
)
from zhicheng.governance.workplans.models import Item as WorkplanItem
from zhicheng.governance.workplans.models import Workplan
from zhicheng.register.imports.models import Batch
from zhicheng.register.parties.models import Candidate, Mandate, Name, Party, Splitting, Writing
from zhicheng.register.rights.models import Event, Right
from zhicheng.site.api import api

pytestmark = [pytest.mark.usefixtures("sample_city"), pytest.mark.django_db]

WHERE: Mapping[type[Model], tuple[str, ...]] = {
    Unit: ("/units",),
    Alias: ("/units", ".aliases"),
    Area: ("/areas",),
    User: ("/people",),
    Grant: ("/people", ".grants"),
    Deputyship: ("/deputyships",),
    Plan: ("/plans",),
    Version: ("/plans", "/plans/{}/versions"),
    PlanItem: ("/plans", "/plans/{}/versions", "/versions/{}/items"),
    Doubt: ("/plans", "/plans/{}/versions", "/versions/{}/doubts"),
    UnitName: ("/plans", "/plans/{}/versions", "/versions/{}/names"),
    Task: ("/tasks",),
    Assignment: ("/parts",),
    Report: ("/reports",),
    Evidence: ("/reports", ".evidence"),
    Milestone: ("/task-milestones",),
    LightSetting: ("/light-rules",),
    Target: ("/targets",),
    Observation: ("/observations",),
    System: ("/systems",),
    SystemMilestone: ("/system-milestones",),
    Order: ("/orders",),
    Answer: ("/answers",),
    Request: ("/requests",),
    Circular: ("/circulars",),
    CircularEntry: ("/circulars", ".mentions"),
    Conference: ("/conferences",),
    Seat: ("/seats",),
    Meeting: ("/meetings",),
    AgendaItem: ("/agenda-items",),
    Resolution: ("/resolutions",),
    Workplan: ("/workplans",),
    WorkplanItem: ("/workplan-items",),
    Scheme: ("/assessments",),
    Dimension: ("/dimensions",),
    Indicator: ("/indicators",),
    Clause: ("/clauses",),
    Sheet: ("/assessments", "/assessments/{}/sheets"),
    Entry: ("/scores",),
    Proof: ("/scores", ".proofs"),
    Adjustment: ("/adjustments",),
    Appeal: ("/appeals",),
    Bulletin: ("/bulletins",),
    Opening: ("/openings",),
    EscalationSetting: ("/escalation-rules",),
    ProposalSetting: ("/proposal-rules",),
    ListingSetting: ("/listing-rules",),
    QuorumSetting: ("/quorum-rules",),
    Party: ("/parties",),
    Name: ("/parties", "/parties/{}/names"),
    Writing: ("/names-as-written",),
    Candidate: ("/names-as-written", ".candidates"),
    Splitting: ("/splittings",),
    Mandate: ("/mandates",),
    Right: ("/rights",),
    Event: ("/rights", "/rights/{}/events"),
    Batch: ("/imports",),
}
"""In which list a kind of row is told; within a row of it, after a dot, or in the list of that row."""
PAGING = {"after", "limit"}


def told(program: Program, path: str, **asked: Any) -> list[dict[str, Any]]:
    """All rows of a list."""
    answer = program.get(path, limit=200, **asked)
    if answer.status_code == 403:
        return []
    page = answer.json()
    rows: list[dict[str, Any]] = page["items"]
    return rows + (told(program, path, **{**asked, "after": page["next"]}) if page["next"] else [])


def found(program: Program, way: tuple[str, ...]) -> list[dict[str, Any]]:
    first, *further = way
    rows = told(program, first)
    for step in further:
        if step.startswith("."):
            rows = [inner for row in rows for inner in row[step[1:]]]
        else:
            rows = [inner for row in rows for inner in told(program, step.format(row["id"]))]
    return rows


@pytest.fixture
def programs(now: datetime) -> list[Program]:
    """Of the office, of a unit, and of the administrator, in a city that lacks nothing."""
    furnish(now)
    return [Program(User.objects.get(username=name)) for name in ("coordinator", "kjj", "admin")]


def test_every_kind_of_row_that_a_verb_names_is_told_in_some_list(
    programs: list[Program],
) -> None:
    kinds = {kind for verb in verbs().values() for named in places(verb).values() for kind in named}
    assert kinds == set(WHERE)
    for kind, way in WHERE.items():
        keys = {row["id"] for program in programs for row in found(program, way)}
        there = set(kind._default_manager.values_list("pk", flat=True))
        assert there, f"the city has no {kind.__name__}"
        assert keys and keys <= there, f"{kind.__name__}: {way}"


def narrowed() -> Iterator[tuple[str, str]]:
    """The lists that are declared as such, and what each can be narrowed by."""
    for path, methods in api.get_openapi_schema()["paths"].items():
        if f"{path}/{{key}}" in WHERE_ONE and "get" in methods:
            for parameter in methods["get"]["parameters"]:
                if parameter["name"] not in PAGING:
                    yield path.removeprefix("/api/v1"), parameter["name"]


WHERE_ONE = {path for path in api.get_openapi_schema()["paths"] if path.endswith("/{key}")}


def test_a_list_is_narrowed_and_each_row_is_told_by_itself(programs: list[Program]) -> None:
    tried = 0
    for path, name in narrowed():
        program, rows = next((p, rows) for p in programs if (rows := told(p, path)))
        column = f"{name}_id" if f"{name}_id" in rows[0] else name
        row = next((row for row in rows if row.get(column)), None)
        if row is None:
            continue
        some = told(program, path, **{name: row[column]})
        assert some == [one for one in rows if one[column] == row[column]], (path, name)
        assert program.get(f"{path}/{row['id']}").json() == row
        tried += 1
    assert tried > 30
