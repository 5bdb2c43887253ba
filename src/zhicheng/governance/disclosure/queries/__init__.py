"""What the public sees, read for everybody alike: no person is asked for, and none is named."""

from zhicheng.governance.disclosure.queries.datasets import DATASETS, Dataset, Field, dataset_of
from zhicheng.governance.disclosure.queries.news import News, news
from zhicheng.governance.disclosure.queries.opened import (
    Chapter,
    SeenPlan,
    SeenTarget,
    SeenTask,
    chapters_of,
    observations_of,
    openings,
    plan_seen,
    plans_seen,
    steps_of,
    target_seen,
    targets_of,
    tasks_of,
)
from zhicheng.governance.disclosure.queries.reports import (
    SeenPaper,
    SeenReport,
    issued,
    papers_seen,
    report_seen,
    reports_seen,
    without_edition,
)

__all__ = [
    "DATASETS",
    "Chapter",
    "Dataset",
    "Field",
    "News",
    "SeenPaper",
    "SeenPlan",
    "SeenReport",
    "SeenTarget",
    "SeenTask",
    "chapters_of",
    "dataset_of",
    "issued",
    "news",
    "observations_of",
    "openings",
    "papers_seen",
    "plan_seen",
    "plans_seen",
    "report_seen",
    "reports_seen",
    "steps_of",
    "target_seen",
    "targets_of",
    "tasks_of",
    "without_edition",
]
