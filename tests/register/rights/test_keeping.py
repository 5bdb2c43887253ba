"""What a person tells of a right, and what the register makes of it."""

import io
from datetime import date, datetime, timedelta
from decimal import Decimal
from typing import Any

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction
from django.db.utils import DatabaseError
from tests.factories import fresh, make_area
from tests.register.rights.conftest import FILED, GRANTED

from zhicheng.engines.procedures.running import Refused
from zhicheng.engines.rights import Kind, Side, State, What
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.audit.permissions import SYSTEM
from zhicheng.foundation.audit.queries import verify
from zhicheng.foundation.units.models import Area
from zhicheng.register.parties.actions import merge
from zhicheng.register.parties.models import Party
from zhicheng.register.rights import actions, permissions, queries
from zhicheng.register.rights.actions import HeldBy, Told, Upload
from zhicheng.register.rights.models import Document, Event, Holder, Right, Source

DAY = timedelta(days=1)


@pytest.fixture
def who(coordinator: User, now: datetime) -> dict[str, Any]:
    return {"by": coordinator, "at": now}


def new(**more: Any) -> dict[str, Any]:
    """A mark that can be put on file."""
    given: dict[str, Any] = {
        "kind": Kind.TRADEMARK, "title": "示例", "number": "12345678", "nice_class": 9,
        "filed_on": date(2015, 3, 1), "source": "商标注册证", "holders": [HeldBy("示例机械有限公司")],
    }  # fmt: skip
    return {**given, **more}


def test_a_right_with_its_events_holders_and_source(right: Right, now: datetime) -> None:
    today = now.date()
    assert (right.number, right.publication, str(right)) == (
        "201710601862.3", "CN106844774", "一种示例装置",
    )  # fmt: skip
    assert [str(event) for event in queries.events_of(right)] == [
        f"申请 {FILED}", f"授权或者注册、登记 {GRANTED}",
    ]  # fmt: skip
    assert {str(event.source) for event in right.events.all()} == {"专利证书"}
    found = queries.status_of(right, today, today)
    assert (found.state, found.valid) == (State.IN_FORCE, True)
    held = queries.holders_of(right, today, today)
    assert [str(one) for one in held] == ["1. 示例机械有限公司", "2. 示例大学"]
    party = Party.objects.get(name="示例大学")
    assert list(queries.held_by(Right.objects.all(), party)) == [right]
    assert Entry.objects.filter(verb="rights.add").count() == 1
    assert list(verify()) == []


def test_nothing_was_known_before_it_was_told(right: Right, now: datetime) -> None:
    before = now.date() - DAY
    found = queries.status_of(right, before, before)
    assert (found.state, found.valid) == (State.UNKNOWN, None)
    assert queries.holders_of(right, before, before) == []


@pytest.mark.parametrize(
    "text", ["201710601862.3", "ZL 2017 1 0601862.3", "2017106018623", "CN106844774A", "示例装置"]
)
def test_a_right_is_found_by_any_of_its_numbers_and_by_its_title(right: Right, text: str) -> None:
    assert list(queries.found_by(Right.objects.all(), text)) == [right]


def test_what_is_not_a_number_finds_nothing(right: Right) -> None:
    assert not queries.numbered(Right.objects.all(), "  ").exists()
    assert not queries.numbered(Right.objects.all(), "示例装置").exists()


def test_a_mark_is_a_right_in_each_class(who: dict[str, Any]) -> None:
    for nice_class in (9, 35):
        actions.add_right(**new(nice_class=nice_class), **who)
    # The same digits may number a variety.
    actions.add_right(**new(kind=Kind.WOODY_VARIETY, number="20190123", nice_class=0), **who)
    assert Right.objects.count() == 3
    with pytest.raises(ValidationError, match="已经登记"):
        actions.add_right(**new(nice_class=9), **who)


@pytest.mark.parametrize(
    ("given", "field"),
    [
        (new(title=" "), "title"),
        (new(number="", nice_class=9), "number"),
        (new(number="甲"), "number"),
        (new(nice_class=0), "nice_class"),
        (new(source=" "), "source"),
        (new(holders=[]), "holders"),
        (new(holders=[HeldBy(" ")]), "holders"),
        (new(holders=[HeldBy("甲厂", share=Decimal("0.5"))]), "holders"),
        (new(granted_on=date(2014, 1, 1)), "effective_on"),
        (new(kind=Kind.INVENTION, nice_class=0, number="", publication="CN1"), "publication"),
        (
            new(kind=Kind.INVENTION, nice_class=0, number="", publication="CN106844774A"),
            "publication",
        ),
    ],
)
def test_what_does_not_hold_up_is_not_kept(
    right: Right, who: dict[str, Any], given: dict[str, Any], field: str
) -> None:
    with pytest.raises(ValidationError) as refused:
        actions.add_right(**given, **who)
    assert list(refused.value.message_dict) == [field]
    assert (Right.objects.count(), Source.objects.count()) == (1, 1)


def test_what_is_learned_later_changes_no_earlier_answer(right: Right, who: dict[str, Any]) -> None:
    today = who["at"].date()
    due = today - 30 * DAY
    lapse = Told(What.LAPSED, due, today)
    right = fresh(right)
    event = actions.tell_event(right=right, event=lapse, source="专利公报", **who)
    known = today
    assert queries.status_of(fresh(right), due, known).state is State.LAPSED
    actions.retract_event(event=event, reason="公报更正", **who)
    assert queries.status_of(fresh(right), due, known).state is State.IN_FORCE
    assert fresh(event).retracted_on == today
    assert queries.believed(right.events.all()) == list(right.events.exclude(pk=event.pk))
    with pytest.raises(Refused, match="已经撤销"):
        actions.retract_event(event=event, reason="再次", **who)
    with pytest.raises(ValidationError, match="理由"):
        actions.retract_event(event=right.events.all()[0], reason=" ", **who)


def test_side_states_are_intervals(right: Right, who: dict[str, Any]) -> None:
    today = who["at"].date()
    begun, ended = (
        Told(what, day, today, side=Side.PLEDGED, reference="质押1号")
        for what, day in ((What.BEGUN, today - 60 * DAY), (What.ENDED, today - 30 * DAY))
    )
    for event in (begun, ended):
        actions.tell_event(right=fresh(right), event=event, source="质押登记通知书", **who)
    found = queries.status_of(fresh(right), today - 40 * DAY, today)
    assert [(one.side, one.last) for one in found.sides] == [(Side.PLEDGED, today - 31 * DAY)]
    found = queries.status_of(fresh(right), today, today)
    assert found.sides == ()


@pytest.mark.parametrize(
    "event",
    [
        Told(What.RENEWED, GRANTED, GRANTED),
        Told(What.BEGUN, GRANTED, GRANTED),
        Told(What.ENDED, GRANTED, GRANTED, side=Side.PLEDGED),
        Told(What.LAPSED, date(1700, 1, 1), GRANTED),
    ],
)
def test_what_cannot_happen_is_refused(right: Right, who: dict[str, Any], event: Told) -> None:
    with pytest.raises(ValidationError):
        actions.tell_event(right=right, event=event, source="公报", **who)
    assert right.events.count() == 2


def test_of_two_at_once_one_is_told(right: Right, who: dict[str, Any]) -> None:
    seen, event = fresh(right), Told(What.LAPSED, GRANTED, GRANTED)
    actions.tell_event(right=fresh(right), event=event, source="公报", **who)
    with pytest.raises(actions.Overtaken):
        actions.tell_event(right=seen, event=event, source="公报", **who)


def test_holders_change_and_the_earlier_ones_stay(right: Right, who: dict[str, Any]) -> None:
    today = who["at"].date()
    sold = today - 10 * DAY
    halves = [HeldBy(name, share=Decimal("0.5")) for name in ("东篱食品有限公司", "示例大学")]
    actions.change_holders(
        right=fresh(right), holders=halves, effective_on=sold, source="变更手续合格通知书", **who
    )
    for day, first in ((today, "东篱食品有限公司"), (sold - DAY, "示例机械有限公司")):
        held = queries.holders_of(fresh(right), day, today)
        assert str(held[0].writing) == first
    with pytest.raises(Refused, match="明天更正"):
        actions.change_holders(
            right=fresh(right), holders=halves, effective_on=sold, source="更正", **who
        )
    with pytest.raises(ValidationError, match="不能晚于"):
        actions.change_holders(
            right=fresh(right), holders=halves, effective_on=today + DAY, source="预告", **who
        )
    assert Holder.objects.count() == 4


def test_a_document_is_kept_with_its_file(right: Right, who: dict[str, Any]) -> None:
    def bring(title: str) -> Document:
        upload = Upload("证书.txt", io.BytesIO("专利证书（示例）".encode()))
        return actions.attach(right=right, title=title, upload=upload, **who)

    kept = bring("专利证书")
    assert (str(kept), str(kept.source)) == ("专利证书", "证书.txt")
    assert list(queries.documents_of(right)) == [kept]
    with pytest.raises(ValidationError, match="文件名称"):
        bring(" ")


@pytest.mark.django_db
def test_the_system_tells_without_being_a_person(now: datetime) -> None:
    made = actions.add_right(**new(), by=SYSTEM, at=now)
    assert made.source.by is None


def test_an_outsider_and_an_officer_change_nothing(
    right: Right, outsider: User, officer: User, now: datetime
) -> None:
    event = right.events.all()[0]
    upload = Upload("证书.txt", io.BytesIO(b"x"))
    tries: list[tuple[Any, dict[str, Any]]] = [
        (actions.add_right, new()),
        (
            actions.tell_event,
            {"right": right, "event": Told(What.LAPSED, GRANTED, GRANTED), "source": "公报"},
        ),
        (actions.retract_event, {"event": event, "reason": "错"}),
        (
            actions.change_holders,
            {
                "right": right, "holders": [HeldBy("丙厂")], "effective_on": GRANTED, "source": "自拟",
            },
        ),
        (actions.attach, {"right": right, "title": "证书", "upload": upload}),
    ]  # fmt: skip
    for verb, given in tries:
        for by in (outsider, officer):
            with pytest.raises(PermissionDenied):
                verb(**given, by=by, at=now)
    assert Right.objects.count() == 1


def test_who_sees_which_rights(
    right: Right, outsider: User, officer: User, county_officer: User, county: Area,
    who: dict[str, Any],
) -> None:  # fmt: skip
    assert list(permissions.visible_rights(officer)) == [right]
    for user in (outsider, county_officer):
        assert not permissions.visible_rights(user).exists()
        assert not permissions.visible_events(user).exists()
        assert not permissions.visible_documents(user).exists()
    Party.objects.filter(name="示例大学").update(area=county)
    assert list(permissions.visible_rights(county_officer)) == [right]
    # In which area a right lies, its first holder says.
    assert not queries.held_in(Right.objects.all(), county).exists()
    Party.objects.filter(name="示例机械有限公司").update(area=county)
    assert list(queries.held_in(Right.objects.all(), county)) == [right]
    city = county.parent or make_area("上级市")
    Area.objects.filter(pk=county.pk).update(parent=city)
    assert list(queries.held_in(Right.objects.all(), city)) == [right]


def test_rights_follow_when_parties_are_merged(right: Right, who: dict[str, Any]) -> None:
    school, works = (Party.objects.get(name=name) for name in ("示例大学", "示例机械有限公司"))
    merge(party=school, into=works, reason="示例", **who)
    assert list(queries.held_by(Right.objects.all(), works)) == [right]


@pytest.mark.parametrize(
    "change",
    [
        lambda: Event.objects.update(effective_on=GRANTED),
        lambda: Event.objects.all().delete(),
        lambda: Holder.objects.update(position=9),
        lambda: Holder.objects.all().delete(),
        lambda: Source.objects.update(title="改"),
    ],
)
def test_the_database_keeps_what_was_told(right: Right, change: Any) -> None:
    with pytest.raises(DatabaseError, match="kept"), transaction.atomic():
        change()


def test_an_event_is_retracted_once(right: Right, who: dict[str, Any]) -> None:
    actions.retract_event(event=right.events.all()[0], reason="误记", **who)
    with pytest.raises(DatabaseError, match="kept"), transaction.atomic():
        Event.objects.exclude(retracted_on=None).update(retracted_on=None)
