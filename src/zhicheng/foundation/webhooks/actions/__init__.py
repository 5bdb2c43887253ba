"""Naming receivers, telling them, and telling them again."""

from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.audit.registry import name_verbs
from zhicheng.foundation.webhooks.actions.endpoints import add_endpoint, stop_endpoint
from zhicheng.foundation.webhooks.actions.sending import (
    fan_out,
    look,
    send_again,
    send_all,
    send_one,
)

name_verbs(
    {
        "webhooks.add": _("建立消息推送"),
        "webhooks.stop": _("停用消息推送"),
        "webhooks.send_again": _("再次推送消息"),
    }
)

__all__ = [
    "add_endpoint",
    "fan_out",
    "look",
    "send_again",
    "send_all",
    "send_one",
    "stop_endpoint",
]
