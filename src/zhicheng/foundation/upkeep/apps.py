"""The room of upkeep as a Django app."""

from importlib import import_module

from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    name = "zhicheng.foundation.upkeep"

    def ready(self) -> None:
        """Load the actions: there is no page that would, and the auditor reads the names of their verbs; and
        who may do them by a page of another room."""
        import_module("zhicheng.foundation.upkeep.permissions")
        import_module("zhicheng.foundation.upkeep.actions")
