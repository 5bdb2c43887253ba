from django.apps import AppConfig


class UnitsConfig(AppConfig):
    name = "zhicheng.foundation.units"

    def ready(self) -> None:
        """Keep the history of units."""
        from zhicheng.foundation.audit.guards import keep
        from zhicheng.foundation.units.guard import GUARD

        keep(GUARD)
