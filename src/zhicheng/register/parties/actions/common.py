"""What the actions of this room share."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.utils.translation import gettext

from zhicheng.engines.addresses import resolve
from zhicheng.engines.identifiers import IdentifierError, read
from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.audit.personal import Personal
from zhicheng.foundation.audit.seen import overtaken
from zhicheng.foundation.units.models import Area, AreaKind
from zhicheng.register.parties.models import Name, Party
from zhicheng.register.parties.rules import NameKind, PartyKind, key_of, loose_of

NEW_NAMES = "parties: new names"
"""The turn that whoever adds a name by which a party is found takes, before asking whether it is on file."""


def subject_of(party: Party) -> str:
    """Under whose key what is said of a person is sealed in the chain."""
    return f"party:{party.pk}"


def for_the_chain(party: Party, **values: Any) -> Mapping[str, Any]:
    """Values as the chain keeps them: of a person, words under that person's key."""
    if party.kind != PartyKind.PERSON:
        return values
    subject = subject_of(party)
    return {
        name: Personal(subject, value) if isinstance(value, str) and value else value
        for name, value in values.items()
    }


def checked_name(text: str, field: str = "name") -> str:
    """A name without blanks around it. Raises ValidationError beside ``field`` where nothing is left."""
    found = text.strip()
    if not key_of(found):
        raise ValidationError({field: gettext("请填写名称。")})
    return found


def checked_credit_code(code: str, party: Party | None = None) -> str:
    """A credit code in its one form; empty stays empty. party: whose it is, where that is on file already.

    Raises ValidationError for a code that does not hold together, or is another party's.
    """
    if not code.strip():
        return ""
    try:
        value = read("credit-code", code).value
    except IdentifierError as fault:
        raise ValidationError({"credit_code": str(fault)}) from fault
    other = Party.objects.filter(credit_code=value).first()
    if other and other != party:
        said = gettext("“%(party)s”已经使用这个统一社会信用代码。") % {"party": other}
        raise ValidationError({"credit_code": said})
    return value


def located(address: str, areas: Mapping[str, Area]) -> dict[str, Any]:
    """The columns that an address gives: where it lies, how far to believe that, and why.

    areas: those of this city, by code; the county counts, or the city where no county is told.
    """
    text = address.strip()
    found = resolve(text)
    told = found.to_dict()
    return {
        "address": text,
        "division": found.code,
        "confidence": f"{found.confidence:.2f}" if found.code else None,
        "evidence": [{"kind": one["kind"], "said": one["said"]} for one in told["evidence"]],
        "area": areas.get(found.county) or areas.get(found.prefecture) or _named(text, areas),
    }


def _named(address: str, areas: Mapping[str, Area]) -> Area | None:
    """The area of this city that an address names behind the city itself; else the city. For areas that GB/T 2260
    does not have: a functional zone, a city that is none. Without the city's name nothing is concluded."""
    city = next((one for one in areas.values() if one.kind == AreaKind.CITY), None)
    if city is None or not address.startswith(city.name):
        return None
    rest = address.removeprefix(city.name)
    inside = [one for one in areas.values() if rest.startswith(one.name)]
    return max(inside, key=lambda one: len(one.name), default=city)


def name_row(party: Party, text: str, kind: NameKind, **more: Any) -> Name:
    """A name, not saved yet, with the forms by which it is found."""
    return Name(party=party, text=text, key=key_of(text), loose=loose_of(text), kind=kind, **more)


def stands_alone(party: Party) -> Party:
    """Hold a party until the transaction ends; see that it was not merged away. Raises Refused."""
    held = Party.objects.select_for_update().get(pk=party.pk)
    if held.merged_into_id is not None:
        raise Refused(gettext("这个主体已经并入其他主体，请在并入后的主体上办理。"))
    if held.version != party.version:
        raise overtaken(party)
    return held
