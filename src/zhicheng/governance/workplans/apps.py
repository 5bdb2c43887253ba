from django.apps import AppConfig


class WorkplansConfig(AppConfig):
    name = "zhicheng.governance.workplans"

    def ready(self) -> None:
        """Keep what was agreed, and tell people what waits for them."""
        from zhicheng.foundation.agenda.registry import waits_for
        from zhicheng.foundation.audit.guards import keep
        from zhicheng.governance.workplans.guard import GUARD
        from zhicheng.governance.workplans.views import elsewhere

        keep(GUARD)
        waits_for(elsewhere.waiting)
