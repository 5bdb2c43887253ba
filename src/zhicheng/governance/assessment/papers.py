"""The frozen result as it leaves the house, on pages and to programs."""

from django.http import Http404, HttpResponse
from django.utils.translation import gettext

from zhicheng.foundation.accounts.permissions import actor_of
from zhicheng.governance.assessment import queries
from zhicheng.governance.assessment.models import Scheme, Snapshot


def kept_for(user: object, scheme: Scheme) -> Snapshot | None:
    """The frozen result, for those who see the whole city."""
    if not actor_of(user).sees_whole_city:
        return None
    return queries.snapshots_for(user).filter(scheme=scheme).first()


def frozen_of(user: object, scheme: Scheme) -> Snapshot:
    """The frozen result of a scheme. Raises Http404 for who does not see the whole city, and before the freeze."""
    if (kept := kept_for(user, scheme)) is None:
        raise Http404(gettext("考核结果尚未定稿，或者不对您开放。"))
    return kept


def as_file(kept: Snapshot) -> HttpResponse:
    """The result as it goes up, byte for byte, as a download."""
    answer = HttpResponse(kept.content, content_type="application/json; charset=utf-8")
    name = f"assessment-{kept.scheme.year}-{kept.scheme_id}.json"
    answer["Content-Disposition"] = f'attachment; filename="{name}"'
    answer["X-Content-SHA256"] = kept.sha256
    return answer
