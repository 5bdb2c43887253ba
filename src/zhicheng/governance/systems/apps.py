from django.apps import AppConfig


class SystemsConfig(AppConfig):
    name = "zhicheng.governance.systems"

    def ready(self) -> None:
        """Follow the publications of plans from the start."""
        from zhicheng.governance.plans.publication import follow
        from zhicheng.governance.systems.actions import keep_list

        follow(keep_list)
