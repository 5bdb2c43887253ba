"""Names as sources write them, and which party is meant by one.

Whether two names are the same is decided by rules that one can read (``RULES``). The same name, present or
former, settles it where one party alone bears it; everything else is put before a person.
"""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import lru_cache
from typing import Final

from django.utils.translation import gettext_lazy as _

from zhicheng.engines.identifiers.text import tidy
from zhicheng.engines.sources import Confidence, Rule, Source
from zhicheng.foundation.face.records import Text


class PartyKind(StrEnum):
    """What a party is; unknown where a name does not tell."""

    ORGANISATION = "organisation"
    PERSON = "person"


class RuleId(StrEnum):
    """Why a name is taken for a party's."""

    SAME = "R-PA-1"
    FORMER = "R-PA-2"
    BRACKETS = "R-PA-3"
    FORM = "R-PA-4"
    BRANCH = "R-PA-5"
    SEVERAL = "R-PA-6"
    FIRST = "R-PA-7"
    NO_KIND = "R-PA-8"
    BY_HAND = "R-PA-0"


@dataclass(frozen=True, slots=True, kw_only=True)
class NameRule(Rule):
    """How a name leads to a party. said: for people. certainty: 0 to 1."""

    said: Text
    certainty: Decimal


_OURS = Source("本系统的规则", Confidence.MEDIUM)
RULES: Final = {
    rule.id: rule
    for rule in (
        NameRule(
            id=RuleId.SAME, said=_("与现用名称一致（不计全角半角、空格）"), certainty=Decimal(1),
            source=Source("企业名称登记管理规定：同一登记机关辖区内名称不得相同"),
        ),
        NameRule(
            id=RuleId.FORMER, said=_("与曾用名或者别名一致"), certainty=Decimal("0.98"), source=_OURS
        ),
        NameRule(
            id=RuleId.BRACKETS, said=_("只有括号不同"), certainty=Decimal("0.90"), source=_OURS
        ),
        NameRule(
            id=RuleId.FORM, said=_("只有公司形式的写法不同（有限公司、有限责任公司、股份有限公司）"),
            certainty=Decimal("0.80"), source=_OURS,
        ),
        NameRule(
            id=RuleId.BRANCH, said=_("是该主体的分支机构（分公司不具有法人资格）"),
            certainty=Decimal("0.70"), source=Source("公司法（2023年修订）第十三条第二款"),
        ),
        NameRule(
            id=RuleId.SEVERAL, said=_("有几个主体同名"), certainty=Decimal("0.50"), source=_OURS
        ),
        NameRule(id=RuleId.FIRST, said=_("首次出现的名称"), certainty=Decimal(1), source=_OURS),
        NameRule(
            id=RuleId.NO_KIND, said=_("看不出是单位还是个人"), certainty=Decimal(0), source=_OURS
        ),
        NameRule(id=RuleId.BY_HAND, said=_("由人工确定"), certainty=Decimal(1), source=_OURS),
    )
}  # fmt: skip

_DOTS = str.maketrans(dict.fromkeys("•‧・∙●", "·"))
_FORMS = re.compile(r"(?:股份有限|有限责任|有限)公司")
_BRANCH = re.compile(
    r"(?P<whole>.+?(?:公司|银行|大学|学院|研究院|研究所|医院|协会|集团))"
    r"(?P<part>[^公]{0,20}(?:分公司|分行|支行|分院|分所|分校|分厂|办事处|营业部))"
)
_ORGANISATION = re.compile(
    r"公司|会社|企业|集团|大学|学院|学校|中学|小学|研究|医院|卫生|中心|协会|学会|联盟|委员会|银行|合作社|"
    r"事务所|设计院|检测院|科学院|实验室|工厂|厂$|局$|院$|所$|社$|部$|店$|站$|坊$|场$|园$|室$|馆$|队$|处$|"
    r"股份|有限|财团|基金|政府|部队|机构|支队|商行|行$|庄$"
)
_FOREIGN_ORGANISATION = re.compile(
    r"(?:INC|LTD|LIMITED|LLC|CORP|CORPORATION|COMPANY|GMBH|AG|S\.?A|B\.?V|PLC|UNIVERSITY|INSTITUTE|KK|OY|AB|"
    r"SPA|NV)\.?$"
)
_PERSON = re.compile(r"[\u3400-\u9fff]{2,4}|[\u3400-\u9fff·]*·[\u3400-\u9fff·A-Z.]*")


@lru_cache(maxsize=100_000)
def key_of(name: str) -> str:
    """The one form in which names are compared: half-width, upper case, round brackets, without blanks."""
    # Twice: what stood between a letter and its accent is gone now, and the two are one sign.
    return tidy(tidy(name)).translate(_DOTS)


@lru_cache(maxsize=100_000)
def loose_of(name: str) -> str:
    """By what names that may be the same are found: without brackets, forms of companies, branches."""
    return _without_form(whole_of(name) or key_of(name))


def whole_of(name: str) -> str:
    """The organisation that a branch belongs to, in comparable form; empty where the name is not a branch's."""
    found = _BRANCH.fullmatch(_without_brackets(key_of(name)))
    return found["whole"] if found else ""


@lru_cache(maxsize=100_000)
def kind_of(name: str) -> PartyKind | None:
    """What a name says of who bears it; None where it does not tell."""
    key = _without_brackets(key_of(name))
    if _ORGANISATION.search(key) or _FOREIGN_ORGANISATION.search(key):
        return PartyKind.ORGANISATION
    return PartyKind.PERSON if _PERSON.fullmatch(key) else None


def _without_brackets(key: str) -> str:
    return key.replace("(", "").replace(")", "")


@dataclass(frozen=True, slots=True)
class Written:
    """A holder or applicant as a source writes it. address: "" where the source has none."""

    text: str
    address: str = ""


@dataclass(frozen=True, slots=True)
class Known:
    """A name on file. party: its key. former: it is not what the party is called now."""

    party: int
    key: str
    former: bool = False


@dataclass(frozen=True, slots=True)
class Candidate:
    """A party that may be meant, and the rule that says so."""

    party: int
    rule: RuleId

    @property
    def certainty(self) -> Decimal:
        return RULES[self.rule].certainty


@dataclass(frozen=True, slots=True)
class Judgement:
    """What is made of a name. party: the one that is meant, None where none is settled.

    rule: why. candidates: whom a person chooses from; empty for a party that is new.
    """

    party: int | None
    rule: RuleId
    candidates: tuple[Candidate, ...] = ()

    @property
    def is_new(self) -> bool:
        """Nobody on file may be meant: it is another party."""
        return self.rule is RuleId.FIRST


def judge(name: str, known: Iterable[Known]) -> Judgement:
    """Which organisation a name means. known: names on file that resemble it (``loose_of``).

    A subsidiary is a legal person of its own (公司法 art 13) and so another party; a branch is none, and is put
    before a person.
    """
    names, key = list(known), key_of(name)
    for rule, former in ((RuleId.SAME, False), (RuleId.FORMER, True)):
        same = _parties(one for one in names if one.key == key and one.former is former)
        if len(same) == 1:
            return Judgement(same[0], rule)
        if same:
            return _open(Candidate(party, RuleId.SEVERAL) for party in same)
    return _open(_likely(key, names))


def _parties(names: Iterable[Known]) -> Sequence[int]:
    return sorted({one.party for one in names})


def _open(candidates: Iterable[Candidate]) -> Judgement:
    found = tuple(candidates)
    return Judgement(None, found[0].rule if found else RuleId.FIRST, found)


def _likely(key: str, names: Iterable[Known]) -> list[Candidate]:
    """Of each party the most certain reason, the most certain party first."""
    best: dict[int, Candidate] = {}
    for one in names:
        rule = _difference(key, one.key)
        if rule is None:
            continue
        found = Candidate(one.party, rule)
        if one.party not in best or best[one.party].certainty < found.certainty:
            best[one.party] = found
    return sorted(best.values(), key=lambda one: (-one.certainty, one.party))


def _difference(key: str, other: str) -> RuleId | None:
    """In what two names differ that are alike in ``loose_of``; None where they are of two parties: branches
    of one organisation, and an organisation of which only a branch is on file."""
    if _without_brackets(key) == _without_brackets(other):
        return RuleId.BRACKETS
    if _without_form(key) == _without_form(other):
        return RuleId.FORM
    return RuleId.BRANCH if whole_of(key) and not whole_of(other) else None


def _without_form(key: str) -> str:
    return _FORMS.sub("公司", _without_brackets(key))
