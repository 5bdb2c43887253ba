"""The accounts room as a Django app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AccountsConfig(AppConfig):
    name = "zhicheng.foundation.accounts"

    def ready(self) -> None:
        """Load every room's ``permissions.py``: a permission that nobody declared is given to nobody."""
        autodiscover_modules("permissions")
