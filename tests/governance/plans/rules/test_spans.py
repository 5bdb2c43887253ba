"""Where things stand in the text."""

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from zhicheng.governance.plans.rules.spans import (
    Segment,
    Span,
    cuts,
    innermost,
    locate,
    one_line,
    segments,
)

TEXT = "一、任务\n建立名录，每年１２月报告。"


def test_nested_and_overlapping_items_cut_the_text() -> None:
    found = list(segments("甲乙丙丁戊", [Span(0, 4, 1), Span(1, 3, 2), Span(2, 5, 3)]))
    assert found == [
        Segment(0, 1, "甲", (1,)),
        Segment(1, 2, "乙", (2, 1)),
        Segment(2, 3, "丙", (2, 3, 1)),
        Segment(3, 4, "丁", (3, 1)),
        Segment(4, 5, "戊", (3,)),
    ]


def test_spans_outside_the_text_are_passed_over() -> None:
    assert list(segments("甲", [Span(0, 9, 1), Span(1, 1, 2)])) == [Segment(0, 1, "甲", ())]
    assert list(segments("", [])) == []


@given(
    st.text(max_size=60),
    st.lists(st.tuples(st.integers(0, 60), st.integers(0, 60)), max_size=12),
)
def test_segments_are_the_whole_text_and_know_what_covers_them(
    text: str, pairs: list[tuple[int, int]]
) -> None:
    spans = [Span(start, end, key) for key, (start, end) in enumerate(pairs)]
    found = list(segments(text, spans))
    assert "".join(segment.text for segment in found) == text
    sound = [s for s in spans if s.start < s.end <= len(text)]
    for segment in found:
        covering = {s.key for s in sound if s.start <= segment.start and segment.end <= s.end}
        assert set(segment.keys) == covering


def test_a_quotation_is_found_whatever_its_spaces_and_widths() -> None:
    assert locate(TEXT, "每年12月 报告") == (10, 17)
    assert TEXT[10:17] == "每年１２月报告"
    assert locate(TEXT, "建立\n名录") == (5, 9)
    assert locate(TEXT, "没有") is None
    assert locate(TEXT, " \n") is None


def test_of_several_places_the_nearest() -> None:
    assert locate("甲乙甲乙甲", "甲") == (0, 1)
    assert locate("甲乙甲乙甲", "甲", near=3) == (2, 3)
    assert locate("甲乙甲乙甲", "甲", near=99) == (4, 5)


def test_a_sentence_is_cut_at_line_breaks() -> None:
    sentence = "建立名录，\n 定期更新。加强监测。"
    assert cuts(sentence, "建立名录，定期更新。\n\n加强监测。") == [(0, 12), (12, 17)]
    assert cuts(sentence, sentence.replace("\n", "")) == [(0, 17)]
    assert cuts(sentence, "建立名录。") is None
    assert cuts("", "") is None


@given(st.text(alphabet="甲乙丙，。 １a", min_size=1, max_size=40), st.sets(st.integers(1, 39)))
def test_pieces_follow_each_other_and_lose_no_word(sentence: str, places: set[int]) -> None:
    edited = "".join(
        ("\n" if place in places else "") + character for place, character in enumerate(sentence)
    )
    pieces = cuts(sentence, edited)
    if pieces is None:
        assert sentence.strip() == ""
        return
    words = "".join(sentence[start:end] for start, end in pieces)
    assert one_line(words).replace(" ", "") == one_line(sentence).replace(" ", "")
    assert all(a[1] <= b[0] for a, b in pairwise(pieces))


def test_the_shortest_that_covers() -> None:
    candidates = [Span(0, 10, 1), Span(2, 6, 2), Span(7, 9, 3)]
    assert innermost((3, 5), candidates) == 2
    assert innermost((5, 8), candidates) == 1
    assert innermost((5, 12), candidates) is None
