from django.apps import AppConfig


class BulletinsConfig(AppConfig):
    name = "zhicheng.governance.bulletins"

    def ready(self) -> None:
        """Keep what was issued; make the kinds of document known."""
        from zhicheng.foundation.audit.guards import keep
        from zhicheng.governance.bulletins import papers  # noqa: F401 - registers its kinds
        from zhicheng.governance.bulletins.guard import GUARD

        keep(GUARD)
