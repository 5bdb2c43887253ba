"""The minutes as they leave the house, on pages and to programs."""

from datetime import date
from io import BytesIO

from django.http import FileResponse, Http404
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.models import User
from zhicheng.governance.meetings import queries
from zhicheng.governance.meetings.models import Meeting


def minutes_name(meeting: Meeting) -> str:
    """What the file of the minutes is called."""
    return gettext("%(title)s纪要.docx") % {"title": meeting.title}


def preview(meeting: Meeting, user: User, on: date) -> FileResponse:
    """The minutes as they would be issued on a day. Raises Http404 for who does not prepare or confirm them."""
    if not user.has_perm("meetings.preview"):
        raise Http404(_("纪要还没有印发。"))
    content = BytesIO(queries.minutes_now(meeting, on))
    name = gettext("（未审定）%(name)s") % {"name": minutes_name(meeting)}
    return FileResponse(content, as_attachment=True, filename=name)
