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
from django.db.models import QuerySet
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
from zhicheng.foundation.audit.permissions import Doer
from zhicheng.foundation.audit.registry import name_verbs, show_at
from zhicheng.foundation.audit.seen import update_as_seen
from zhicheng.foundation.face.told import told
from zhicheng.foundation.notices.actions import notify
from zhicheng.foundation.units.models import Unit
from zhicheng.foundation.units.queries import answering_for, doer_of
from zhicheng.foundation.units.succession import Estate, words_of
from zhicheng.governance.tasks.models import Assignment
from zhicheng.governance.tasks.queries import people_to_tell
from zhicheng.governance.tasks.rules import As as TaskAs
from zhicheng.governance.workplans.models import Edition, Item, OwnReport, Workplan, WorkplanStep
from zhicheng.governance.workplans.permissions import capacities
from zhicheng.governance.workplans.queries import (
    Slice,
    editions_of,
    items_of,
    parts_for,
    slices_for,
)
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
    carried_over,
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
        "workplans.succeed": _("年度计划转由承接单位办理"),
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
    on = timezone.localdate(at)
    parts, slices = _missing(workplan, on)
    carried = sum(carried_over(year, on, part.due_on) for part in parts)
    Item.objects.bulk_create(
        Item(workplan=workplan, assignment=p, title=p.task.title, due_on=p.due_on) for p in parts
    )
    Item.objects.bulk_create(
        Item(
            workplan=workplan, target=s.target, wanted=s.wanted, wanted_unit=s.target.unit,
            title=s.target.indicator, due_on=s.due_on,
        )
        for s in slices
    )  # fmt: skip
    said = told("台账任务%(count)s项，年度指标%(targets)s项", count=len(parts), targets=len(slices))
    if carried:
        said += told("；其中以前年度逾期未完成、结转本年%(count)s项", count=carried)
    title = told("编制") if new else told("按台账补充")
    after = {"items": len(parts), "targets": len(slices), "carried": carried}
    _write(workplan, "draw", title, said, by=by, at=at, after=after)
    return workplan


def _missing(workplan: Workplan, on: date) -> tuple[list[Assignment], list[Slice]]:
    """What belongs into the plan, and is neither in it nor in this year's plan of a unit whose work this one
    does."""
    unit, year = workplan.unit, workplan.year
    there = Item.objects.filter(
        workplan__year=year, workplan__unit__in=answering_for([unit.pk]), dropped_in=None
    )
    rows = list(there.values_list("assignment", "target"))
    assignments, targets = {row[0] for row in rows}, {row[1] for row in rows}
    parts = [part for part in parts_for(unit, year, on) if part.pk not in assignments]
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
    """Take an item off. What the ledger orders stays in the ledger, but not in the unit's plan of the year; what
    an earlier edition had stays there, with what was reported of it.

    Raises PermissionDenied, Refused, Overtaken.
    """
    workplan, title, after = item.workplan, item.title, {"item": item.pk}
    require("workplans.draft", by, workplan.unit)
    _see_editable(workplan)
    edition = editions_of(workplan).first()
    if edition is not None and any(row["item"] == item.pk for row in edition.items):
        item.dropped_in = edition
        item.save(update_fields=["dropped_in"])
    else:
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
    """Take a step of the procedure (``rules.WORKPLAN``). When an agreed plan is to be adjusted, what it was is
    kept as an edition. Raises PermissionDenied, Refused, Overtaken."""
    require(f"workplans.{verb}", by, workplan.unit)
    who, facts = capacities(by, workplan.unit), PlanFacts(items_of(workplan).count())
    found = apply(WORKPLAN, workplan.state, verb, who=who, facts=facts, reason=reason)
    changes: dict[str, Any] = {"state": found.to}
    if verb == "revise":
        _keep_edition(workplan, found.reason, by, at)
    if found.to == PlanState.AGREED:
        changes |= {"agreed_on": timezone.localdate(at), "unit_name": workplan.unit.name}
    after = {"state": found.to}
    _write(
        workplan, verb, found.transition.title, found.reason, by=by, at=at, after=after,
        state_to=found.to, changes=changes, who=found.transition.who,
    )  # fmt: skip
    _tell(workplan, verb, found.transition.title, by, at)


def _keep_edition(workplan: Workplan, reason: str, by: User, at: datetime) -> None:
    """Write down what was agreed, before it changes."""
    agreed_on = workplan.agreed_on
    assert agreed_on is not None  # noqa: S101 - a constraint: an agreed plan has its day
    rows = [
        {
            "item": item.pk, "assignment": item.assignment_id, "target": item.target_id,
            "wanted": None if item.wanted is None else str(item.wanted),
            "wanted_unit": item.wanted_unit, "title": item.title,
            "due_on": (item.assignment or item).due_on.isoformat(), "measures": item.measures,
        }
        for item in items_of(workplan)
    ]  # fmt: skip
    Edition.objects.create(
        workplan=workplan, number=workplan.editions.count() + 1, unit_name=workplan.unit_name,
        agreed_on=agreed_on, items=rows, reason=reason, by=by, at=at,
    )  # fmt: skip


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
    first = workplan.editions.order_by("number").values_list("agreed_on", flat=True).first()
    since = first or workplan.agreed_on
    fault = report_fault(on, timezone.localdate(at), since, last)
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
        else set(
            people_to_tell(
                doer_of(workplan.unit), TaskAs.OFFICER, TaskAs.HEAD, TaskAs.COUNTY, on=on
            )
        )
    )
    text = told(
        "%(unit)s的%(year)s年工作计划：%(title)s",
        unit=workplan.unit,
        year=workplan.year,
        title=title,
    )
    url = reverse("workplans:workplan", args=[workplan.pk])
    notify(to=people - {by}, text=text, url=url, at=at)


def _running(unit: Unit, since: int) -> QuerySet[Workplan]:
    return Workplan.objects.filter(unit=unit, year__gte=since)


def _count(unit: Unit) -> int:
    return _running(unit, timezone.localdate().year).count()


def _hand_over(old: Unit, new: Unit, *, on: date, by: Doer, at: datetime) -> int:
    """Let a unit's successor go on with its plans of this year and later ones (``units.succession``).

    One that was never agreed becomes the successor's, if that has none of the year. Any other stays the unit's
    that made it, and the successor does what there is to do with it (``permissions.capacities``).
    """
    assert isinstance(by, User)  # noqa: S101 - the permission to reform is a person's
    rows = list(_running(old, on.year).select_for_update())
    taken = set(_running(new, on.year).values_list("year", flat=True))
    said = words_of(old, new)
    for row in rows:
        moved = row.agreed_on is None and row.year not in taken
        if moved:
            update_as_seen(row, unit=new)
        WorkplanStep.objects.create(
            workplan=row, verb="succeed", title=told("承接"), reason=said, by=by, at=at
        )
        before, after = {"unit": old.pk}, {"unit": new.pk if moved else old.pk, "heir": new.pk}
        record(by=by, at=at, verb="workplans.succeed", subject=row, before=before, after=after)
    text = told("%(said)s：%(count)s份年度计划转由您单位办理", said=said, count=len(rows))
    people = people_to_tell(new, TaskAs.OFFICER, TaskAs.HEAD, TaskAs.COUNTY, on=on) if rows else []
    notify(to=set(people) - {by}, text=text, url=reverse("workplans:list"), at=at)
    return len(rows)


ESTATE = Estate(_("年度计划"), _count, _hand_over)
