"""The accounts room as a Django app."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class AccountsConfig(AppConfig):
    name = "zhicheng.foundation.accounts"

    def ready(self) -> None:
        """Load every room's ``permissions.py`` (one that nobody declared is given to nobody); listen at
        the doors."""
        from zhicheng.foundation.accounts import doors  # models are not there earlier

        autodiscover_modules("permissions")
        doors.connect()
