from django.apps import AppConfig


class TargetsConfig(AppConfig):
    name = "zhicheng.governance.targets"

    def ready(self) -> None:
        """Follow the publications of plans from the start."""
        from zhicheng.governance.plans.publication import follow
        from zhicheng.governance.targets.actions import keep_targets

        follow(keep_targets)
