"""What was agreed is kept: plan and items refuse every change then; reports and history are only added to."""

from typing import Final

from zhicheng.foundation.audit.guards import Guard, Refusal, only_added_to

_AGREED = "a yearly plan that was agreed is kept as it is"
_OF_PLAN = "(SELECT state FROM workplans_workplan WHERE id = {row}.workplan_id) = 'agreed'"

GUARD: Final = Guard(
    [
        *only_added_to("workplans_workplanstep", "the history of a plan is only added to"),
        *only_added_to("workplans_ownreport", "reports on a plan are only added to"),
        *(
            Refusal(
                f"workplans_workplan_kept_{event.lower()}", event, "workplans_workplan", _AGREED,
                "OLD.state = 'agreed'",
            )
            for event in ("UPDATE", "DELETE")
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
