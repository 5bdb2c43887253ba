"""The pages of parties."""

from zhicheng.register.parties.views.joining import merge, split, unmerge, unsplit
from zhicheng.register.parties.views.keeping import (
    add_name,
    add_organisation,
    add_person,
    change,
    end_mandate,
    give_mandate,
    rename,
    set_number,
    unmask,
)
from zhicheng.register.parties.views.pages import party, party_list
from zhicheng.register.parties.views.queue import queue, settle

__all__ = [
    "add_name",
    "add_organisation",
    "add_person",
    "change",
    "end_mandate",
    "give_mandate",
    "merge",
    "party",
    "party_list",
    "queue",
    "rename",
    "set_number",
    "settle",
    "split",
    "unmask",
    "unmerge",
    "unsplit",
]
