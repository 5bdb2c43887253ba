from django.apps import AppConfig


class SupervisionConfig(AppConfig):
    name = "zhicheng.governance.supervision"

    def ready(self) -> None:
        """Keep the history, follow the calendar, and tell the other rooms' pages what there is."""
        from zhicheng.foundation.agenda.registry import source, waits_for
        from zhicheng.foundation.audit.guards import keep
        from zhicheng.foundation.calendars import following
        from zhicheng.foundation.units.registry import load_of
        from zhicheng.foundation.units.succession import leave
        from zhicheng.governance.supervision.actions import follow_calendar
        from zhicheng.governance.supervision.actions.succeeding import ESTATE
        from zhicheng.governance.supervision.guard import GUARD
        from zhicheng.governance.supervision.views import elsewhere
        from zhicheng.governance.tasks.registry import beside_of

        keep(GUARD)
        following.follow(follow_calendar)
        source(elsewhere.due_days)
        load_of(elsewhere.unit_load)
        waits_for(elsewhere.waiting)
        beside_of(elsewhere.beside_task)
        leave(ESTATE)
