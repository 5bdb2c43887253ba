from django.apps import AppConfig


class PlansConfig(AppConfig):
    name = "zhicheng.governance.plans"

    def ready(self) -> None:
        """Keep what was published."""
        from zhicheng.foundation.audit.guards import keep
        from zhicheng.governance.plans.guard import GUARD

        keep(GUARD)
