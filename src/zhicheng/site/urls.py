"""All addresses of the product."""

from django.urls import URLPattern, URLResolver, include, path

from zhicheng.foundation.access.rules import ROOT
from zhicheng.governance.disclosure.views import robots
from zhicheng.site import errors, modes
from zhicheng.site.api import addresses
from zhicheng.site.rooms import part_of

# Under which path each room stands.
ADDRESSES = {
    "": "zhicheng.governance.overview",
    "plans/": "zhicheng.governance.plans",
    "tasks/": "zhicheng.governance.tasks",
    "supervision/": "zhicheng.governance.supervision",
    "workplans/": "zhicheng.governance.workplans",
    "meetings/": "zhicheng.governance.meetings",
    "systems/": "zhicheng.governance.systems",
    "targets/": "zhicheng.governance.targets",
    "assessment/": "zhicheng.governance.assessment",
    "open/": "zhicheng.governance.disclosure",
    "bulletins/": "zhicheng.governance.bulletins",
    "imports/": "zhicheng.register.imports",
    "rights/": "zhicheng.register.rights",
    "parties/": "zhicheng.register.parties",
    "agenda/": "zhicheng.foundation.agenda",
    "notices/": "zhicheng.foundation.notices",
    "calendars/": "zhicheng.foundation.calendars",
    "documents/": "zhicheng.foundation.documents",
    "jobs/": "zhicheng.foundation.jobs",
    "units/": "zhicheng.foundation.units",
    "access/": "zhicheng.foundation.access",
    "webhooks/": "zhicheng.foundation.webhooks",
    "people/": "zhicheng.foundation.accounts",
    "audit/": "zhicheng.foundation.audit",
}

urlpatterns: list[URLPattern | URLResolver] = [
    path("mode/", modes.switch, name="mode"),
    path(f"{ROOT[1:]}/", addresses),
    path("mode/visitor/", modes.switch_of_visitor, name="mode_of_visitor"),
    path("robots.txt", robots, name="robots"),
    path("account/", include("zhicheng.site.account_urls")),
    *(
        path(prefix, include(f"{room}.urls"))
        for prefix, room in ADDRESSES.items()
        if part_of(room, "urls")
    ),
]

handler400 = errors.bad_request
handler403 = errors.forbidden
handler404 = errors.not_found
handler429 = errors.too_many_requests
handler500 = errors.server_error
