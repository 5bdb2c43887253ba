"""What the pages about people share."""

from collections.abc import Iterator

from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from zhicheng.foundation.accounts import queries
from zhicheng.foundation.accounts.models import Deputyship, Grant, User
from zhicheng.foundation.accounts.permissions import require, signed_in
from zhicheng.foundation.accounts.rules import ROLE_NAMES, Role, in_force
from zhicheng.foundation.face.records import Light, Link, Tone


def administrator(request: HttpRequest) -> User:
    """The person who asks. Raises PermissionDenied unless they administer accounts."""
    require("accounts.administer", request.user)
    return signed_in(request)


def find_person(key: int) -> User:
    return get_object_or_404(User.objects.select_related("unit"), pk=key)


def all_people() -> Link:
    return Link(_("人员"), reverse("accounts:list"))


def way_to(user: User) -> tuple[Link, ...]:
    """The pages above one about a person."""
    return (all_people(), Link(user.name, page_of(user)))


def page_of(user: User) -> str:
    return reverse("accounts:person", args=[user.pk])


def account_light(user: User) -> Light:
    """Whether an account can be used."""
    if not user.is_active:
        return Light(gettext_lazy("已停用"), Tone.QUIET)
    if not user.has_usable_password():
        return Light(gettext_lazy("尚未设置密码"), Tone.CAUTION)
    return Light(gettext_lazy("启用"), Tone.GOOD)


def period_light(row: Grant | Deputyship) -> Light:
    """Whether a role or deputyship holds today."""
    today = timezone.localdate()
    if in_force(row.valid_from, row.valid_to, today):
        return Light(gettext_lazy("有效"), Tone.GOOD)
    if row.valid_from > today:
        return Light(gettext_lazy("尚未开始"), Tone.QUIET)
    return Light(gettext_lazy("已终止"), Tone.QUIET)


def role_words(row: Grant) -> str:
    """A role with its place: 单位负责人（市科技局）."""
    place = row.unit or row.area
    name = ROLE_NAMES[Role(row.role)]
    return f"{name}（{place}）" if place else str(name)


def roles_in_force(user: User) -> Iterator[Grant]:
    """The roles that hold today, from grants that were fetched before."""
    today = timezone.localdate()
    return (row for row in user.grants.all() if in_force(row.valid_from, row.valid_to, today))


def shown_deputyships(user: User, by: User) -> list[tuple[Deputyship, Light, bool]]:
    """A person's deputyships, and whether ``by`` may end each of them now."""
    everybodys = by.has_perm("accounts.administer")
    return [
        (
            row,
            period_light(row),
            row.valid_to >= timezone.localdate() and (everybodys or row.absent_id == by.pk),
        )
        for row in queries.deputyships_of(user)
    ]


def shown_grants(user: User) -> list[tuple[Grant, str, Light]]:
    """A person's roles, those that ended too, the latest first."""
    rows = user.grants.select_related("unit", "area").order_by("-valid_from", "-id")
    return [(row, role_words(row), period_light(row)) for row in rows]
