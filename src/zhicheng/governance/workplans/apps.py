from django.apps import AppConfig


class WorkplansConfig(AppConfig):
    name = "zhicheng.governance.workplans"

    def ready(self) -> None:
        """Keep what was agreed, tell people what waits for them, and hand plans over to a unit's successor."""
        from zhicheng.foundation.agenda.registry import waits_for
        from zhicheng.foundation.audit.guards import keep
        from zhicheng.foundation.units.succession import leave
        from zhicheng.governance.workplans.actions import ESTATE
        from zhicheng.governance.workplans.guard import GUARD
        from zhicheng.governance.workplans.views import elsewhere

        keep(GUARD)
        waits_for(elsewhere.waiting)
        leave(ESTATE)
