"""Kinds of numbers without a check digit (R-ID-5)."""

import pytest

from zhicheng.engines.identifiers import IdentifierError, Reason, read


@pytest.mark.parametrize(
    ("scheme", "text", "value"),
    [
        ("trademark", "12345678", "12345678"),
        ("trademark", "第 0123456 号", "123456"),
        ("trademark", "12345678a", "12345678A"),
        ("madrid-mark", "g1234567", "G1234567"),
        ("madrid-mark", "G123456A", "G123456A"),
        ("nice-class", "9", "9"),
        ("nice-class", "第09类", "9"),
        ("nice-class", "45", "45"),
        ("similar-group", "0901", "0901"),
        ("vienna", "5.3.13", "5.3.13"),
        ("vienna", "05.03.02", "5.3.2"),
        ("vienna", "29.1", "29.1"),
        ("ipc", "G06F 17/30", "G06F17/30"),
        ("ipc", "g06f17/30(2006.01)i", "G06F17/30"),
        ("ipc", "A61K0039/00", "A61K39/00"),
        ("cpc", "Y02E10/50", "Y02E10/50"),
        ("cpc", "H01L 21/02532", "H01L21/02532"),
        ("locarno", "14-02", "14-02"),
        ("locarno", "01-99 (12)", "01-99"),
        ("locarno", "LOC(12) Cl. 14－02", "14-02"),
        ("agricultural-variety", "CNA20151234.5", "CNA20151234.5"),
        ("agricultural-variety", "CNA20151234", "CNA20151234"),
        ("agricultural-variety", "CNA20201001234", "CNA20201001234"),
        ("forestry-variety", "20190123", "20190123"),
        ("layout-design", "BS.195000001", "BS.195000001"),
        ("layout-design", "bs195000001", "BS.195000001"),
        ("software-copyright", "2023SR0123456", "2023SR0123456"),
        ("software-copyright", "2012SR012345", "2012SR012345"),
        ("work-copyright", "国作登字-2023-A-00012345", "国作登字-2023-A-00012345"),
        ("work-copyright", "粤作登字—2023—L—00012345", "粤作登字-2023-L-00012345"),
        ("agricultural-indication", "agi01234", "AGI01234"),
        (
            "indication-announcement",
            "质检总局 2013 年第 165 号公告",
            "质检总局2013年第165号公告",
        ),
        ("agency-code", "11227", "11227"),
        ("agency-code", "72001", "72001"),
        ("case-number", "(2026)豫0702行裁12号", "（2026）豫0702行裁12号"),
        ("case-number", "〔2026〕豫0702民调确字第012号", "（2026）豫0702民调确字12号"),
    ],
)
def test_accepted(scheme: str, text: str, value: str) -> None:
    assert read(scheme, text).value == value


@pytest.mark.parametrize(
    ("scheme", "text", "reason"),
    [
        ("trademark", "123456789", Reason.FORMAT),
        ("trademark", "00000000", Reason.FORMAT),
        ("trademark", "1234AB", Reason.FORMAT),
        ("madrid-mark", "G12345", Reason.FORMAT),
        ("nice-class", "0", Reason.COMPONENT),
        ("nice-class", "46", Reason.COMPONENT),
        ("similar-group", "4601", Reason.COMPONENT),
        ("similar-group", "090", Reason.FORMAT),
        ("vienna", "30.1", Reason.COMPONENT),
        ("vienna", "5", Reason.FORMAT),
        ("ipc", "Y02E10/50", Reason.FORMAT),
        ("ipc", "I06F17/30", Reason.FORMAT),
        ("ipc", "G06F17/3", Reason.FORMAT),
        ("cpc", "Z02E10/50", Reason.FORMAT),
        ("locarno", "33-01", Reason.COMPONENT),
        ("locarno", "00-01", Reason.COMPONENT),
        ("agricultural-variety", "CNA19901234.5", Reason.COMPONENT),
        ("agricultural-variety", "CNA2015123", Reason.FORMAT),
        ("forestry-variety", "18990001", Reason.COMPONENT),
        ("layout-design", "BS.194000001", Reason.FORMAT),
        ("layout-design", "BS.005000001", Reason.COMPONENT),
        ("software-copyright", "2023SR012345", Reason.FORMAT),
        ("software-copyright", "1980SR0123456", Reason.COMPONENT),
        ("work-copyright", "国作登字-2023-M-00012345", Reason.FORMAT),
        ("agricultural-indication", "AGI1234", Reason.FORMAT),
        ("indication-announcement", "质检总局公告", Reason.FORMAT),
        ("agency-code", "99001", Reason.COMPONENT),
        ("agency-code", "1122", Reason.FORMAT),
        ("case-number", "（2026）豫0702行罚12号", Reason.FORMAT),
    ],
)
def test_refused(scheme: str, text: str, reason: Reason) -> None:
    with pytest.raises(IdentifierError) as caught:
        read(scheme, text)
    assert caught.value.reason is reason
