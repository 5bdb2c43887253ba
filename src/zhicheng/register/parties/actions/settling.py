"""From names as sources write them to parties: by rule where one is certain, by a person where none is."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext

from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.fitting import check_part
from zhicheng.foundation.audit.permissions import Doer
from zhicheng.foundation.audit.seen import overtaken, update_as_seen
from zhicheng.foundation.audit.turns import take_turn
from zhicheng.foundation.bulk.rows import insert, reserve
from zhicheng.register.parties.actions.common import NEW_NAMES, for_the_chain, located, name_row
from zhicheng.register.parties.actions.keeping import open_party
from zhicheng.register.parties.models import Candidate, Name, Party, Writing
from zhicheng.register.parties.queries import (
    areas,
    known_names,
    place_of,
    still_open,
)
from zhicheng.register.parties.rules import (
    Judgement,
    Known,
    NameKind,
    PartyKind,
    RuleId,
    Settled,
    Written,
    judge,
    key_of,
    kind_of,
    loose_of,
)

Keys = Mapping[Written, int]
Place = tuple[str, str]
"""A text, and of a person the fingerprint of the address."""
_PARTY = (
    "id", "root_id", "name", "kind", "address", "division", "confidence", "evidence", "area_id", "opened_at",
)  # fmt: skip
_NAME = ("party_id", "text", "key", "loose", "kind")
_WRITING = ("id", "party_id", "text", "place", "key", "state", "rule", "at")


def find_writings(written: Iterable[Written], *, at: datetime) -> Mapping[Written, Writing]:
    """The row of each name as written, in the caller's transaction; what is new is judged by the rules first.

    As many statements for a thousand names as for one. Whoever calls has asked for the permission, and records
    what it is done for; a party that comes of it is told by its writing.
    """
    keys = writing_keys(written, at=at)
    rows = Writing.objects.select_related("party").in_bulk(set(keys.values()))
    return {one: rows[key] for one, key in keys.items()}


def writing_keys(written: Iterable[Written], *, at: datetime) -> Keys:
    """As ``find_writings``, the keys of the rows alone."""
    asked = list(dict.fromkeys(written))
    found = _on_file(asked)
    if len(found) < len(asked):
        found |= _on_file(asked) if take_turn(NEW_NAMES) else {}
    new = [one for one in asked if one not in found]
    return found | _open(new, at) if new else found


def _placed(one: Written) -> Place:
    return one.text.strip(), place_of(one) if kind_of(one.text) is PartyKind.PERSON else ""


def _on_file(asked: Sequence[Written]) -> dict[Written, int]:
    placed = {one: _placed(one) for one in asked}
    rows = Writing.objects.filter(text__in={text for text, _place in placed.values()})
    known = {(text, place): key for key, text, place in rows.values_list("pk", "text", "place")}
    return {one: known[place] for one, place in placed.items() if place in known}


def _open(new: Sequence[Written], at: datetime) -> dict[Written, int]:
    """Judge and save; of two texts that are one name, the second is judged by what came of the first."""
    opener = _Opener(known_names(one.text for one in new), at)
    placed = {one: _placed(one) for one in new}
    for place, one in {place: one for one, place in placed.items()}.items():
        opener.judge(one, place)
    keys = opener.save()
    return {one: keys[place] for one, place in placed.items()}


class _Opener:
    """Collects parties, names, writings and candidates, to save each kind at once."""

    def __init__(self, names: Mapping[str, Sequence[Known]], at: datetime) -> None:
        self._known = {loose: list(known) for loose, known in names.items()}
        self._at = at
        self._areas = areas()
        self._parties: list[tuple[Any, ...]] = []
        self._judged: list[tuple[Place, Judgement]] = []

    def judge(self, one: Written, place: Place) -> None:
        text, kind = place[0], kind_of(one.text)
        if kind is PartyKind.ORGANISATION:
            judgement = judge(text, self._known[loose_of(text)])
        else:  # of persons the rows that are on file were found by name and address already
            judgement = Judgement(None, RuleId.FIRST if kind else RuleId.NO_KIND)
        if kind and judgement.is_new:
            judgement = Judgement(self._party(one, text, kind), RuleId.FIRST)
        self._judged.append((place, judgement))

    def _party(self, one: Written, text: str, kind: PartyKind) -> int:
        """What stands for the key of a new party until it is saved: its place in the list, below zero."""
        where = located(one.address, self._areas)
        address = "" if kind is PartyKind.PERSON else where["address"]  # the division is enough
        area = where["area"]
        self._parties.append(
            (text, kind, address, where["division"], where["confidence"], where["evidence"],
             area.pk if area else None, self._at)
        )  # fmt: skip
        key = -len(self._parties)
        if kind is PartyKind.ORGANISATION:
            self._known[loose_of(text)].append(Known(key, key_of(text)))
        return key

    def save(self) -> Mapping[Place, int]:
        """Returns the keys of the writings."""
        self._keys = reserve(Party, len(self._parties))
        parties = zip(self._keys, self._parties, strict=True)
        insert(Party, _PARTY, [(key, key, *columns) for key, columns in parties])
        insert(
            Name,
            _NAME,
            [
                (key, text, key_of(text), loose_of(text), NameKind.CURRENT)
                for key, (text, *_columns) in zip(self._keys, self._parties, strict=True)
            ],
        )
        keys = reserve(Writing, len(self._judged))
        insert(Writing, _WRITING, map(self._writing, keys, self._judged))
        Candidate.objects.bulk_create(
            Candidate(writing_id=key, party_id=self._key(one.party), rule=one.rule)
            for key, (_place, judgement) in zip(keys, self._judged, strict=True)
            for one in judgement.candidates
        )
        return {place: key for key, (place, _judgement) in zip(keys, self._judged, strict=True)}

    def _writing(self, key: int, judged: tuple[Place, Judgement]) -> tuple[Any, ...]:
        (text, place), judgement = judged
        meant = None if judgement.party is None else self._key(judgement.party)
        state = Settled.OPEN if meant is None else Settled.BY_RULE
        return key, meant, text, place, key_of(text), state, judgement.rule, self._at

    def _key(self, party: int) -> int:
        return self._keys[-party - 1] if party < 0 else party


@transaction.atomic
def settle(*, writing: Writing, candidate: Candidate, by: Doer, at: datetime) -> None:
    """Say which of the parties that may be meant is meant; it bears the name as an alias from then on.

    writing: as the person saw it. Raises PermissionDenied; Overtaken where somebody settled it before;
    ValidationError for another name's candidate.
    """
    require("parties.keep", by, writing)
    check_part(candidate, writing=writing)
    _settle(writing, candidate.party.root or candidate.party, candidate.rule)
    after = {"party": writing.party_id, "rule": candidate.rule}
    record(by=by, at=at, verb="parties.settle", subject=writing, after=after)


@transaction.atomic
def settle_as_new(*, writing: Writing, kind: PartyKind, by: Doer, at: datetime) -> Party:
    """Say that a name is none of the parties that may be meant, but another one.

    writing: as the person saw it. Raises PermissionDenied; Overtaken where somebody settled it before;
    ValidationError where an organisation is called exactly so already: then that one is meant.
    """
    require("parties.keep", by, writing)
    take_turn(NEW_NAMES)
    names = known_names([writing.text])[loose_of(writing.text)]
    if kind is PartyKind.ORGANISATION and judge(writing.text, names).rule is RuleId.SAME:
        raise ValidationError({"kind": gettext("已有同名的单位，请从候选主体中选择。")})
    party = open_party(writing.text, kind, at=at)
    _settle(writing, party, RuleId.BY_HAND)
    after = {"party": party.pk, **for_the_chain(party, name=party.name)}
    record(by=by, at=at, verb="parties.settle_as_new", subject=writing, after=after)
    return party


def _settle(writing: Writing, party: Party, rule: str) -> None:
    if not still_open(writing):
        raise overtaken(writing)
    update_as_seen(writing, party=party, state=Settled.BY_HAND, rule=rule)
    if not party.names.filter(key=writing.key).exists():
        name_row(party, writing.text, NameKind.ALIAS).save()
