"""Reading papers, gathering what they say, and making files of them."""

from zhicheng.governance.bulletins.queries.gathering import Asked, gathered
from zhicheng.governance.bulletins.queries.papers import disagreements, preview, rendered
from zhicheng.governance.bulletins.queries.reports import (
    Choice,
    choices,
    content_of,
    facts_of,
    frozen_content,
    head_of,
    issue_of,
    names_known,
    papers_for,
    reports_for,
    steps_of,
    texts_of,
    unsourced_in,
)

__all__ = [
    "Asked",
    "Choice",
    "choices",
    "content_of",
    "disagreements",
    "facts_of",
    "frozen_content",
    "gathered",
    "head_of",
    "issue_of",
    "names_known",
    "papers_for",
    "preview",
    "rendered",
    "reports_for",
    "steps_of",
    "texts_of",
    "unsourced_in",
]
