from hypothesis import given
from hypothesis import strategies as st
from tests.engines.plans.writing import one

from zhicheng.engines.plans.text.clauses import clauses, sentences
from zhicheng.engines.plans.text.passages import passage


def test_spaces_inside_numbers_and_words_vanish_but_are_remembered() -> None:
    read = one("达到 4000 件　以上")
    assert read.text == "达到4000件以上"
    assert read.span(2, 6) == (3, 7)
    assert read.gap(2) and not read.gap(3) and not read.gap(0)
    assert read.raw(2, 6) == "4000"


def test_two_latin_words_stay_apart() -> None:
    assert one("Open  AI 平台").text == "Open AI平台"


def test_a_number_cut_by_the_end_of_a_line_is_one_number() -> None:
    assert one("达到1\n200件").text == "达到1200件"


def test_markdown_and_spliced_page_numbers_are_noise() -> None:
    assert one("**推进** — 12 — 建设").text == "推进建设"


def test_pieces_of_a_paragraph_keep_their_places() -> None:
    text = "前半句\n— 3 —\n后半句。"
    joined = passage(text, [(0, 3), (10, 14)])
    assert joined.text == "前半句后半句。"
    assert joined.span(3, 6) == (10, 13)
    assert joined.find(10) == 3
    assert joined.cut(3).text == "后半句。"
    assert len(joined) == 7


def test_an_empty_stretch_has_an_empty_span() -> None:
    assert one("甲").span(0, 0) == (0, 0)
    assert one("").span() == (0, 0)


@given(st.text(alphabet="甲乙 3。，;\n", max_size=60))
def test_sentences_and_clauses_stay_inside_the_text(text: str) -> None:
    read = one(text)
    for start, end in sentences(read.text):
        assert 0 <= start < end <= len(read.text)
        for first, last in clauses(read.text, start, end):
            assert start <= first < last <= end
