from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "zhicheng.governance.tasks"

    def ready(self) -> None:
        """Follow the publications of plans and the calendar from the start, and tell the agenda of days."""
        from zhicheng.foundation.agenda.registry import source
        from zhicheng.foundation.audit.guards import keep
        from zhicheng.foundation.calendars import following
        from zhicheng.foundation.units.registry import load_of
        from zhicheng.foundation.units.succession import leave
        from zhicheng.governance.plans.publication import follow
        from zhicheng.governance.tasks.actions import FOLLOWERS, follow_calendar
        from zhicheng.governance.tasks.actions.succeeding import ESTATE
        from zhicheng.governance.tasks.guard import GUARD
        from zhicheng.governance.tasks.queries.agenda import due_days, milestone_days
        from zhicheng.governance.tasks.views.load import unit_load

        keep(GUARD)
        for follower in FOLLOWERS:
            follow(follower)
        following.follow(follow_calendar)
        source(due_days)
        source(milestone_days)
        load_of(unit_load)
        leave(ESTATE)
