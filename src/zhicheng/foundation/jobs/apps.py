from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JobsConfig(AppConfig):
    name = "zhicheng.foundation.jobs"

    def ready(self) -> None:
        """Load every room's ``jobs.py``, which registers its handlers."""
        autodiscover_modules("jobs")
