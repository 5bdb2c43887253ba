from django.apps import AppConfig


class MeetingsConfig(AppConfig):
    name = "zhicheng.governance.meetings"

    def ready(self) -> None:
        """Keep what was issued, make the minutes known, and tell the other rooms' pages what there is."""
        from zhicheng.foundation.agenda.registry import source, waits_for
        from zhicheng.foundation.audit.guards import keep
        from zhicheng.foundation.documents.registry import register
        from zhicheng.foundation.units.succession import leave
        from zhicheng.governance.meetings.actions.succeeding import ESTATE
        from zhicheng.governance.meetings.guard import GUARD
        from zhicheng.governance.meetings.queries import MINUTES
        from zhicheng.governance.meetings.views import elsewhere
        from zhicheng.governance.tasks.registry import beside_of

        keep(GUARD)
        register(MINUTES)
        source(elsewhere.meeting_days)
        waits_for(elsewhere.waiting)
        beside_of(elsewhere.beside_task)
        leave(ESTATE)
