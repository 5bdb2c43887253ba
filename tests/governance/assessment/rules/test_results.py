"""Who signs a result off, and sentences whose numbers stand where they say."""

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.governance.assessment.rules import narrative, sign_off_faults

DAY = date(2026, 12, 20)


@pytest.mark.parametrize(
    ("convener", "signed_on", "announced_on", "changed_on", "fields"),
    [
        ("示例·召集人", DAY, DAY, None, set()),
        ("示例·召集人", DAY, None, DAY, set()),
        (" ", DAY, DAY, None, {"convener"}),
        ("甲" * 60, DAY, DAY, None, set()),
        ("甲" * 61, DAY, DAY, None, {"convener"}),
        ("示例·召集人", DAY + timedelta(1), DAY, None, {"signed_on"}),
        ("示例·召集人", DAY - timedelta(1), DAY, None, {"signed_on"}),
        ("示例·召集人", DAY - timedelta(1), DAY - timedelta(9), DAY, {"signed_on"}),
    ],
)
def test_a_sign_off_names_who_and_when(
    convener: str,
    signed_on: date,
    announced_on: date | None,
    changed_on: date | None,
    fields: set[str],
) -> None:
    found = sign_off_faults(
        convener, signed_on, announced_on=announced_on, changed_on=changed_on, today=DAY
    )
    assert set(found) == fields


_marks = st.decimals(0, 100, places=2).map(str)
_events = st.lists(
    st.fixed_dictionaries({
        "clause": st.just("甲"), "score": _marks, "counted": st.booleans(), "counted_score": _marks, "cap": _marks,
    }), max_size=3
)  # fmt: skip
_spread = st.fixed_dictionaries(dict.fromkeys(("exempt", "mark", "score", "counted"), _marks))
_sheets = st.fixed_dictionaries(
    {
        "unit": st.just("市科技局"),
        "total": _marks,
        "rank": st.none() | st.integers(1, 40),
        "dimensions": st.lists(
            st.fixed_dictionaries(
                {"name": st.just("落实"), "weight": _marks, "score": st.none() | _marks}
            ),
            max_size=3,
        ),
        "spread": st.none() | _spread,
        "bonus": _events,
        "deductions": _events,
    }
)


def follow(sheet: Any, pointer: str) -> Any:
    """What stands where a JSON pointer leads."""
    for name in pointer.split("/")[1:]:
        sheet = sheet[int(name)] if isinstance(sheet, list) else sheet[name]
    return sheet


@given(_sheets)
def test_every_reference_leads_to_a_figure_that_its_sentence_says(sheet: dict[str, Any]) -> None:
    found = narrative(sheet)
    for one in found:
        assert one["number_refs"]
        assert all(str(follow(sheet, ref)) in one["sentence"] for ref in one["number_refs"])
    refs = [ref for one in found for ref in one["number_refs"]]
    assert len(refs) == len(set(refs))
    assert ("/rank" in refs) == (sheet["rank"] is not None)
    assert {ref for ref in refs if ref.startswith("/spread")} == {
        f"/spread/{name}" for name in sheet["spread"] or {}
    }
    said = {
        f"/{name}/{n}/{figure}"
        for name in ("bonus", "deductions")
        for n, event in enumerate(sheet[name])
        if event["counted"]
        for figure in ("counted_score", "score", "cap")
        if figure == "counted_score" or event["counted_score"] != event["score"]
    }
    assert {ref for ref in refs if ref.startswith(("/bonus", "/deductions"))} == said
