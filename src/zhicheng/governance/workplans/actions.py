"""The verbs of yearly plans: keyword-only, permission asked, one transaction, audit row in it.

All raise PermissionDenied to whom the verb is not given; ``Refused`` (Chinese message) where the state does not
allow it, ``Overtaken`` (a ``Refused``) when somebody else was quicker; ValidationError with the fields that do
not hold up.
"""

from collections.abc import Mapping
from datetime import date, datetime
from typing import Annotated, Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from zhicheng.engines.procedures.declaration import VerbOf
from zhicheng.engines.procedures.running import Refused, apply
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import deputy_among, require
from zhicheng.foundation.accounts.queries import holders
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.registry import name_verbs, show_at
from zhicheng.foundation.audit.seen import update_as_seen
from zhicheng.foundation.face.told import told
from zhicheng.foundation.notices.actions import notify
from zhicheng.foundation.units.models import Unit
from zhicheng.governance.tasks.models import Assignment
from zhicheng.governance.tasks.queries import people_to_tell
from zhicheng.governance.tasks.rules import As as TaskAs
from zhicheng.governance.workplans.models import Item, OwnReport, Workplan, WorkplanStep
from zhicheng.governance.workplans.permissions import capacities
from zhicheng.governance.workplans.queries import Slice, parts_for, slices_for
from zhicheng.governance.workplans.rules import (
    EDITABLE,
    FIRST_YEAR,
    LAST_YEAR,
    STATE_NAMES,
    UNIT,
    WORKPLAN,
    OwnState,
    PlanFacts,
    PlanState,
    item_faults,
    report_fault,
)

show_at({"workplans.workplan": "workplans:workplan"})
name_verbs(
    {
        **{
            f"workplans.{edge.verb}": _("年度计划：%(title)s") % {"title": edge.title}
            for edge in WORKPLAN.transitions
        },
        "workplans.draw": _("按台账编制年度计划"),
        "workplans.add_item": _("年度计划增加事项"),
        "workplans.arrange": _("填写年度计划工作安排"),
        "workplans.drop_item": _("年度计划删去事项"),
        "workplans.report": _("填报年度计划进展"),
    }
)


@transaction.atomic
def draw(*, unit: Unit, year: int, by: User, at: datetime) -> Workplan:
    """Draw a unit's plan of a year: its parts of the ledger, and what its targets want of the year; of one
    that is there, what there is besides.

    Raises PermissionDenied, Refused once the plan was sent, ValidationError for a year that is none.
    """
    require("workplans.draft", by, unit)
    if not FIRST_YEAR <= year <= LAST_YEAR:
        raise ValidationError({"year": _("年份似有误，请核对。")})
    workplan, new = Workplan.objects.get_or_create(unit=unit, year=year)
    _see_editable(workplan)
    parts, slices = _missing(workplan)
    Item.objects.bulk_create(
        Item(workplan=workplan, assignment=p, title=p.task.title, due_on=p.due_on) for p in parts
    )
    Item.objects.bulk_create(
        Item(
            workplan=workplan, target=s.target, wanted=s.wanted, title=s.target.indicator,
            due_on=s.due_on,
        )
        for s in slices
    )  # fmt: skip
    said = told("台账任务%(count)s项，年度指标%(targets)s项", count=len(parts), targets=len(slices))
    title = told("编制") if new else told("按台账补充")
    after = {"items": len(parts), "targets": len(slices)}
    _write(workplan, "draw", title, said, by=by, at=at, after=after)
    return workplan


def _missing(workplan: Workplan) -> tuple[list[Assignment], list[Slice]]:
    """What belongs into the plan and is not in it."""
    unit, year = workplan.unit, workplan.year
    rows = list(workplan.items.values_list("assignment", "target"))
    assignments, targets = {row[0] for row in rows}, {row[1] for row in rows}
    parts = [part for part in parts_for(unit, year) if part.pk not in assignments]
    slices = [one for one in slices_for(unit, year) if one.target.pk not in targets]
    return parts, slices


@transaction.atomic
def add_item(
    *, workplan: Workplan, title: str, due_on: date, measures: str, by: User, at: datetime
) -> Item:
    """Add what the unit sets itself. Raises PermissionDenied, Refused, Overtaken, ValidationError."""
    require("workplans.draft", by, workplan.unit)
    _see_editable(workplan)
    if faults := item_faults(title, due_on, workplan.year):
        raise ValidationError(dict(faults))
    item = Item.objects.create(
        workplan=workplan, title=title.strip(), due_on=due_on, measures=measures.strip()
    )
    after = {"item": item.pk}
    _write(workplan, "add_item", told("增加事项"), item.title, by=by, at=at, after=after)
    return item


@transaction.atomic
def arrange(*, item: Item, measures: str, by: User, at: datetime) -> None:
    """Say how the unit means to do an item. Raises PermissionDenied, Refused, Overtaken."""
    workplan = item.workplan
    require("workplans.draft", by, workplan.unit)
    _see_editable(workplan)
    item.measures = measures.strip()
    item.save(update_fields=["measures"])
    after = {"item": item.pk}
    _write(workplan, "arrange", told("填写工作安排"), item.title, by=by, at=at, after=after)


@transaction.atomic
def drop_item(*, item: Item, by: User, at: datetime) -> None:
    """Take an item off. What the ledger orders stays in the ledger, but not in the unit's plan of the year.

    Raises PermissionDenied, Refused, Overtaken.
    """
    workplan, title, after = item.workplan, item.title, {"item": item.pk}
    require("workplans.draft", by, workplan.unit)
    _see_editable(workplan)
    item.delete()
    _write(workplan, "drop_item", told("删去事项"), title, by=by, at=at, after=after)


@transaction.atomic
def move(
    *,
    workplan: Workplan,
    verb: Annotated[str, VerbOf(WORKPLAN)],
    by: User,
    at: datetime,
    reason: str = "",
) -> None:
    """Take a step of the procedure (``rules.WORKPLAN``). Raises PermissionDenied, Refused, Overtaken."""
    require(f"workplans.{verb}", by, workplan.unit)
    who, facts = capacities(by, workplan.unit), PlanFacts(workplan.items.count())
    found = apply(WORKPLAN, workplan.state, verb, who=who, facts=facts, reason=reason)
    changes: dict[str, Any] = {"state": found.to}
    if found.to == PlanState.AGREED:
        changes |= {"agreed_on": timezone.localdate(at), "unit_name": workplan.unit.name}
    after = {"state": found.to}
    _write(
        workplan, verb, found.transition.title, found.reason, by=by, at=at, after=after,
        state_to=found.to, changes=changes, who=found.transition.who,
    )  # fmt: skip
    _tell(workplan, verb, found.transition.title, by, at)


@transaction.atomic
def report(
    *, item: Item, on: date, state: OwnState, text: str, by: User, at: datetime
) -> OwnReport:
    """Say how far an item is that the unit set itself; of the others the ledger and the targets tell.

    Raises PermissionDenied; Refused before the plan is agreed, for items of the ledger and for targets;
    ValidationError for a day that cannot be, or nothing said.
    """
    workplan = item.workplan
    require("workplans.draft", by, workplan.unit)
    if workplan.agreed_on is None:
        raise Refused(_("计划审定后才能填报进展。"))
    if item.assignment_id is not None:
        raise Refused(_("这一事项来自台账，进展在任务中报送。"))
    if item.target_id is not None:
        raise Refused(_("这一事项是年度指标，数值在指标中填报。"))
    last = item.reports.order_by("-on").values_list("on", flat=True).first()
    fault = report_fault(on, timezone.localdate(at), workplan.agreed_on, last)
    faults: dict[str, Any] = {"on": fault} if fault else {}
    if not text.strip():
        faults["text"] = _("请填写进展情况。")
    if faults:
        raise ValidationError(faults)
    row = OwnReport.objects.create(item=item, on=on, state=state, text=text.strip(), by=by, at=at)
    after = {"item": item.pk, "on": on.isoformat(), "state": state}
    record(by=by, at=at, verb="workplans.report", subject=workplan, after=after)
    return row


def _see_editable(workplan: Workplan) -> None:
    if workplan.state not in EDITABLE:
        name = STATE_NAMES[PlanState(workplan.state)]
        raise Refused(_("计划目前是“%(state)s”，不能再改。") % {"state": name})


def _write(
    workplan: Workplan,
    verb: str,
    title: str,
    reason: str,
    *,
    by: User,
    at: datetime,
    after: Mapping[str, Any],
    state_to: str = "",
    changes: Mapping[str, Any] | None = None,
    who: tuple[str, ...] = UNIT,
) -> None:
    """Change the plan's row if it is still as seen, add to its history and to the chain."""
    update_as_seen(workplan, **(changes or {}))
    acting = {c: p for c, p in capacities(by, workplan.unit).items() if c in who}
    WorkplanStep.objects.create(
        workplan=workplan, verb=verb, title=title, reason=reason, state_to=state_to, by=by, at=at,
        deputy_for_id=deputy_among(acting.values()),
    )  # fmt: skip
    record(by=by, at=at, verb=f"workplans.{verb}", subject=workplan, after=after)


def _tell(workplan: Workplan, verb: str, title: str, by: User, at: datetime) -> None:
    """The office of what was sent, the unit of what the office says."""
    on = timezone.localdate(at)
    people = (
        set(holders(Role.COORDINATOR, on=on))
        if verb == "submit"
        else set(people_to_tell(workplan.unit, TaskAs.OFFICER, TaskAs.HEAD, TaskAs.COUNTY, on=on))
    )
    text = told(
        "%(unit)s的%(year)s年工作计划：%(title)s",
        unit=workplan.unit,
        year=workplan.year,
        title=title,
    )
    url = reverse("workplans:workplan", args=[workplan.pk])
    notify(to=people - {by}, text=text, url=url, at=at)
