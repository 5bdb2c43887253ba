"""What was agreed is kept: plan and items refuse every change until an adjustment begins; what a plan was, reports
and history are only added to."""

from typing import Final

from zhicheng.foundation.audit.guards import Guard, Refusal, only_added_to

_AGREED = "a yearly plan that was agreed is kept as it is"
_ADJUSTED = (
    "NEW.state = 'revising' AND NEW.unit_id = OLD.unit_id AND NEW.year = OLD.year "
    "AND NEW.agreed_on = OLD.agreed_on AND NEW.unit_name = OLD.unit_name AND EXISTS ("
    "SELECT 1 FROM workplans_edition e WHERE e.workplan_id = OLD.id AND e.agreed_on = OLD.agreed_on)"
)
"""Adjusting is the one way out, and only when it is kept what the plan was."""
_OF_PLAN = "(SELECT state FROM workplans_workplan WHERE id = {row}.workplan_id) = 'agreed'"

GUARD: Final = Guard(
    [
        *only_added_to("workplans_workplanstep", "the history of a plan is only added to"),
        *only_added_to("workplans_ownreport", "reports on a plan are only added to"),
        *only_added_to("workplans_edition", "what a plan was is only added to"),
        Refusal(
            "workplans_workplan_kept_update", "UPDATE", "workplans_workplan", _AGREED,
            f"OLD.state = 'agreed' AND NOT ({_ADJUSTED})",
        ),
        Refusal(
            "workplans_workplan_kept_delete", "DELETE", "workplans_workplan", _AGREED,
            "OLD.state = 'agreed'",
        ),
        *(
            Refusal(
                f"workplans_item_kept_{event.lower()}", event, "workplans_item", _AGREED,
                _OF_PLAN.format(row=row),
            )
            for event, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD"))
        ),
    ]
)  # fmt: skip
