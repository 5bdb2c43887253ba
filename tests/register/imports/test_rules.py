"""From a publication to the facts of a right."""

from dataclasses import replace
from datetime import date

import pytest

from zhicheng.engines.patents import Class, Party, Publication, Reference, Text
from zhicheng.engines.rights import Event, Kind, What
from zhicheng.register.imports.rules import LeftOut, facts_of
from zhicheng.register.parties.rules import Written

FILED, PUBLISHED = date(2017, 7, 21), date(2019, 7, 9)
TODAY = PUBLISHED
OLD = Reference("CN", "109996307", "A", date(1700, 1, 1))
WHOLE = Publication(
    place="第2行", standard="csv", publication=Reference("CN", "109996307", "A", PUBLISHED),
    application=Reference("CN", "201710601862.3", "", FILED), right="invention",
    titles=(Text("zh", "一种示例方法"),), applicants=(Party("示例大学", "山东省济南市"),),
    classes=(Class("IPC", "H04W40/02"),),
)  # fmt: skip


def test_an_application_is_published() -> None:
    found = facts_of(WHOLE, TODAY)
    assert (found.kind, found.number, found.publication) == (
        Kind.INVENTION, "201710601862.3", "CN109996307",
    )  # fmt: skip
    assert found.events == (
        Event(What.FILED, FILED, PUBLISHED), Event(What.PUBLISHED, PUBLISHED, PUBLISHED),
    )  # fmt: skip
    assert found.holders == (Written("示例大学", "山东省济南市"),)
    assert (found.held_on, found.document, found.place) == (PUBLISHED, "CN109996307A", "第2行")
    assert found.symbols == ("IPC:H04W40/02",)


@pytest.mark.parametrize(
    ("kind", "number", "right"),
    [("B", "109996307", "invention"), ("U", "209000001", "utility"), ("S", "305246987", "design")],
)
def test_every_other_kind_of_document_is_a_grant(kind: str, number: str, right: str) -> None:
    granted = replace(WHOLE, publication=Reference("CN", number, kind, PUBLISHED), right=right)
    assert facts_of(granted, TODAY).events[-1] == Event(What.GRANTED, PUBLISHED, PUBLISHED)


@pytest.mark.parametrize("number", ["", "201710601862.8"])
def test_a_number_that_does_not_hold_together_stays_unknown(number: str) -> None:
    found = facts_of(replace(WHOLE, application=Reference("CN", number, "", None)), TODAY)
    assert (found.number, len(found.events)) == ("", 1)


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"publication": Reference("US", "1", "A", PUBLISHED)}, "不是中国"),
        ({"publication": Reference("CN", "109996307", "A", None)}, "没有公布"),
        ({"publication": Reference("CN", "109996307", "A", date(2019, 7, 10))}, "还没有到"),
        ({"publication": Reference("CN", "1", "A", PUBLISHED)}, "数字"),
        ({"publication": OLD, "application": Reference()}, "日期不在"),
        ({"application": Reference("CN", "", "", date(2020, 1, 1))}, "早于申请日"),
        ({"right": ""}, "看不出"),
        ({"titles": ()}, "没有名称"),
        ({"applicants": ()}, "没有申请人"),
        ({"applicants": (Party("甲" * 201),)}, "过长"),
        ({"titles": (Text("zh", "甲" * 501),)}, "过长"),
    ],
)  # fmt: skip
def test_what_is_left_out_and_why(change: dict[str, object], said: str) -> None:
    with pytest.raises(LeftOut, match=said):
        facts_of(replace(WHOLE, **change), TODAY)  # type: ignore[arg-type]  # as the test says
