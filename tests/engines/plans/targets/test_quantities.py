from hypothesis import given
from hypothesis import strategies as st

from zhicheng.engines.plans.targets.measures import QUANTITY, WORDED, per_base
from zhicheng.engines.plans.targets.quantities import quantities
from zhicheng.engines.plans.text.masks import masked


@given(st.text(alphabet="0123456789.,万亿%元家个-至（）()年“”《》以上达", max_size=80))
def test_a_quantity_stands_where_it_says(text: str) -> None:
    for one in quantities(text, 0, len(text)):
        assert one.head <= one.start < one.end <= one.tail <= len(text)
        assert text[one.start] == one.written[0]


@given(st.text(alphabet='甲“”《》〈〉()"2024年3月第5次', max_size=80))
def test_a_masked_text_keeps_its_length(text: str) -> None:
    assert len(masked(text)) == len(text)


def test_an_unclosed_bracket_hides_nothing() -> None:
    assert masked("达到(10家以上") == "达到(10家以上"


def test_a_range_must_rise() -> None:
    assert quantities("5-3个", 0, 4) == []


def test_words_that_only_count_on_are_no_figures() -> None:
    assert quantities("第一个、三个", 0, 6) == []
    assert quantities("之一个以上", 0, 5) == []


def test_what_a_ratio_is_counted_on() -> None:
    assert per_base("每万人口发明专利拥有量") == "万人"
    assert per_base("万人发明专利拥有量") == "万人"
    assert per_base("每百户拥有量") == "百户"
    assert per_base("10万人次以上") is None


def test_patterns_do_not_backtrack_without_bound() -> None:
    nasty = "1" * 5000 + "," * 5000 + "一" * 5000
    assert not QUANTITY.search(nasty)
    assert not WORDED.search(nasty)
