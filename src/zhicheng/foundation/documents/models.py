"""Templates, and which of them is in use."""

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.files.models import StoredFile


class Template(models.Model):
    """A template of one kind of document; what was composed from it can be composed again.

    by: who uploaded it; nobody, for the one that the product brings along.
    """

    kind = models.CharField(_("文书"), max_length=60)
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    name = models.CharField(_("文件名"), max_length=200)
    built_in = models.BooleanField(_("系统自带"), default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, null=True, blank=True, related_name="+"
    )
    at = models.DateTimeField(_("时间"))

    class Meta:
        ordering = ["-id"]
        verbose_name = verbose_name_plural = _("文书模板")
        constraints = [
            models.UniqueConstraint(fields=["kind", "file"], name="template_of_kind_once"),
            models.CheckConstraint(
                condition=Q(built_in=True, by=None) | Q(built_in=False), name="built_in_by_nobody"
            ),
        ]

    def __str__(self) -> str:
        return self.name


class Choice(models.Model):
    """The template that the office chose for a kind; without a row it is the one brought along."""

    kind = models.CharField(max_length=60, unique=True)
    template = models.ForeignKey(Template, models.PROTECT, related_name="+")

    class Meta:
        verbose_name = verbose_name_plural = _("启用的模板")

    def __str__(self) -> str:
        return self.kind
