"""What is kept of a party: that there is one, its codes and kinds, where it is, what it is called."""

from datetime import date, datetime, timedelta
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext

from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.permissions import Doer
from zhicheng.foundation.audit.seen import update_as_seen
from zhicheng.foundation.audit.turns import take_turn
from zhicheng.register.parties.actions.common import (
    NEW_NAMES,
    checked_credit_code,
    checked_name,
    for_the_chain,
    located,
    name_row,
    stands_alone,
)
from zhicheng.register.parties.models import Name, Party
from zhicheng.register.parties.queries import areas, is_called
from zhicheng.register.parties.rules import (
    NameKind,
    PartyKind,
    Sort,
    industry_faults,
    key_of,
)

_DAY = timedelta(days=1)


@transaction.atomic
def add_organisation(
    *, name: str, by: Doer, at: datetime, credit_code: str = "", sort: Sort | None = None,
    industry: str = "", address: str = "",
) -> Party:  # fmt: skip
    """Put an organisation on file.

    Raises PermissionDenied; ValidationError for a name that another organisation bears now, a credit code that
    does not hold together or is taken, and an industry that GB/T 4754 does not have.
    """
    require("parties.keep", by)
    text = checked_name(name)
    _is_free(text)
    kept = _organisation_columns(credit_code, sort, industry, address)
    party = open_party(text, PartyKind.ORGANISATION, at=at, **kept)
    record(by=by, at=at, verb="parties.add", subject=party, after=_plain(party))
    return party


@transaction.atomic
def add_person(*, name: str, by: Doer, at: datetime, address: str = "") -> Party:
    """Put a person on file, with no more than a name and where the person lives.

    Two persons may have one name. Raises PermissionDenied, and ValidationError without a name.
    """
    require("parties.keep", by)
    party = open_party(checked_name(name), PartyKind.PERSON, at=at, **located(address, areas()))
    record(by=by, at=at, verb="parties.add", subject=party, after=_plain(party))
    return party


@transaction.atomic
def change(
    *, party: Party, by: Doer, at: datetime, credit_code: str = "", sort: Sort | None = None,
    industry: str = "", address: str = "",
) -> None:  # fmt: skip
    """Change the codes and kinds of a party, and where it is; of a person the address alone.

    party: as the person saw it. Raises PermissionDenied; Overtaken; ValidationError as ``add_organisation``;
    Refused where it was merged into another one.
    """
    require("parties.keep", by, party)
    stands_alone(party)
    before = _plain(party)
    if party.kind == PartyKind.PERSON:
        kept = located(address, areas())
    else:
        kept = _organisation_columns(credit_code, sort, industry, address, party)
    update_as_seen(party, **kept)
    record(by=by, at=at, verb="parties.change", subject=party, before=before, after=_plain(party))


@transaction.atomic
def rename(*, party: Party, name: str, on: date, source: str, by: Doer, at: datetime) -> None:
    """Say that a party is called otherwise from a day on; the name until then becomes a former one.

    party: as the person saw it. source: what says so. Raises PermissionDenied; Overtaken; ValidationError for a
    day to come or before the present name began, and a name that another organisation bears; Refused where it was
    merged into another one.
    """
    require("parties.keep", by, party)
    stands_alone(party)
    text = checked_name(name)
    present = party.names.get(kind=NameKind.CURRENT)
    _may_begin(on, present, timezone.localdate(at))
    if party.kind == PartyKind.ORGANISATION:
        _is_free(text, party)
    before = for_the_chain(party, name=party.name)
    present.kind, present.valid_to = NameKind.FORMER, on - _DAY
    present.save(update_fields=["kind", "valid_to"])
    name_row(party, text, NameKind.CURRENT, valid_from=on, source=source.strip()).save()
    update_as_seen(party, name=text)
    after = {**for_the_chain(party, name=text), "on": on}
    record(by=by, at=at, verb="parties.rename", subject=party, before=before, after=after)


@transaction.atomic
def add_name(
    *, party: Party, text: str, former: bool, source: str, by: Doer, at: datetime,
    valid_from: date | None = None, valid_to: date | None = None,
) -> Name:  # fmt: skip
    """Say what else a party is called, or was called once; sources that write so are understood from then on.

    party: as the person saw it. Raises PermissionDenied; Overtaken; ValidationError for a name that it has
    already, and days in the wrong order; Refused where it was merged into another one.
    """
    require("parties.keep", by, party)
    stands_alone(party)
    words = checked_name(text, "text")
    if party.names.filter(key=key_of(words)).exists():
        raise ValidationError({"text": gettext("这个主体已经有这个名称。")})
    if valid_from and valid_to and valid_to < valid_from:
        raise ValidationError({"valid_to": gettext("停用日期不能早于启用日期。")})
    kind = NameKind.FORMER if former else NameKind.ALIAS
    days: dict[str, Any] = {"valid_from": valid_from, "valid_to": valid_to}
    row = name_row(party, words, kind, source=source.strip(), **days)
    row.save()
    update_as_seen(party)
    after = {**for_the_chain(party, text=words), "kind": kind, **days}
    record(by=by, at=at, verb="parties.add_name", subject=party, after=after)
    return row


def open_party(name: str, kind: PartyKind, *, at: datetime, **columns: Any) -> Party:
    """A party with its present name, in the caller's transaction; nothing is asked and nothing recorded."""
    party = Party.objects.create(name=name, kind=kind, opened_at=at, **columns)
    party.root = party
    party.save(update_fields=["root"])
    name_row(party, name, NameKind.CURRENT).save()
    return party


def _organisation_columns(
    credit_code: str, sort: Sort | None, industry: str, address: str, party: Party | None = None
) -> dict[str, Any]:
    code = industry.strip().upper()
    faults = industry_faults(code) if code else {}
    if faults:
        raise ValidationError(faults)
    kept = {"credit_code": checked_credit_code(credit_code, party), "sort": sort or ""}
    return {**kept, "industry": code, **located(address, areas())}


def _is_free(name: str, party: Party | None = None) -> None:
    """No two organisations are called the same at once, as far as the register goes."""
    take_turn(NEW_NAMES)
    others = is_called(name).filter(kind=PartyKind.ORGANISATION)
    other = next((one for one in others if one != party), None)
    if other:
        said = gettext("已有名称为“%(party)s”的单位。") % {"party": other}
        raise ValidationError({"name": said})


def _may_begin(on: date, present: Name, today: date) -> None:
    if on > today:
        raise ValidationError({"on": gettext("更名日期不能晚于今天。")})
    if present.valid_from is not None and on <= present.valid_from:
        said = gettext("更名日期须晚于现用名称的启用日期（%(day)s）。") % {
            "day": present.valid_from
        }
        raise ValidationError({"on": said})


def _plain(party: Party) -> dict[str, Any]:
    area = party.area_id
    words = {"name": party.name, "address": party.address, "division": party.division}
    codes = {"credit_code": party.credit_code, "sort": party.sort, "industry": party.industry}
    return {"kind": party.kind, **for_the_chain(party, **words), **codes, "area": area}
