"""The main navigation as data: the five links of the chain, each with its rooms.

A link is shown when at least one of its rooms is; a room is shown when it has pages and the person may
enter it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import rules
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.face.records import Text
from zhicheng.site.rooms import part_of


@dataclass(frozen=True, slots=True)
class Room:
    """One entry: the app that has the pages, the address, and the permission to enter, if any."""

    title: Text
    app: str
    url_name: str
    permission: str = ""
    search: Text = ""
    """What the search in the top bar is called, where it looks into this room (parameter ``q``)."""


@dataclass(frozen=True, slots=True)
class ChainLink:
    """One link of the chain 创造 · 运用 · 保护 · 管理 · 服务."""

    title: Text
    rooms: tuple[Room, ...]


CHAIN = (
    ChainLink(_("创造"), ()),
    ChainLink(_("运用"), ()),
    ChainLink(_("保护"), ()),
    ChainLink(
        _("管理"),
        (
            Room(_("总览"), "zhicheng.governance.overview", "overview:home"),
            Room(
                _("任务台账"),
                "zhicheng.governance.tasks",
                "tasks:ledger",
                search=_("搜索任务"),
            ),
            Room(_("我的工作"), "zhicheng.governance.tasks", "tasks:mine"),
            Room(
                _("督办"),
                "zhicheng.governance.supervision",
                "supervision:orders",
                "supervision.view",
            ),
            Room(
                _("请示"),
                "zhicheng.governance.supervision",
                "supervision:requests",
                "supervision.view",
            ),
            Room(
                _("通报"),
                "zhicheng.governance.supervision",
                "supervision:circulars",
                "supervision.view",
            ),
            Room(_("简报"), "zhicheng.governance.bulletins", "bulletins:list", "bulletins.view"),
            Room(
                _("年度计划"), "zhicheng.governance.workplans", "workplans:list", "workplans.view"
            ),
            Room(_("会议"), "zhicheng.governance.meetings", "meetings:list", "meetings.view"),
            Room(_("日程"), "zhicheng.foundation.agenda", "agenda:month"),
            Room(_("指标台账"), "zhicheng.governance.targets", "targets:list", "targets.view"),
            Room(_("建设清单"), "zhicheng.governance.systems", "systems:list", "systems.view"),
            Room(_("考核"), "zhicheng.governance.assessment", "assessment:list", "assessment.view"),
            Room(_("工作方案"), "zhicheng.governance.plans", "plans:index", "plans.view"),
            Room(
                _("公开"), "zhicheng.governance.disclosure", "disclosure:office", "disclosure.view"
            ),
        ),
    ),
    ChainLink(_("服务"), ()),
    # No link of the chain: the facts that all links stand on.
    ChainLink(
        _("权利库"),
        (
            Room(_("权利"), "zhicheng.register.rights", "rights:list", "rights.list"),
            Room(_("主体"), "zhicheng.register.parties", "parties:list", "parties.list"),
            Room(_("导入"), "zhicheng.register.imports", "imports:list", "imports.keep"),
        ),
    ),
    # Nor this: what keeps the house running.
    ChainLink(
        _("系统"),
        (
            Room(_("单位"), "zhicheng.foundation.units", "units:list", "units.read"),
            Room(
                _("工作日历"),
                "zhicheng.foundation.calendars",
                "calendars:list",
                "calendars.read",
            ),
            Room(
                _("文书模板"), "zhicheng.foundation.documents", "documents:list", "documents.view"
            ),
            Room(_("后台任务"), "zhicheng.foundation.jobs", "jobs:list"),
            Room(_("人员"), "zhicheng.foundation.accounts", "accounts:list", "accounts.administer"),
            Room(
                _("消息推送"),
                "zhicheng.foundation.webhooks",
                "webhooks:list",
                "webhooks.manage",
            ),
            Room(_("审计"), "zhicheng.foundation.audit", "audit:list", "audit.read"),
        ),
    ),
)


@dataclass(frozen=True, slots=True)
class Entry:
    """What the page shows. ``current``: does the page that is open belong to it?"""

    title: Text
    url: str
    current: bool
    search: Text = ""


@dataclass(frozen=True, slots=True)
class Navigation:
    """search: the room that the search in the top bar looks into; None for who may not enter it."""

    links: Sequence[Entry]
    rooms: Sequence[Entry]
    search: Entry | None


def navigation(user: Any, path: str) -> Navigation:
    """The navigation for a person on the page at ``path``: the links, and the open link's rooms."""
    found = [(link, rooms) for link in CHAIN if (rooms := list(_entries(link, user)))]
    entries = [entry for _link, rooms in found for entry in rooms]
    here = _best_match(entries, path)
    links, open_rooms = [], []
    for link, rooms in found:
        current = here in rooms
        links.append(Entry(link.title, rooms[0].url, current))
        if current:
            open_rooms = [Entry(room.title, room.url, room is here) for room in rooms]
    return Navigation(links, open_rooms, next((entry for entry in entries if entry.search), None))


def _entries(link: ChainLink, user: Any) -> Iterator[Entry]:
    for room in link.rooms:
        allowed = not room.permission or rules.has_perm(room.permission, user)
        if part_of(room.app, "urls") and allowed:
            yield Entry(room.title, reverse(room.url_name), current=False, search=room.search)


def _best_match(entries: Sequence[Entry], path: str) -> Entry | None:
    """The room whose address is the longest beginning of ``path``; the home page only matches itself."""
    matching = [e for e in entries if path == e.url or (e.url != "/" and path.startswith(e.url))]
    return max(matching, key=lambda entry: len(entry.url), default=None)
