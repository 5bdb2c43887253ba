"""What was reported is kept: history is only added to, and a report that was sent, with its evidence,
refuses every change but that of its state."""

from typing import Final

from zhicheng.foundation.audit.guards import Guard, Refusal, only_added_to

_STEP = "the history of a task is only added to"
_REPORT = "a report that was sent is kept as it is"
_CONTENT = "assignment_id, text, progress, drafted_by_id, drafted_at, sent_by_id, sent_at"
_WAS_SENT = "OLD.state <> 'draft'"
_SENT_WITH = "(SELECT state FROM tasks_report WHERE id = {row}.report_id) <> 'draft'"

GUARD: Final = Guard(
    [
        *only_added_to("tasks_step", _STEP),
        Refusal("tasks_report_kept", f"UPDATE OF {_CONTENT}", "tasks_report", _REPORT, _WAS_SENT),
        Refusal(
            "tasks_report_kept_state", "UPDATE OF state", "tasks_report", _REPORT,
            f"{_WAS_SENT} AND NEW.state = 'draft'",
        ),
        Refusal("tasks_report_kept_delete", "DELETE", "tasks_report", _REPORT, _WAS_SENT),
        *(
            Refusal(
                f"tasks_evidence_kept_{event.lower()}", event, "tasks_evidence", _REPORT,
                _SENT_WITH.format(row=row),
            )
            for event, row in (("INSERT", "NEW"), ("UPDATE", "OLD"), ("DELETE", "OLD"))
        ),
    ]
)  # fmt: skip
