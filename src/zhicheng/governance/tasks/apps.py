from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "zhicheng.governance.tasks"

    def ready(self) -> None:
        """Follow the publications of plans, and the calendar, from the start."""
        from zhicheng.foundation.calendars import following
        from zhicheng.governance.plans.publication import follow
        from zhicheng.governance.tasks.actions import FOLLOWERS, follow_calendar

        for follower in FOLLOWERS:
            follow(follower)
        following.follow(follow_calendar)
