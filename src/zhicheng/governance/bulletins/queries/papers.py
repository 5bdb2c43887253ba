"""A paper as a .docx: now, and made anew from what was frozen."""

from zhicheng.foundation.documents.models import Template
from zhicheng.foundation.documents.packing import parts
from zhicheng.foundation.documents.queries import composed, composed_from
from zhicheng.foundation.files.queries import content as bytes_of
from zhicheng.governance.bulletins.models import Format, Issue, Paper, Report
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
    for kept in issue.papers.select_related("file", "template").exclude(format=Format.PDF):
        again = rendered(kept.template or issue.template, _made_from(kept, issue))
        if parts(bytes_of(kept.file)) != parts(again):
            found.append(kept.format)
    return found


def _made_from(kept: Paper, issue: Issue) -> Content:
    if kept.content:
        return frozen_content(kept)
    whole = frozen_content(issue)
    return public_edition(whole) if kept.format == Format.OPEN else whole
