"""Users, the roles granted to them, and deputyships."""

from collections.abc import Sequence
from datetime import date
from typing import Any, ClassVar

import rules
from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.validators import UnicodeUsernameValidator
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from zhicheng.foundation.accounts.rules import IN_A_UNIT, IN_AN_AREA, ROLE_NAMES, Actor, Role
from zhicheng.foundation.units.models import Area, Unit


class UserManager(BaseUserManager["User"]):
    def create_user(self, username: str, password: str | None = None, **fields: Any) -> "User":
        """A person with a password, or with none (cannot log in until one is set)."""
        user = self.model(username=self.model.normalize_username(username), **fields)
        user.set_password(password)
        user.save(using=self._db)
        return user


_TAKEN = _("该用户名已有人使用。")


class User(AbstractBaseUser):
    """A person who works in the system. What they may do follows from their grants alone.

    So there are no groups, no permissions of Django's and no superuser: each would be a way around the
    grants that no page shows.
    """

    username = models.CharField(
        _("用户名"), max_length=60, unique=True, validators=[UnicodeUsernameValidator()]
    )
    name = models.CharField(_("姓名"), max_length=40)
    email = models.EmailField(_("电子邮箱"), blank=True)
    unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        null=True,
        blank=True,
        related_name="people",
        verbose_name=_("所在单位"),
    )
    is_active = models.BooleanField(_("启用"), default=True)
    created_at = models.DateTimeField(_("建立时间"), default=timezone.now)
    mode = models.CharField(_("显示方式"), max_length=20, blank=True)
    """How this person wants the pages (``face.modes.Mode`` as a word); empty until they choose."""

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "username"
    EMAIL_FIELD = "email"
    REQUIRED_FIELDS: ClassVar[list[str]] = ["name"]

    class Meta:
        ordering = ["username"]
        verbose_name = verbose_name_plural = _("用户")
        constraints = [
            # Logging in does not ask for capitals, so no two names may differ by them alone.
            models.UniqueConstraint(
                Lower("username"),
                name="username_unique_but_for_case",
                violation_error_message=_TAKEN,
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def unique_error_message(
        self, model_class: type[models.Model], unique_check: Sequence[str]
    ) -> ValidationError:
        """The same words, whether the name is taken as it is or but for capitals."""
        if tuple(unique_check) == ("username",):
            return ValidationError(_TAKEN, code="unique")
        return super().unique_error_message(type(self), unique_check)

    @cached_property
    def actor_on(self) -> dict[date, Actor]:
        """What ``permissions.actor_of`` has read; the same of the user and of the request's lazy one."""
        return {}

    def has_perm(self, permission: str, thing: object = None) -> bool:
        """Ask for a permission by its name, as templates do."""
        return rules.has_perm(permission, self, thing)


class Grant(models.Model):
    """A role given to a user, in a unit, an area, or the city, from a day to a day."""

    user = models.ForeignKey(User, models.CASCADE, related_name="grants")
    role = models.CharField(
        _("角色"), max_length=16, choices=[(r.value, ROLE_NAMES[r]) for r in Role]
    )
    unit = models.ForeignKey(Unit, models.PROTECT, null=True, blank=True, related_name="grants")
    area = models.ForeignKey(Area, models.PROTECT, null=True, blank=True, related_name="grants")
    valid_from = models.DateField(_("起"))
    valid_to = models.DateField(_("止"), null=True, blank=True)

    class Meta:
        ordering = ["user", "role", "id"]
        verbose_name = verbose_name_plural = _("授权")
        constraints = [
            models.CheckConstraint(
                condition=Q(role__in=sorted(IN_A_UNIT), unit__isnull=False)
                | (~Q(role__in=sorted(IN_A_UNIT)) & Q(unit__isnull=True)),
                name="grant_unit_iff_role_of_a_unit",
            ),
            models.CheckConstraint(
                condition=Q(role__in=sorted(IN_AN_AREA), area__isnull=False)
                | (~Q(role__in=sorted(IN_AN_AREA)) & Q(area__isnull=True)),
                name="grant_area_iff_role_of_an_area",
            ),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="grant_period_in_order",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.user} {ROLE_NAMES[Role(self.role)]}"


class Deputyship(models.Model):
    """While someone is absent, a deputy holds their roles."""

    absent = models.ForeignKey(User, models.CASCADE, related_name="deputies")
    deputy = models.ForeignKey(User, models.CASCADE, related_name="stands_in_for")
    valid_from = models.DateField(_("起"))
    valid_to = models.DateField(_("止"))

    class Meta:
        ordering = ["-valid_from", "id"]
        verbose_name = verbose_name_plural = _("代理")
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__gte=F("valid_from")), name="deputyship_period_in_order"
            ),
            models.CheckConstraint(condition=~Q(absent=F("deputy")), name="deputyship_of_another"),
        ]

    def __str__(self) -> str:
        return gettext("%(deputy)s 代 %(absent)s") % {"deputy": self.deputy, "absent": self.absent}
