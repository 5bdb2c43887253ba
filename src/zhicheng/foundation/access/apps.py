from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AccessConfig(AppConfig):
    name = "zhicheng.foundation.access"

    def ready(self) -> None:
        """Load every room's ``scopes.py``, which offers its scopes, without loading what they are for."""
        autodiscover_modules("scopes")
