"""Who sees a job, and who may run it again."""

from typing import Any

import rules
from django.db.models import Q, QuerySet

from zhicheng.foundation.accounts.permissions import actor_of, holds
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.jobs.models import Job


@rules.predicate
def is_own(user: Any, job: Job | None) -> bool:
    return job is not None and job.created_by_id == user.pk


def visible(user: Any) -> QuerySet[Job]:
    """Coordinators and administrators see all jobs, everyone else their own."""
    if actor_of(user).has(Role.COORDINATOR, Role.ADMINISTRATOR):
        return Job.objects.all()
    return Job.objects.filter(Q(created_by=user.pk))


_overseer = holds(Role.COORDINATOR, Role.ADMINISTRATOR)
rules.add_perm("jobs.view", is_own | _overseer)
rules.add_perm("jobs.rerun", is_own | _overseer)
