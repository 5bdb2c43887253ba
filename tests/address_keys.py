"""Which rows of the sample city the addresses of some rooms point to (``test_every_address``)."""

from zhicheng.foundation.documents.models import Template
from zhicheng.governance.assessment.models import Indicator, Proof, Scheme, Sheet, Snapshot
from zhicheng.governance.bulletins.models import Paper, Report
from zhicheng.governance.meetings.models import Material, Meeting, QuorumSetting, Seat
from zhicheng.governance.supervision.models import (
    AnswerFile,
    Circular,
    CircularEntry,
    EscalationSetting,
    Order,
    Request,
)
from zhicheng.governance.supervision.queries import free_parts
from zhicheng.governance.workplans.models import Edition, Workplan
from zhicheng.register.imports.models import Batch
from zhicheng.register.parties.models import Mandate, Party, Splitting, Writing
from zhicheng.register.rights.models import Document


def supervision_keys(unit: int) -> dict[str, int]:
    """Orders and requests that are not 市农业农村局's; a circular that was published, and a draft.

    unit: whose part an order could be raised about.
    """
    asked, draft = _request("office"), Circular.objects.filter(state="draft")[0]
    return {
        "supervision:raise": free_parts().filter(unit=unit)[0].pk,
        "supervision:order": _order("answered").pk,
        "supervision:decide": _order("answered").pk,
        "supervision:reword": _order("drafted").pk,
        "supervision:answer": _order("issued").pk,
        "supervision:request": asked.pk,
        "supervision:decide_request": asked.pk,
        "supervision:change_request": _request("drafted").pk,
        "supervision:circular": Circular.objects.filter(state="published")[0].pk,
        "supervision:paper": Circular.objects.filter(state="published")[0].pk,
        "supervision:publish": draft.pk,
        "supervision:reword_circular": draft.pk,
        "supervision:discard_circular": draft.pk,
        "supervision:choose_unit": draft.pk,
        "supervision:add_entry": draft.pk,
        "supervision:drop_entry": CircularEntry.objects.filter(circular=draft)[0].pk,
        "supervision:withdraw_rule": EscalationSetting.objects.all()[0].pk,
        "supervision:file": AnswerFile.objects.all()[0].pk,
    }


def _order(state: str) -> Order:
    """Of the sample city's orders one that is not 市农业农村局's."""
    return Order.objects.filter(state=state).exclude(unit__short_name="市农业农村局")[0]


def _request(state: str) -> Request:
    """Of the sample city's requests one that is not 市农业农村局's."""
    return Request.objects.filter(state=state).exclude(unit__short_name="市农业农村局")[0]


def meetings_keys() -> dict[str, int | str]:
    """Meetings at each step, which 市市场监管局 is invited to and 市农业农村局 is not."""
    planned, held, drafted, issued = (
        Meeting.objects.filter(state=state)[0]
        for state in ("planned", "held", "drafted", "confirmed")
    )
    conference = dict.fromkeys(
        ("conference", "give_seat", "end_conference", "plan"), issued.conference_id
    )
    found = {
        **conference,
        **dict.fromkeys(("end_seat", "drop_seat"), Seat.objects.filter(valid_to=None)[0].pk),
        **dict.fromkeys(
            ("meeting", "change_frame", "add_item", "attendance", "decide"), planned.pk
        ),
        "withdraw_quorum": QuorumSetting.objects.all()[0].pk,
        "drop_item": planned.agenda.all()[0].pk,
        "material": Material.objects.filter(item__meeting=planned)[0].pk,
        **dict.fromkeys(("write", "add_resolution"), held.pk),
        "drop_resolution": drafted.resolutions.all()[0].pk,
        "minutes": drafted.pk,
        "enter": issued.pk,
    }
    return {f"meetings:{name}": key for name, key in found.items()}


def workplans_keys() -> dict[str, int | str]:
    """市市场监管局's plan, which nobody else changes, and what another one was until it was adjusted."""
    plan = Workplan.objects.get(unit__short_name="市市场监管局")
    item = plan.items.all()[0].pk
    return {
        "workplans": plan.pk,
        "workplans:decide": plan.pk,
        "workplans:edition": Edition.objects.all()[0].pk,
        **dict.fromkeys((f"workplans:{name}" for name in ("arrange", "drop_item", "report")), item),
    }


def documents_keys() -> dict[str, int | str]:
    """The minutes of meetings, and the city's own template for them."""
    template = Template.objects.filter(built_in=False)[0].pk
    kinds: dict[str, int | str] = dict.fromkeys(
        ("kind", "replace", "restore", "built_in"), "meetings.minutes"
    )
    found = {**kinds, "file": template, "choose": template}
    return {f"documents:{name}": key for name, key in found.items()}


def assessment_keys() -> dict[str, int]:
    """Rows of this year's and last year's scheme, of 市市场监管局; and parts of a draft."""
    draft, frozen = Scheme.objects.filter(state="draft")[0], Snapshot.objects.all()[0].scheme
    mine = Sheet.objects.filter(unit__short_name="市市场监管局")
    open_sheet, old_sheet = mine.get(scheme__state="published"), mine.get(scheme=frozen)
    dimension, clause = draft.dimensions.all()[0].pk, draft.clauses.all()[0].pk
    indicator = Indicator.objects.filter(dimension=dimension)[0].pk
    proof = Proof.objects.filter(entry__sheet=old_sheet)[0].pk
    adjustment, appeal = old_sheet.adjustments.all()[0].pk, old_sheet.appeals.all()[0].pk
    of_draft = ("edit", "discard", "choose", "add_dimension", "add_clause")
    of_sheet = (
        "sheet",
        "fill",
        "measure_again",
        "confirm_rest",
        "decide_sheet",
        "adjust",
        "add_appeal",
    )
    found = {
        "assessment": open_sheet.scheme_id,
        "ranking": frozen.pk,
        "frozen": frozen.pk,
        "paper": frozen.pk,
        **dict.fromkeys(of_draft, draft.pk),
        **dict.fromkeys(("dimension", "drop_dimension", "add_indicator"), dimension),
        **dict.fromkeys(("indicator", "drop_indicator"), indicator),
        **dict.fromkeys(("clause", "drop_clause"), clause),
        **dict.fromkeys(of_sheet, open_sheet.pk),
        **dict.fromkeys(
            ("entry", "score", "prove", "decide_entry"), open_sheet.entries.all()[0].pk
        ),
        **dict.fromkeys(("proof", "drop_proof"), proof),
        **dict.fromkeys(("adjustment_file", "decide_adjustment", "drop_adjustment"), adjustment),
        **dict.fromkeys(("appeal", "answer", "appeal_file"), appeal),
    }
    return {
        "assessment" if n == "assessment" else f"assessment:{n}": key for n, key in found.items()
    }


def register_keys() -> dict[str, int]:
    """A party with a mandate, a person, what was merged and split; a right with a document."""
    mandate, splitting = Mandate.objects.all()[0], Splitting.objects.get()
    person = Party.objects.get(kind="person", number__isnull=False).pk
    merged = Party.objects.filter(split_from=None).exclude(merged_into=None)[0]
    brought = Document.objects.exclude(file=None)[0]
    own = ("party", "change", "rename", "add_name", "merge", "split", "give_mandate")
    return {
        **dict.fromkeys((f"parties:{route}" for route in own), mandate.party_id),
        "parties:settle": Writing.objects.filter(party=None)[0].pk,
        "parties:set_number": person,
        "parties:unmask": person,
        "parties:unmerge": merged.pk,
        "parties:unsplit": splitting.pk,
        "parties:end_mandate": mandate.pk,
        **dict.fromkeys(
            (f"rights:{route}" for route in ("right", "tell", "holders", "attach")),
            brought.right_id,
        ),
        "rights:document": brought.pk,
        **dict.fromkeys(
            (
                "imports:batch",
                "imports:progress",
                "imports:import",
                "imports:to_mend",
                "imports:undo",
            ),
            Batch.objects.filter(state="stopped")[0].pk,
        ),
        "rights:retract": brought.right.events.all()[0].pk,
    }


def bulletin_keys() -> dict[str, int]:
    """The bulletin that was issued, and the report that waits to be."""
    issued, draft = Report.objects.get(state="issued"), Report.objects.get(state="composed")
    names = {
        **dict.fromkeys(("report", "again", "verify"), issued.pk),
        **dict.fromkeys(("edit", "preview", "progress", "decide"), draft.pk),
        "paper": Paper.objects.filter(issue__report=issued)[0].pk,
    }
    return {f"bulletins:{name}": key for name, key in names.items()}
