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

__all__ = [
    "DATASETS",
    "Chapter",
    "Dataset",
    "Field",
    "News",
    "SeenPlan",
    "SeenTarget",
    "SeenTask",
    "chapters_of",
    "dataset_of",
    "news",
    "observations_of",
    "openings",
    "plan_seen",
    "plans_seen",
    "steps_of",
    "target_seen",
    "targets_of",
    "tasks_of",
]
