"""What this room puts into the sample city: a dozen invented organisations and one person, in every state."""

from datetime import datetime, timedelta

from django.utils import timezone

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.queries import holders
from zhicheng.foundation.accounts.rules import Role
from zhicheng.register.parties import actions
from zhicheng.register.parties.models import Party
from zhicheng.register.parties.rules import Matter, Sort, Written

# Invented, all of them; the codes have right check digits and registrars that are not their cities'.
_ORGANISATIONS = (
    (
        "示例精密机械有限公司",
        "91370100M00020001T",
        Sort.ENTERPRISE,
        "C3563",
        "示例市南浦区示例路1号",
    ),
    (
        "云溪智能装备股份有限公司",
        "91410481M00030007W",
        Sort.ENTERPRISE,
        "C34",
        "示例市云溪县示例路2号",
    ),
    ("东篱食品有限公司", "", Sort.ENTERPRISE, "C14", "示例市东篱区示例路3号"),
    ("示例生物医药研究院", "", Sort.INSTITUTE, "M73", "示例市示例高新技术产业开发区示例路4号"),
    ("示例理工大学", "11410184M00050008K", Sort.UNIVERSITY, "P83", "示例市东篱区示例路5号"),
    ("示例市云溪贡米协会", "", Sort.ASSOCIATION, "S95", "示例市云溪县示例路6号"),
    ("示例知识产权代理事务所", "", Sort.AGENCY, "L72", "示例市示例路7号"),
)
_OLD_ORGANISATION = "示例精密机械厂"


def create(*, at: datetime) -> None:
    """Put parties on file, unless somebody has already."""
    day = timezone.localdate(at)
    coordinator = holders(Role.COORDINATOR, on=day).first()
    if coordinator is None or Party.objects.exists():
        return
    made = [
        actions.add_organisation(
            name=name,
            credit_code=code,
            sort=sort,
            industry=industry,
            address=address,
            by=coordinator,
            at=at,
        )
        for name, code, sort, industry, address in _ORGANISATIONS
    ]
    _join(made, coordinator, at)
    _give_mandate(made[0], coordinator, at)
    person = actions.add_person(name="示例·发明人甲", address="示例市南浦区", by=coordinator, at=at)
    actions.set_number(party=person, number="410700199001010012", by=coordinator, at=at)
    # Names that the rules leave to a person.
    unsure = ("示例精密机械有限公司云溪分公司", "云溪智能装备有限公司", "安纳特思示例")
    actions.find_writings([Written(text) for text in (*unsure, _OLD_ORGANISATION)], at=at)


def _join(parties: list[Party], by: User, at: datetime) -> None:
    """A former name, one that is merged, and a name that was split off."""
    old, twin = parties[0], parties[2]
    actions.add_name(
        party=old,
        text=_OLD_ORGANISATION,
        former=True,
        source="示例登记机关变更通知书",
        by=by,
        at=at,
    )
    other = actions.add_organisation(name="东篱食品厂", sort=Sort.ENTERPRISE, by=by, at=at)
    actions.merge(party=other, into=twin, reason="同一企业，改制前后", by=by, at=at)
    alias = actions.add_name(
        party=parties[3], text="示例医药研究院有限公司", former=False, source="", by=by, at=at
    )
    actions.split(party=parties[3], names=[alias], reason="是另一家企业", by=by, at=at)


def _give_mandate(party: Party, by: User, at: datetime) -> None:
    user = User.objects.filter(username="gxj").first()
    if user is None:
        return
    day = timezone.localdate(at)
    actions.give_mandate(
        party=party, user=user, matter=Matter.RIGHTS, valid_from=day - timedelta(days=30),
        valid_to=day + timedelta(days=335), document="示例授权委托书", by=by, at=at,
    )  # fmt: skip
