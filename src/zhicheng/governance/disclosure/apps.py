from django.apps import AppConfig


class DisclosureConfig(AppConfig):
    name = "zhicheng.governance.disclosure"

    def ready(self) -> None:
        """Keep the history."""
        from zhicheng.foundation.audit.guards import keep
        from zhicheng.governance.disclosure.guard import GUARD

        keep(GUARD)
