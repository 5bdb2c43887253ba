from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "zhicheng.foundation.documents"

    def ready(self) -> None:
        """Keep the templates that documents were composed from."""
        from zhicheng.foundation.audit.guards import keep
        from zhicheng.foundation.documents.guard import GUARD

        keep(GUARD)
