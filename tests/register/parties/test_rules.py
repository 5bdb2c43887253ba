"""Names, the rules by which they lead to parties, and what is kept of a party."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from zhicheng.register.parties.rules import (
    RULES,
    Candidate,
    Judgement,
    Known,
    Matter,
    PartyKind,
    RuleId,
    covers,
    industry_faults,
    judge,
    key_of,
    kind_of,
    loose_of,
    whole_of,
)


@pytest.mark.parametrize(
    ("written", "same"),
    [
        ("示例（云溪）机械有限公司", "示例(云溪)机械有限公司"),
        ("示例　机械 有限公司", "示例机械有限公司"),
        ("ｓｈｉｌｉ Ｃｏ., Ltd.", "SHILI CO.,LTD."),
        ("示例〔云溪〕机械有限公司", "示例(云溪)机械有限公司"),
        ("阿·示例", "阿•示例"),
    ],
)
def test_one_form_for_what_is_typed_in_many(written: str, same: str) -> None:
    assert key_of(written) == key_of(same)


@settings(max_examples=100)
@given(st.text(max_size=30))
def test_the_form_of_a_form_is_itself(text: str) -> None:
    assert key_of(key_of(text)) == key_of(text)
    assert loose_of(key_of(text)) == loose_of(text)


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("示例机械有限公司", PartyKind.ORGANISATION),
        ("示例大学", PartyKind.ORGANISATION),
        ("示例区优品商行", PartyKind.ORGANISATION),
        ("株式会社示例", PartyKind.ORGANISATION),
        ("SHILI INC.", PartyKind.ORGANISATION),
        ("示例检验所（示例省质检所）", PartyKind.ORGANISATION),
        ("赵示例", PartyKind.PERSON),
        ("示例·阿卜杜拉", PartyKind.PERSON),
        ("安纳特思科", None),
        ("", None),
    ],
)
def test_what_a_name_says_of_its_bearer(name: str, kind: PartyKind | None) -> None:
    assert kind_of(name) is kind


def test_the_organisation_behind_a_branch() -> None:
    assert whole_of("示例机械有限公司云溪分公司") == "示例机械有限公司"
    assert whole_of("示例机械有限公司") == ""


PRESENT = Known(1, key_of("示例机械有限公司"))
FORMER = Known(2, key_of("云溪农机厂"), former=True)


@pytest.mark.parametrize(
    ("name", "known", "expected"),
    [
        ("示例机械 有限公司", [PRESENT], Judgement(1, RuleId.SAME)),
        ("云溪农机厂", [FORMER], Judgement(2, RuleId.FORMER)),
        # What it is called now counts before what another was called once.
        (
            "云溪农机厂",
            [FORMER, Known(3, key_of("云溪农机厂"))],
            Judgement(3, RuleId.SAME),
        ),
        ("新来有限公司", [], Judgement(None, RuleId.FIRST)),
        (
            "示例机械有限公司",
            [PRESENT, Known(4, PRESENT.key)],
            Judgement(
                None, RuleId.SEVERAL, (Candidate(1, RuleId.SEVERAL), Candidate(4, RuleId.SEVERAL))
            ),
        ),
        (
            "示例（机械）有限公司",
            [PRESENT],
            Judgement(None, RuleId.BRACKETS, (Candidate(1, RuleId.BRACKETS),)),
        ),
        (
            "示例机械股份有限公司",
            [PRESENT],
            Judgement(None, RuleId.FORM, (Candidate(1, RuleId.FORM),)),
        ),
        (
            "示例机械有限公司云溪分公司",
            [PRESENT],
            Judgement(None, RuleId.BRANCH, (Candidate(1, RuleId.BRANCH),)),
        ),
        # A branch on file says nothing of its organisation, nor of another branch.
        (
            "示例机械有限公司",
            [Known(5, key_of("示例机械有限公司云溪分公司"))],
            Judgement(None, RuleId.FIRST),
        ),
        (
            "示例机械有限公司东篱分公司",
            [Known(5, key_of("示例机械有限公司云溪分公司"))],
            Judgement(None, RuleId.FIRST),
        ),
    ],
)
def test_which_party_a_name_means(name: str, known: list[Known], expected: Judgement) -> None:
    assert judge(name, known) == expected
    assert expected.is_new is (expected.rule is RuleId.FIRST)


def test_of_several_reasons_the_most_certain_counts_and_comes_first() -> None:
    forms = Known(7, key_of("示例（机械）股份有限公司")), Known(7, key_of("示例（机械）有限公司"))
    found = judge("示例机械有限公司", [*forms, Known(8, key_of("示例机械有限责任公司")), forms[0]])
    assert found.candidates == (Candidate(7, RuleId.BRACKETS), Candidate(8, RuleId.FORM))
    assert found.rule is RuleId.BRACKETS


def test_every_rule_says_what_it_rests_on() -> None:
    assert set(RULES) == set(RuleId)
    assert all(
        rule.said and rule.source.text and 0 <= rule.certainty <= 1 for rule in RULES.values()
    )


@pytest.mark.parametrize("code", ["C", "C35", "C3563", "A01", "T97"])
def test_codes_of_industries(code: str) -> None:
    assert industry_faults(code) == {}


@pytest.mark.parametrize(
    ("code", "said"), [("C99", "13 至 43"), ("U", "门类字母"), ("3563", "门类字母")]
)
def test_codes_that_gb_t_4754_does_not_have(code: str, said: str) -> None:
    assert said in industry_faults(code)["industry"]


def test_a_mandate_for_all_covers_each() -> None:
    assert all(covers(Matter.ALL, one) for one in Matter)
    assert covers(Matter.RIGHTS, Matter.RIGHTS)
    assert not covers(Matter.RIGHTS, Matter.FINANCE)
