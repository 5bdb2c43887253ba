"""What programs may be let do with targets."""

from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.access.registry import offer

offer(
    {
        "read:targets": _("读取指标"),
        "read:observations": _("读取指标数值"),
        "write:observations": _("填报和更正指标数值"),
    }
)
