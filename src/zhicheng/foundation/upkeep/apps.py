"""The room of upkeep as a Django app."""

from importlib import import_module

from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    name = "zhicheng.foundation.upkeep"

    def ready(self) -> None:
        """Load the actions: there is no page that would, and the auditor reads the names of their verbs."""
        import_module("zhicheng.foundation.upkeep.actions")
