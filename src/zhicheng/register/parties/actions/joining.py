"""Two parties that are one, and one that is two; either can be taken back exactly.

Merging changes the parties alone: names, writings and mandates stay with whose they were, and are found through
``root``. Taking it back so leaves nothing to sort out.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import F
from django.utils.translation import gettext

from zhicheng.engines.procedures.running import Refused
from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.fitting import check_part
from zhicheng.foundation.audit.permissions import Doer
from zhicheng.foundation.audit.seen import overtaken, update_as_seen
from zhicheng.register.parties.actions.common import stands_alone
from zhicheng.register.parties.models import Mandate, Name, Party, Splitting, Writing
from zhicheng.register.parties.rules import NameKind, PartyKind


@transaction.atomic
def merge(*, party: Party, into: Party, reason: str, by: Doer, at: datetime) -> None:
    """Say that a party is in truth another one: whatever is its is found with the other from now on.

    party, into: as the person saw them. Raises PermissionDenied; Overtaken; ValidationError without a reason,
    for a party and itself, and for a person and an organisation; Refused where either was merged already.
    """
    require("parties.keep", by, party)
    _say_why(reason)
    if party.pk == into.pk:
        raise ValidationError({"into": gettext("主体不能并入自身。")})
    if party.kind != into.kind:
        raise ValidationError({"into": gettext("单位和个人不能合并。")})
    for one in sorted((party, into), key=lambda held: held.pk):  # always in one order: no deadlock
        stands_alone(one)
    update_as_seen(party, merged_into=into)
    Party.objects.filter(root=party.pk).update(root=into.pk)
    party.root = into
    after = {"into": into.pk}
    record(by=by, at=at, verb="parties.merge", subject=party, after=after, reason=reason.strip())


@transaction.atomic
def unmerge(*, party: Party, reason: str, by: Doer, at: datetime) -> None:
    """Take back that a party was merged: it stands alone again, with all that was merged into it before.

    party: as the person saw it. Raises PermissionDenied; Overtaken; ValidationError without a reason; Refused
    where it was not merged, or was put back by taking a splitting back.
    """
    require("parties.keep", by, party)
    _say_why(reason)
    held = Party.objects.select_for_update().get(pk=party.pk)
    if held.merged_into_id is None:
        raise Refused(gettext("这个主体没有并入其他主体。"))
    if Splitting.objects.filter(made=held).exclude(undone_at=None).exists():
        raise Refused(gettext("这个主体的拆分已经撤销，名称已回到原主体；确需分开的，请重新拆分。"))
    before = {"into": held.merged_into_id}
    update_as_seen(party, merged_into=None)
    Party.objects.filter(pk__in=_below(held)).update(root=held.pk)
    party.root = party
    record(
        by=by, at=at, verb="parties.unmerge", subject=party, before=before, reason=reason.strip()
    )


def _below(party: Party) -> list[int]:
    """A party and all that was merged into it, directly or through others."""
    found, waiting = [party.pk], [party.pk]
    while waiting:
        waiting = list(Party.objects.filter(merged_into__in=waiting).values_list("pk", flat=True))
        found += waiting
    return found


@transaction.atomic
def split(*, party: Party, names: Sequence[Name], reason: str, by: Doer, at: datetime) -> Splitting:
    """Say that some names of an organisation are another one's, with all that sources write under them.

    party: as the person saw it. names: the first becomes the present name of the new party. Raises
    PermissionDenied; Overtaken; ValidationError without a reason, without names, for another party's name, and
    for the present name, which stays; Refused for a person, and where it was merged into another one.
    """
    require("parties.keep", by, party)
    _say_why(reason)
    stands_alone(party)
    if party.kind == PartyKind.PERSON:
        raise Refused(gettext("个人不能拆分。"))
    if not names:
        raise ValidationError({"names": gettext("请选择拆分出去的名称。")})
    for one in names:
        check_part(one, party=party)
        if one.kind == NameKind.CURRENT:
            raise ValidationError({"names": gettext("现用名称不能拆分出去。")})
    made = Party.objects.create(name=names[0].text, kind=party.kind, sort=party.sort, opened_at=at)
    Party.objects.filter(pk=made.pk).update(root=made)
    done = Splitting.objects.create(party=party, made=made, at=at, moved=_move(names, party, made))
    update_as_seen(party)
    after = {"made": made.pk, "names": [one.text for one in names]}
    record(by=by, at=at, verb="parties.split", subject=party, after=after, reason=reason.strip())
    return done


def _move(names: Sequence[Name], party: Party, made: Party) -> list[dict[str, Any]]:
    """Give names and what is written so to the new party; returns what they were before."""
    moved = []
    for place, one in enumerate(names):
        writings = Writing.objects.filter(party=party, key=one.key)
        keys = list(writings.values_list("pk", flat=True))
        moved.append({"id": one.pk, "kind": one.kind, "writings": keys})
        writings.update(party=made, version=F("version") + 1)
        kind = NameKind.CURRENT if place == 0 else NameKind(one.kind)
        Name.objects.filter(pk=one.pk).update(party=made, kind=kind)
    return moved


@transaction.atomic
def unsplit(*, splitting: Splitting, reason: str, by: Doer, at: datetime) -> None:
    """Take back that a party was split: names and what is written so come back as they were.

    splitting: as the person saw it. Raises PermissionDenied; Overtaken; ValidationError without a reason;
    Refused where the new party has got anything of its own since, or it was taken back already.
    """
    party, made = splitting.party, splitting.made
    require("parties.keep", by, party)
    _say_why(reason)
    Splitting.objects.select_for_update().get(pk=splitting.pk)
    if splitting.undone_at is not None:
        raise overtaken(party)
    for one in sorted((party, made), key=lambda held: held.pk):
        stands_alone(one)
    if _has_its_own(splitting):
        raise Refused(
            gettext("拆分出的主体已有新的名称、写法、授权或者合并，不能撤销拆分；可以改为合并。")
        )
    for was in splitting.moved:
        Name.objects.filter(pk=was["id"]).update(party=party, kind=was["kind"])
        Writing.objects.filter(pk__in=was["writings"]).update(party=party, version=F("version") + 1)
    update_as_seen(splitting, undone_at=at)
    update_as_seen(made, merged_into=party, root=party)
    update_as_seen(party)
    record(
        by=by, at=at, verb="parties.unsplit", subject=party, before={"made": made.pk},
        reason=reason.strip(),
    )  # fmt: skip


def _has_its_own(splitting: Splitting) -> bool:
    """Whether the new party has more than what was moved to it, or less."""
    made = splitting.made
    names = {was["id"] for was in splitting.moved}
    writings = {key for was in splitting.moved for key in was["writings"]}
    return (
        set(made.names.values_list("pk", flat=True)) != names
        or set(made.writings.values_list("pk", flat=True)) != writings
        or made.merged.exists()
        or made.splittings.exists()
        or Mandate.objects.filter(party=made).exists()
    )


def _say_why(reason: str) -> None:
    if not reason.strip():
        raise ValidationError({"reason": gettext("请写明理由。")})
