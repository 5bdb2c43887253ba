from django.apps import AppConfig


class WebhooksConfig(AppConfig):
    name = "zhicheng.foundation.webhooks"

    def ready(self) -> None:
        """Have workers look for what is to be told."""
        from zhicheng.foundation.jobs.registry import watch
        from zhicheng.foundation.webhooks.actions import look

        watch(look)
