from django.apps import AppConfig


class TasksConfig(AppConfig):
    name = "zhicheng.governance.tasks"

    def ready(self) -> None:
        """Follow the publications of plans from the start."""
        from zhicheng.governance.plans.publication import follow
        from zhicheng.governance.tasks.actions import FOLLOWERS

        for follower in FOLLOWERS:
            follow(follower)
