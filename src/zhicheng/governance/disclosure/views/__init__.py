"""The public pages, open data, feeds; and the page on which the office decides what is open."""

from zhicheng.governance.disclosure.views.data import data, file, whole_dictionary
from zhicheng.governance.disclosure.views.feeds import atom, robots, rss, site_map
from zhicheng.governance.disclosure.views.office import (
    make_edition,
    office,
    open_plan,
    open_report,
    withdraw,
    withdraw_report,
)
from zhicheng.governance.disclosure.views.public import chapter, home, plan, target
from zhicheng.governance.disclosure.views.reports import paper, report

__all__ = [
    "atom",
    "chapter",
    "data",
    "file",
    "home",
    "make_edition",
    "office",
    "open_plan",
    "open_report",
    "paper",
    "plan",
    "report",
    "robots",
    "rss",
    "site_map",
    "target",
    "whole_dictionary",
    "withdraw",
    "withdraw_report",
]
