from django.apps import AppConfig


class RightsConfig(AppConfig):
    name = "zhicheng.register.rights"

    def ready(self) -> None:
        """Keep what was told; show a party's rights on its page."""
        from zhicheng.foundation.audit.guards import keep
        from zhicheng.register.parties.registry import holdings_of
        from zhicheng.register.rights.guard import GUARD
        from zhicheng.register.rights.views.holdings import rights_of

        keep(GUARD)
        holdings_of(rights_of)
