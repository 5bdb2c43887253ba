"""A text of which nobody says what it is."""

import pytest

from zhicheng.engines.identifiers import SCHEMES, IdentifierError, Reason, check, read


def kinds(text: str) -> list[str]:
    return [kind.name for kind, _ in check(text).readings]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("ZL 2017 1 0601862.3", ["cn-application"]),
        ("CN106844774A", ["cn-publication"]),
        ("91350100M000100Y43", ["credit-code"]),
        ("410700", ["division", "trademark"]),
        ("410771", ["zone-code", "trademark"]),
        ("20190123", ["trademark", "forestry-variety"]),
        ("25", ["trademark", "nice-class"]),
        ("95115608X", ["cn-application", "trademark"]),
        ("Y02E10/50", ["cpc"]),
    ],
)
def test_what_a_text_can_be(text: str, found: list[str]) -> None:
    assert kinds(text) == found


def test_a_check_digit_settles_what_it_is() -> None:
    assert check("11010519491231002X").refusals == ()


def test_what_it_resembles_is_told_where_nothing_settles_it() -> None:
    found = check("95115607X")  # a digit of 95115608.X is wrong; as a mark it could be
    assert kinds("95115607X") == ["trademark"]
    assert ("cn-application", Reason.CHECK_DIGIT) in [
        (kind.name, error.reason) for kind, error in found.refusals if kind
    ]


def test_what_resembles_nothing_is_told_so() -> None:
    ((kind, error),) = check("豫A12345").refusals
    assert kind is None
    assert str(error) == "看不出是哪一种号码。"


def test_a_person_is_never_shown_whole() -> None:
    assert check("11010519491231002X").shown == "110105********002X"
    assert check("110105194912310021").shown == "110105********0021"  # mistyped, yet a person's
    assert check("１１０１０５４９１２３１００２").shown == "110105*****1002"
    assert check("110105194912310021", "ipc").shown == "110105********0021"
    assert check("91350100M000100Y43").shown == "91350100M000100Y43"


def test_long_texts_are_refused_at_once() -> None:
    found = check("9" * 100_000)
    assert (found.valid, len(found.shown)) == (False, 201)
    with pytest.raises(IdentifierError) as caught:
        read("trademark", "9" * 100_000)
    assert caught.value.reason is Reason.LENGTH


def test_one_kind_alone() -> None:
    assert not check("410700", "ipc").valid
    assert check("410700", "division").valid
    with pytest.raises(KeyError):
        check("410700", "no-such-kind")


def test_every_kind_has_a_source_and_a_title() -> None:
    assert all(scheme.source.text and scheme.title for scheme in SCHEMES.values())
    assert len({scheme.title for scheme in SCHEMES.values()}) == len(SCHEMES)
