"""A paper as a .docx: now, and made anew from what was frozen."""

from zhicheng.foundation.documents.models import Template
from zhicheng.foundation.documents.packing import parts
from zhicheng.foundation.documents.queries import composed, composed_from
from zhicheng.foundation.files.queries import content as bytes_of
from zhicheng.governance.bulletins.models import Format, Issue, Report
from zhicheng.governance.bulletins.papers import context_of, kind_of
from zhicheng.governance.bulletins.queries.reports import frozen_content
from zhicheng.governance.bulletins.rules import Content, Kind, hash_of


def preview(report: Report, content: Content) -> bytes:
    """How the paper would look if it were issued now, from the template in use."""
    return composed(kind_of(Kind(report.kind)), context_of(content))


def rendered(template: Template, content: Content) -> bytes:
    """The paper from a certain template; the same content gives the same bytes."""
    return composed_from(template, context_of(content))


def disagreements(issue: Issue) -> list[str]:
    """What does not hold of a frozen paper: ``sha256`` of its content, ``docx`` where the file that is made
    anew from it has other parts than the one that was kept. Nothing, unless somebody wrote past the guard."""
    found = [] if hash_of(issue.content) == issue.sha256 else ["sha256"]
    kept = issue.papers.select_related("file").get(format=Format.DOCX)
    again = rendered(issue.template, frozen_content(issue))
    return found if parts(bytes_of(kept.file)) == parts(again) else [*found, "docx"]
