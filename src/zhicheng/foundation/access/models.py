"""Tokens of programs, the files they bring, and the answers they were given."""

from django.conf import settings
from django.db import models
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.files.models import StoredFile


class AccessToken(models.Model):
    """What a program shows in a person's place. sha256: of the token, which only the program knows.

    It may do what its owner may on the day, narrowed to ``scopes``. last_used_on: the day, so that
    reading costs one write a day at most. Revoked tokens stay, for the audit chain names them.
    """

    name = models.CharField(_("用途"), max_length=60)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="access_tokens",
        verbose_name=_("持有人"),
    )  # fmt: skip
    sha256 = models.CharField(max_length=64, unique=True)
    hint = models.CharField(_("开头"), max_length=8)
    scopes = models.JSONField(_("权限范围"))
    created_at = models.DateTimeField(_("建立时间"))
    expires_on = models.DateField(_("有效期至"))
    last_used_on = models.DateField(_("最近使用"), null=True, blank=True)
    revoked_at = models.DateTimeField(_("吊销时间"), null=True, blank=True)

    class Meta:
        ordering = ["-id"]
        verbose_name = verbose_name_plural = _("访问令牌")
        constraints = [
            models.CheckConstraint(condition=~models.Q(name=""), name="token_has_name"),
            models.CheckConstraint(condition=~models.Q(scopes=[]), name="token_has_scope"),
        ]

    def __str__(self) -> str:
        return self.name


class Brought(models.Model):
    """A file that a person's program has brought, to be attached to something by its key.

    Only its bringer can attach it: a hash alone opens nothing.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    file = models.ForeignKey(StoredFile, models.PROTECT, related_name="+")
    name = models.CharField(_("文件名"), max_length=200)
    at = models.DateTimeField(_("上传时间"))

    class Meta:
        ordering = ["id"]
        verbose_name = verbose_name_plural = _("程序上传的文件")

    def __str__(self) -> str:
        return self.name


class Answer(models.Model):
    """The answer that a key of idempotency was given, to be given again (``once``).

    content: sealed, for an answer may say what is told only once.
    """

    token = models.ForeignKey(AccessToken, models.CASCADE, related_name="+")
    key = models.CharField(max_length=200)
    route = models.CharField(max_length=300)
    body_sha256 = models.CharField(max_length=64)
    status = models.PositiveSmallIntegerField(default=0)
    content = models.BinaryField(default=bytes)
    at = models.DateTimeField(db_index=True)

    class Meta:
        verbose_name = verbose_name_plural = _("接口应答")
        constraints = [models.UniqueConstraint(fields=["token", "key"], name="answer_once_a_key")]

    def __str__(self) -> str:
        return f"{self.route} {self.key}"
