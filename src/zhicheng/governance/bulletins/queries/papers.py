"""A paper as a .docx: now, and made anew from what was frozen."""

from zhicheng.foundation.documents.models import Template
from zhicheng.foundation.documents.packing import parts
from zhicheng.foundation.documents.queries import composed, composed_from
from zhicheng.foundation.files.queries import content as bytes_of
from zhicheng.governance.bulletins.models import Format, Issue, Report
from zhicheng.governance.bulletins.papers import context_of, kind_of
from zhicheng.governance.bulletins.queries.reports import frozen_content
from zhicheng.governance.bulletins.rules import Content, Kind, hash_of, public_edition


def preview(report: Report, content: Content) -> bytes:
    """How the paper would look if it were issued now, from the template in use."""
    return composed(kind_of(Kind(report.kind)), context_of(content))


def rendered(template: Template, content: Content) -> bytes:
    """The paper from a certain template; the same content gives the same bytes."""
    return composed_from(template, context_of(content))


def disagreements(issue: Issue) -> list[str]:
    """What does not hold of a frozen paper: ``sha256`` of its content; ``docx``, ``open`` where the file that is
    made anew from it, or its public edition, has other parts than the one that was kept. Nothing, unless
    somebody wrote past the guard."""
    found = [] if hash_of(issue.content) == issue.sha256 else ["sha256"]
    content = frozen_content(issue)
    for kept in issue.papers.select_related("file", "template").exclude(format=Format.PDF):
        is_public = kept.format == Format.OPEN
        again = rendered(
            kept.template or issue.template, public_edition(content) if is_public else content
        )
        if parts(bytes_of(kept.file)) != parts(again):
            found.append(kept.format)
    return found
