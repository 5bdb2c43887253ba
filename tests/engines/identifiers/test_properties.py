"""What holds of every number: one form, and no digit changed unnoticed where the scheme promises it."""

import gzip
import json
import os
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.engines.identifiers import SCHEMES, IdentifierError, check, read
from zhicheng.engines.identifiers.checkdigits import filing_check, organisation_check
from zhicheng.engines.identifiers.text import tidy

DIGITS = "0123456789"
CREDIT = "0123456789ABCDEFGHJKLMNPQRTUWXY"
digits = st.sampled_from(DIGITS)
SIGNS = st.sampled_from(
    f"{DIGITS}ABCDEFGHIJKLMNOPQRSTUVWXYZ.-/()第号类国粤作登字年公告质检总局家知识产权量监督验疫行裁调确"
)


def serial(length: int) -> st.SearchStrategy[str]:
    return st.text(digits, min_size=length, max_size=length)


@st.composite
def applications(draw: st.DrawFn) -> str:
    kind = draw(st.sampled_from("12389"))
    if draw(st.booleans()):
        body = f"{draw(st.integers(2003, 2030))}{kind}{draw(serial(7))}"
    else:
        body = f"{draw(st.integers(85, 103)) % 100:02}{kind}{draw(serial(5))}"
    return f"{body}.{filing_check(body)}"


def credit_check(body: str) -> str:
    """By the formula of the standard, written out."""
    total = sum(CREDIT.index(sign) * 3**place for place, sign in enumerate(body))
    return CREDIT[(31 - total % 31) % 31]


@st.composite
def credit_codes(draw: st.DrawFn) -> str:
    signs = st.sampled_from(CREDIT)
    ends = draw(st.text(signs, min_size=11, max_size=11))
    body = f"{ends[:2]}{draw(serial(6))}{ends[2:]}"
    return body + credit_check(body)


@st.composite
def residents(draw: st.DrawFn) -> str:
    born = draw(st.dates()).replace(year=draw(st.integers(1900, 2020)), day=1)
    body = f"370100{born:%Y%m%d}{draw(serial(3))}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(body, weights, strict=True))
    return body + "10X98765432"[total % 11]


def changed(number: str, alphabet: str, data: st.DataObject, only: str | None = None) -> str:
    """The number with one sign replaced by another one. only: signs that may be replaced, if not all."""
    places = [n for n, sign in enumerate(number) if sign in (only or alphabet)]
    at = data.draw(st.sampled_from(places))
    other = data.draw(st.sampled_from([sign for sign in alphabet if sign != number[at]]))
    return number[:at] + other + number[at + 1 :]


@given(applications(), st.data())
def test_a_changed_digit_of_an_application_is_caught(number: str, data: st.DataObject) -> None:
    assert read("cn-application", number).value == number
    assert not check(changed(number, DIGITS, data), "cn-application").valid


@given(credit_codes(), st.data())
def test_a_changed_sign_of_a_credit_code_is_caught(code: str, data: st.DataObject) -> None:
    assert read("credit-code", code).value == code
    assert not check(changed(code, CREDIT, data), "credit-code").valid


@given(residents(), st.data())
def test_a_changed_digit_of_a_person_is_caught(number: str, data: st.DataObject) -> None:
    assert read("resident-id", number).value == number
    assert not check(changed(number, DIGITS, data), "resident-id").valid


@given(serial(8), st.data())
def test_a_changed_digit_of_an_organisation_is_caught(body: str, data: st.DataObject) -> None:
    """Digits only: the standard values letters up to 35, so 1 and C are one and the same to its modulus of 11."""
    code = body + organisation_check(body)
    assert read("organisation-code", code).value == code
    assert not check(changed(code, DIGITS, data), "organisation-code").valid


def samples() -> st.SearchStrategy[tuple[str, str]]:
    """A kind and a text of it; some are accepted, some not."""
    others = [scheme for scheme in SCHEMES.values() if not scheme.checked]
    made = [
        st.tuples(
            st.just(scheme.name),
            st.from_regex(scheme.resembles, fullmatch=True, alphabet=SIGNS),
        )
        for scheme in others
    ]
    return st.one_of(
        *made,
        st.tuples(st.just("cn-application"), applications()),
        st.tuples(st.just("credit-code"), credit_codes()),
        st.tuples(st.just("resident-id"), residents()),
    )


@given(samples())
def test_normalising_twice_changes_nothing(sample: tuple[str, str]) -> None:
    scheme, text = sample
    try:
        reading = read(scheme, text[:50])
    except IdentifierError as error:
        assert str(error)
        return
    assert read(scheme, reading.value) == read(scheme, tidy(reading.value))
    assert read(scheme, reading.value).value == reading.value
    if not SCHEMES[scheme].personal:
        assert read(scheme, reading.display).value == reading.value


@given(applications(), st.sampled_from(["ZL", "CN", "cn ", "zl ", "ＺＬ", ""]), st.data())
def test_how_it_is_written_changes_nothing(number: str, prefix: str, data: st.DataObject) -> None:
    gaps = data.draw(
        st.lists(st.sampled_from(["", " ", "\u3000", "\u200b"]), min_size=14, max_size=14)
    )
    wide = str.maketrans(DIGITS + ".", "０１２３４５６７８９．")
    signs = number.translate(wide) if data.draw(st.booleans()) else number.lower()
    written = prefix + "".join(sign + gap for sign, gap in zip(signs, gaps, strict=False))
    assert read("cn-application", written).value == number


@given(st.text(max_size=40))
def test_any_text_gets_an_answer(text: str) -> None:
    found = check(text)
    assert found.valid or found.refusals


@pytest.mark.shared
@pytest.mark.skipif(not os.environ.get("ZHICHENG_SHARED"), reason="ZHICHENG_SHARED is not set")
def test_all_whole_numbers_of_a_real_gazette_hold() -> None:
    """22,859 numbers of July 2019 came through the spreadsheet unharmed; the others are known as mangled."""
    path = Path(os.environ["ZHICHENG_SHARED"]) / "data/patents/gazette_2019_07.jsonl.gz"
    counts: dict[str, int] = {}
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            found = check(json.loads(line)["app_no_raw"], "cn-application")
            what = found.refusals[0][1].reason.value if found.refusals else "well"
            counts[what] = counts.get(what, 0) + 1
    assert counts == {"well": 22_859, "mangled": 44_936}
