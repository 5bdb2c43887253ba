"""What the rooms that are present offer to the house: addresses, and their part of the sample city."""

from importlib import import_module
from types import ModuleType

from django.apps import apps
from django.utils.module_loading import module_has_submodule


def part_of(room: str, part: str) -> ModuleType | None:
    """The module ``part`` of a room (``zhicheng.governance.tasks``, ``urls``), or None.

    None stands for a room that is not installed and for one without this piece of furniture; a module
    that is there and broken raises what it raises.
    """
    if not apps.is_installed(room) or not module_has_submodule(import_module(room), part):
        return None
    return import_module(f"{room}.{part}")
