"""Reports that are open: what they are, and their files as they were issued."""

from django.contrib.auth.decorators import login_not_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils import timezone
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from zhicheng.foundation.files.views import download
from zhicheng.governance.disclosure import queries
from zhicheng.governance.disclosure.views.kept import for_all, keep_by, public_page


@public_page
def report(request: HttpRequest, key: int) -> HttpResponse:
    """A report and its files, with what they can be checked by; 404 while it is not open."""
    seen = queries.report_seen(key, timezone.localdate())
    if seen is None:
        raise Http404(_("没有公开这份报告。"))
    return render(request, "disclosure/report.html", {"seen": seen})


@login_not_required
@require_safe
def paper(request: HttpRequest, key: int) -> HttpResponseBase:
    """A file as it was issued. It lies on the disk, so that no process keeps it besides."""
    found = next((p for p in queries.papers_seen(timezone.localdate()) if p.paper.pk == key), None)
    if found is None:
        raise Http404(_("没有公开这份报告。"))
    tag = found.paper.file.sha256
    known = get_conditional_response(request, etag=f'"{tag}"')
    if known is not None:
        return for_all(keep_by(known, tag))
    return for_all(keep_by(download(found.paper.file, found.paper.name), tag))
