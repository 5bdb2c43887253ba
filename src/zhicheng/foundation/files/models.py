"""One row for each different content."""

from pathlib import Path

from django.conf import settings
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Now
from django.utils.translation import gettext_lazy as _


class StoredFile(models.Model):
    """A content that was uploaded once or more often; names belong to whoever attaches it.

    The bytes lie under ``FILES_ROOT``, by SHA-256. Both hashes are of the whole content
    (SM3: GB/T 32905).
    """

    sha256 = models.CharField(
        max_length=64, unique=True, validators=[RegexValidator(r"^[0-9a-f]{64}$")]
    )
    sm3 = models.CharField(max_length=64)
    size = models.PositiveBigIntegerField()
    media_type = models.CharField(max_length=120)
    created_at = models.DateTimeField(db_default=Now())

    class Meta:
        verbose_name = verbose_name_plural = _("文件内容")
        constraints = [
            models.CheckConstraint(condition=models.Q(size__gt=0), name="file_not_empty")
        ]

    def __str__(self) -> str:
        return self.sha256[:12]


def path_of(sha256: str) -> Path:
    """Where the bytes of a content lie."""
    return Path(settings.FILES_ROOT) / sha256[:2] / sha256[2:4] / sha256
