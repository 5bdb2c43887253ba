"""The frozen result as it leaves the house, on pages and to programs."""

from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.permissions import actor_of
from zhicheng.governance.assessment import queries
from zhicheng.governance.assessment.models import Scheme, Snapshot


def frozen_of(user: User, scheme: Scheme) -> Snapshot:
    """The frozen result of a scheme. Raises Http404 for who does not see the whole city, and before the freeze."""
    if not actor_of(user).sees_whole_city:
        raise Http404
    return get_object_or_404(queries.snapshots_for(user), scheme=scheme)


def as_file(kept: Snapshot) -> HttpResponse:
    """The result as it goes up, byte for byte, as a download."""
    answer = HttpResponse(kept.content, content_type="application/json; charset=utf-8")
    name = f"assessment-{kept.scheme.year}-{kept.scheme_id}.json"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-SHA256"] = kept.sha256
    return answer
