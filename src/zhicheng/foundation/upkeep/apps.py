"""The room of upkeep as a Django app."""

from django.apps import AppConfig


class UpkeepConfig(AppConfig):
    name = "zhicheng.foundation.upkeep"
