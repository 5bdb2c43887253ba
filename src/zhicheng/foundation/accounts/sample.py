"""People of the sample city: one password for all, so never in a city's own installation."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime

from django.conf import settings
from django.core.exceptions import ImproperlyConfigured

from zhicheng.foundation.accounts.actions import login, people, roles
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.rules import IN_A_UNIT, ROLE_NAMES, Role
from zhicheng.foundation.units.models import Area, Unit

PASSWORD = "shili-2026-zhicheng"  # noqa: S105 - known to all on purpose, refused in production
ADMINISTRATOR = "admin"
_SINCE = date(2026, 1, 1)


@dataclass(frozen=True, slots=True)
class Person:
    """Someone of the sample city. unit, area: short name and name of where the role is held."""

    username: str
    name: str
    role: Role
    unit: str = ""
    area: str = ""


_OFFICE = "联席会议办公室"
PEOPLE = (
    Person("coordinator", "示例·统筹员甲", Role.COORDINATOR, _OFFICE),
    Person("coordinator2", "示例·统筹员乙", Role.COORDINATOR, _OFFICE),
    Person("verifier", "示例·复核员甲", Role.VERIFIER, _OFFICE),
    Person("verifier2", "示例·复核员乙", Role.VERIFIER, _OFFICE),
    Person("mayor", "示例·市长", Role.LEADER),
    Person("auditor", "示例·审计员", Role.AUDITOR),
    Person("kjj-head", "示例·科技局长", Role.UNIT_HEAD, "市科技局"),
    Person("kjj", "示例·科技局联络员", Role.UNIT_OFFICER, "市科技局"),
    Person("scj-head", "示例·市场监管局长", Role.UNIT_HEAD, "市市场监管局"),
    Person("scj", "示例·市场监管局联络员", Role.UNIT_OFFICER, "市市场监管局"),
    Person("czj-head", "示例·财政局长", Role.UNIT_HEAD, "市财政局"),
    Person("czj", "示例·财政局联络员", Role.UNIT_OFFICER, "市财政局"),
    Person("gxj-head", "示例·工信局长", Role.UNIT_HEAD, "市工业和信息化局"),
    Person("gxj", "示例·工信局联络员", Role.UNIT_OFFICER, "市工业和信息化局"),
    Person("nyj-head", "示例·农业农村局长", Role.UNIT_HEAD, "市农业农村局"),
    Person("nyj", "示例·农业农村局联络员", Role.UNIT_OFFICER, "市农业农村局"),
    Person("bqj-head", "示例·版权局长", Role.UNIT_HEAD, "市版权局"),
    Person("bqj", "示例·版权局联络员", Role.UNIT_OFFICER, "市版权局"),
    Person("yunxi-head", "示例·云溪县长", Role.UNIT_HEAD, "云溪县政府"),
    Person("yunxi", "示例·云溪县联络员", Role.COUNTY_OFFICER, "云溪县政府", "云溪县"),
    Person("dongli-head", "示例·东篱区长", Role.UNIT_HEAD, "东篱区政府"),
    Person("dongli", "示例·东篱区联络员", Role.COUNTY_OFFICER, "东篱区政府", "东篱区"),
    Person("gaoxin-head", "示例·高新区主任", Role.UNIT_HEAD, "高新区"),
    Person("gaoxin", "示例·高新区联络员", Role.COUNTY_OFFICER, "高新区", "示例高新技术产业开发区"),
)


def create(*, at: datetime) -> None:
    """The administrator, and by him everybody else, unless they are there already.

    Raises ImproperlyConfigured in production: the password stands in the source.
    """
    if settings.ENVIRONMENT.production:
        raise ImproperlyConfigured("sample accounts are never created in production")
    if User.objects.filter(username=ADMINISTRATOR).exists():
        return
    administrator = people.bootstrap(username=ADMINISTRATOR, name="示例·系统管理员", at=at)
    login.choose_password(user=administrator, password=PASSWORD, at=at)
    for person in PEOPLE:
        _add(person, administrator, at)


def account_lines() -> Iterator[str]:
    """What to tell whoever tries the sample: user names, who they are, the password."""
    yield f"密码均为 {PASSWORD}"
    yield f"{ADMINISTRATOR:<14}{ROLE_NAMES[Role.ADMINISTRATOR]}"
    for person in PEOPLE:
        place = person.area or person.unit
        yield f"{person.username:<14}{ROLE_NAMES[person.role]}{f'（{place}）' if place else ''}"


def _add(person: Person, administrator: User, at: datetime) -> None:
    unit = Unit.objects.filter(short_name=person.unit).first()
    user = people.add_user(
        username=person.username, name=person.name, unit=unit, by=administrator, at=at
    )
    login.choose_password(user=user, password=PASSWORD, at=at)
    roles.grant(
        user=user,
        role=person.role,
        unit=unit if person.role in IN_A_UNIT else None,
        area=Area.objects.filter(name=person.area).first(),
        valid_from=_SINCE,
        by=administrator,
        at=at,
    )
