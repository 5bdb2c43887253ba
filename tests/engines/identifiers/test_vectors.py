"""The vectors of the rules on identifiers (R-ID-1 to R-ID-5), right and wrong ones."""

import pytest

from zhicheng.engines.identifiers import IdentifierError, Reason, division, pair_fault, read


def refused(scheme: str, text: str) -> IdentifierError:
    with pytest.raises(IdentifierError) as caught:
        read(scheme, text)
    return caught.value


@pytest.mark.parametrize(
    "number",
    [
        "201710601862.3",
        "95115608.X",
        "201310699744.2",
        "97101765.4",
        "201710117081.7",
        "200910000001.5",
        "85100001.0",
        "03100001.0",
        "202110000001.6",
        "202220000001.6",
        "202330000001.6",
        "202480000001.8",
        "202590000001.8",
    ],
)
def test_application_numbers(number: str) -> None:
    assert read("cn-application", number).value == number


@pytest.mark.parametrize(
    ("number", "reason", "said"),
    [
        ("201710601862.8", Reason.CHECK_DIGIT, "校验位不符"),
        ("20171060186.3", Reason.LENGTH, "写的共 12 位"),
        *((f"201740601862.{check}", Reason.COMPONENT, "种类号“4”") for check in "0123456789X"),
        ("200210601862.3", Reason.COMPONENT, "申请年份"),
        ("50100001.0", Reason.COMPONENT, "申请年份"),
        ("04100001.0", Reason.COMPONENT, "申请年份"),
        ("2017A0601862.3", Reason.CHARACTER, "只含数字"),
        ("", Reason.CHARACTER, "只含数字"),
        ("2.02E+12", Reason.MANGLED, "科学计数法"),
        ("2.0193E+12", Reason.MANGLED, "科学计数法"),
    ],
)
def test_application_numbers_refused(number: str, reason: Reason, said: str) -> None:
    error = refused("cn-application", number)
    assert error.reason is reason
    assert said in str(error)


@pytest.mark.parametrize(
    "written",
    [
        "ZL 2017 1 0601862.3",
        "CN201710601862.3",
        "2017106018623",
        "ＺＬ２０１７１０６０１８６２．３",
        "zl201710601862。3",
        "CN ZL 2017\u200b10601862-3",
        "٢٠١٧١٠٦٠١٨٦٢.٣",
    ],
)
def test_an_application_has_one_form(written: str) -> None:
    assert read("cn-application", written).value == "201710601862.3"


def test_a_patent_sign_is_noted_and_the_last_letter_may_be_small() -> None:
    (note,) = read("cn-application", "zl95115608x").notes
    assert "假冒专利" in note
    assert read("cn-application", "95115608x").notes == ()


def test_what_an_application_number_says() -> None:
    assert read("cn-application", "202590000001.8").facts == {
        "种类": "实用新型",
        "申请年份": "2025",
        "来源": "PCT 国际申请进入中国国家阶段",
    }
    assert read("cn-application", "03100001.0").facts["申请年份"] == "2003"


@pytest.mark.parametrize(
    ("number", "value"),
    [
        ("CN106844774A", "CN106844774A"),
        ("CN 1234567 C", "CN1234567C"),
        ("1234567A", "CN1234567A"),
        ("CN2345678Y", "CN2345678Y"),
        ("CN209876543U", "CN209876543U"),
        ("CN305246987S", "CN305246987S"),
        ("CN3456789D", "CN3456789D"),
        ("CN101234567B", "CN101234567B"),
        ("CN101234567B8", "CN101234567B8"),
        ("CN85100001A", "CN85100001A"),
        ("CN87200001U", "CN87200001U"),
    ],
)
def test_publication_numbers(number: str, value: str) -> None:
    assert read("cn-publication", number).value == value


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        ("CN106844774U", Reason.COMPONENT),
        ("CN906844774A", Reason.COMPONENT),
        ("CN106844774K", Reason.COMPONENT),
        ("CN123456A", Reason.LENGTH),
        ("CN91100001A", Reason.COMPONENT),
        ("CN106844774", Reason.FORMAT),
    ],
)
def test_publication_numbers_refused(number: str, reason: Reason) -> None:
    assert refused("cn-publication", number).reason is reason


def test_a_correction_says_so() -> None:
    assert "更正" in read("cn-publication", "CN101234567B8").facts["文献"]


def test_a_pair_must_be_of_one_type() -> None:
    assert pair_fault("201710117081.7", "CN106844774A") is None
    assert "不是同一件专利" in (pair_fault("ZL 202220000001.6", "CN 106844774 A") or "")
    with pytest.raises(IdentifierError):
        pair_fault("201710117081.8", "CN106844774A")


@pytest.mark.parametrize(
    ("scheme", "number", "value", "display"),
    [
        ("pct-application", "PCT/CN2023/123456", "PCT/CN2023/123456", "PCT/CN2023/123456"),
        ("pct-application", "pct/cn03/00123", "PCT/CN03/00123", "PCT/CN03/00123"),
        ("pct-application", "PCTUS2023123456", "PCT/US2023/123456", "PCT/US2023/123456"),
        ("wo-publication", "WO 2024/123456 A1", "WO2024/123456A1", "WO 2024/123456 A1"),
        ("wo-publication", "WO2024123456A3", "WO2024/123456A3", "WO 2024/123456 A3"),
        ("wo-publication", "WO 2024/123456", "WO2024/123456", "WO 2024/123456"),
        ("wo-publication", "WO 99/12345", "WO99/12345", "WO 99/12345"),
    ],
)
def test_international_numbers(scheme: str, number: str, value: str, display: str) -> None:
    reading = read(scheme, number)
    assert (reading.value, reading.display) == (value, display)


@pytest.mark.parametrize(
    ("scheme", "number", "reason"),
    [
        ("pct-application", "PCT/CN2023/12345", Reason.FORMAT),
        ("pct-application", "PCT/CN2003/123456", Reason.COMPONENT),
        ("pct-application", "PCT/CN05/00123", Reason.COMPONENT),
        ("pct-application", "PCT/CN2123/123456", Reason.COMPONENT),
        ("wo-publication", "WO 2024/123456 B1", Reason.FORMAT),
        ("wo-publication", "WO 1999/123456 A1", Reason.COMPONENT),
    ],
)
def test_international_numbers_refused(scheme: str, number: str, reason: Reason) -> None:
    assert refused(scheme, number).reason is reason


@pytest.mark.parametrize(
    "code",
    [
        "91350100M000100Y43",
        "91110000600037341L",
        "91410700M00010006F",
        "91370100M00020001T",
        "91410481M00030007W",
        "91630200M000400026",
        "11410184M00050008K",
    ],
)
def test_credit_codes(code: str) -> None:
    reading = read("credit-code", f" {code[:8]} {code[8:].lower()}")
    assert reading.value == code
    assert reading.facts["登记机关行政区划"] == code[2:8]


@pytest.mark.parametrize(
    ("code", "reason"),
    [
        ("91350100M000100Y4Z", Reason.CHARACTER),
        *((f"91350100M0001{letter}0Y43", Reason.CHARACTER) for letter in "IOSVZ"),
        ("91350100M000100Y44", Reason.CHECK_DIGIT),
        ("91350100M000100Y4", Reason.LENGTH),
        ("9135010AM000100Y43", Reason.CHARACTER),
    ],
)
def test_credit_codes_refused(code: str, reason: Reason) -> None:
    assert refused("credit-code", code).reason is reason


ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def test_known_faults_of_other_programs_are_not_ours() -> None:
    """Letters valued by ord(), and a modulus of 11: both give another check character here."""
    body = "91350100M000100Y4"
    powers = [pow(3, place, 31) for place in range(17)]
    by_ord = sum(w * (int(c) if c.isdigit() else ord(c)) for c, w in zip(body, powers, strict=True))
    right = sum(w * ALPHABET.index(c) for c, w in zip(body, powers, strict=True))
    wrong = {ALPHABET[(31 - by_ord % 31) % 31], ALPHABET[(11 - right % 11) % 11]}
    assert right == 1640
    assert "3" not in wrong
    assert {refused("credit-code", body + check).reason for check in wrong} == {Reason.CHECK_DIGIT}


def test_an_embedded_organisation_code_that_fails_is_noted_not_refused() -> None:
    assert read("credit-code", "91110000600037341L").notes == ()
    assert read("organisation-code", "60003734-1").value == "600037341"
    assert read("organisation-code", "m000100y4").display == "M000100Y-4"
    assert refused("organisation-code", "600037342").reason is Reason.CHECK_DIGIT
    assert refused("organisation-code", "60003734").reason is Reason.FORMAT
    body = "91110000600037342"
    check = next(c for c in ALPHABET if _well(body + c))
    (note,) = read("credit-code", body + check).notes
    assert "组织机构代码" in note


def _well(code: str) -> bool:
    try:
        read("credit-code", code)
    except IdentifierError:
        return False
    return True


def test_an_unknown_division_in_a_credit_code_is_noted() -> None:
    body = "91999999600037341"
    check = next(c for c in ALPHABET if _well(body + c))
    (note,) = read("credit-code", body + check).notes
    assert "999999" in note
    other = "A1100000600037341"
    reading = read("credit-code", other + next(c for c in ALPHABET if _well(other + c)))
    assert reading.notes == ()  # 100000: registered with an authority of the state
    assert "登记管理部门" not in reading.facts


@pytest.mark.parametrize(
    "number",
    [
        "11010519491231002X",
        "440524188001010014",
        "360426199101010071",
        "410700199001010012",
        "370100198507150020",
    ],
)
def test_resident_numbers(number: str) -> None:
    reading = read("resident-id", number)
    assert reading.value == number
    assert reading.display == f"{number[:6]}********{number[-4:]}"


def test_a_number_of_fifteen_digits_becomes_one_of_eighteen() -> None:
    assert read("resident-id", "110105491231002").value == "11010519491231002X"
    assert read("resident-id", "110105981231998").value.startswith("1101051898")


@pytest.mark.parametrize(
    ("number", "reason", "said"),
    [
        ("110105194912310021", Reason.CHECK_DIGIT, "校验位"),
        ("110105194902310024", Reason.COMPONENT, "出生日期"),
        ("11010519491231002", Reason.FORMAT, "17 位"),
        ("990105194912310025", Reason.COMPONENT, "行政区划"),
        ("371202202001010018", Reason.COMPONENT, "只用到 2018 年"),
    ],
)
def test_resident_numbers_refused(number: str, reason: Reason, said: str) -> None:
    if reason is Reason.COMPONENT and "出生" not in said:
        number = with_check(number)
    error = refused("resident-id", number)
    assert (error.reason, said in str(error)) == (reason, True)
    assert number not in str(error)


def with_check(number: str) -> str:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(digit) * weight for digit, weight in zip(number, weights, strict=False))
    return number[:17] + "10X98765432"[total % 11]


@pytest.mark.parametrize(
    ("code", "name"),
    [
        ("410700", "新乡市"),
        ("410184", "新郑市"),
        ("410481", "舞钢市"),
        ("630200", "海东市"),
        ("370100", "济南市"),
        ("410783", "长垣市"),
        ("370116", "莱芜区"),
        ("370117", "钢城区"),
        ("630202", "乐都区"),
        ("330113", "临平区"),
    ],
)
def test_divisions(code: str, name: str) -> None:
    assert read("division", code).facts["名称"] == name


@pytest.mark.parametrize(
    ("old", "new", "last"),
    [
        ("371202", "370116", 2018),
        ("371203", "370117", 2018),
        ("410728", "410783", 2019),
    ],
)
def test_codes_that_ended_name_what_took_their_place(old: str, new: str, last: int) -> None:
    ended = division(old)
    assert ended is not None
    assert (ended.last_year, ended.successors) == (last, (new,))
    assert ended.name_in(last) is not None
    assert ended.name_in(last + 1) is None
    (note,) = read("division", old).notes
    assert (str(last) in note, new in note) == (True, True)


def test_a_code_keeps_its_names_of_all_years() -> None:
    found = division("120110")
    assert found is not None
    assert (found.name_in(1985), found.name_in(2020)) == ("东郊区", "东丽区")


def test_a_code_that_ended_without_a_known_successor_says_when() -> None:
    (note,) = read("division", "110103").notes
    assert note == "该代码用到 2010 年。"


@pytest.mark.parametrize("code", ["410771", "410772", "410773"])
def test_functional_zones_are_no_divisions(code: str) -> None:
    assert refused("division", code).reason is Reason.COMPONENT
    reading = read("zone-code", code)
    assert reading.facts == {"所在": "新乡市"}
    assert "不能当作区县" in reading.notes[0]


@pytest.mark.parametrize("code", ["410702", "990071", "4107710"])
def test_not_every_code_is_a_zone(code: str) -> None:
    assert refused("zone-code", code).reason is Reason.FORMAT


def test_no_division_at_all() -> None:
    assert division("abc") is None
    assert refused("division", "41070").reason is Reason.FORMAT
    assert refused("division", "999999").reason is Reason.COMPONENT
