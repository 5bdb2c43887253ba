"""From names as sources write them to parties: by rule where one is certain, by a person where none is."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext

from zhicheng.foundation.accounts.permissions import require
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.fitting import check_part
from zhicheng.foundation.audit.permissions import Doer
from zhicheng.foundation.audit.seen import overtaken, update_as_seen
from zhicheng.foundation.bulk.rows import insert_made, reserve
from zhicheng.register.parties.actions.common import for_the_chain, located, name_row
from zhicheng.register.parties.actions.keeping import open_party
from zhicheng.register.parties.models import Candidate, Party, Writing
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

Found = Mapping[Written, Writing]


def find_writings(written: Iterable[Written], *, at: datetime) -> Found:
    """The row of each name as written, in the caller's transaction; what is new is judged by the rules first.

    As many statements for a thousand names as for one. Whoever calls has asked for the permission, and records
    what it is done for; a party that comes of it is told by its writing.
    """
    asked = list(dict.fromkeys(written))
    found = _on_file(asked)
    new = [one for one in asked if one not in found]
    if new:
        found |= _open(new, at)
    return found


def _place(one: Written) -> str:
    return place_of(one) if kind_of(one.text) is PartyKind.PERSON else ""


def _on_file(asked: Sequence[Written]) -> dict[Written, Writing]:
    rows = Writing.objects.filter(text__in={one.text.strip() for one in asked})
    known = {(row.text, row.place): row for row in rows.select_related("party")}
    placed = {one: (one.text.strip(), _place(one)) for one in asked}
    return {one: known[place] for one, place in placed.items() if place in known}


def _open(new: Sequence[Written], at: datetime) -> dict[Written, Writing]:
    """Judge and save; of two texts that are one name, the second is judged by what came of the first."""
    names = known_names(one.text for one in new)
    opener = _Opener(names, at)
    judged = {(one.text.strip(), _place(one)): one for one in new}
    rows = {place: opener.judged(one, place) for place, one in judged.items()}
    opener.save()
    return {one: rows[(one.text.strip(), _place(one))] for one in new}


class _Opener:
    """Collects parties, names, writings and candidates, to save each kind at once."""

    def __init__(self, names: Mapping[str, Sequence[Known]], at: datetime) -> None:
        self._known = {loose: list(known) for loose, known in names.items()}
        self._at = at
        self._areas = areas()
        self._parties: list[Party] = []
        self._writings: list[tuple[Writing, Judgement, Party | None]] = []

    def judged(self, one: Written, place: tuple[str, str]) -> Writing:
        text, kind = place[0], kind_of(one.text)
        if kind is PartyKind.ORGANISATION:
            judgement = judge(text, self._known[loose_of(text)])
        else:  # of persons the rows that are on file were found by name and address already
            judgement = Judgement(None, RuleId.FIRST if kind else RuleId.NO_KIND)
        party = self._party(one, text, kind) if kind and judgement.is_new else None
        writing = Writing(
            text=text, place=place[1], key=key_of(text), rule=judgement.rule, at=self._at,
            state=Settled.BY_RULE if party or judgement.party else Settled.OPEN,
        )  # fmt: skip
        self._writings.append((writing, judgement, party))
        return writing

    def _party(self, one: Written, text: str, kind: PartyKind) -> Party:
        columns = located(one.address, self._areas)
        if kind is PartyKind.PERSON:
            columns["address"] = ""  # the division is enough
        party = Party(name=text, kind=kind, opened_at=self._at, **columns)
        self._parties.append(party)
        if kind is PartyKind.ORGANISATION:
            # Its place in the list stands for its key until it is saved.
            self._known[loose_of(text)].append(Known(-len(self._parties), key_of(text)))
        return party

    def save(self) -> None:
        keys = iter(reserve(Party, len(self._parties)))
        for new in self._parties:
            new.pk = new.root_id = next(keys)
        insert_made(self._parties)
        insert_made([name_row(one, one.name, NameKind.CURRENT) for one in self._parties])
        keys = iter(reserve(Writing, len(self._writings)))
        for writing, judgement, party in self._writings:
            meant = party.pk if party else judgement.party
            writing.pk = next(keys)
            writing.party_id = None if meant is None else self._key(meant)
        insert_made([writing for writing, _judgement, _party in self._writings])
        Candidate.objects.bulk_create(
            Candidate(writing=writing, party_id=self._key(one.party), rule=one.rule)
            for writing, judgement, _party in self._writings
            for one in judgement.candidates
        )

    def _key(self, party: int) -> int:
        return self._parties[-party - 1].pk if party < 0 else party


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
