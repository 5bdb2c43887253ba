"""Traditional script: what is read is converted, what goes back to the server is not."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.foundation.face.script import simplified, traditional, traditional_page


def test_characters_change_and_words_stay() -> None:
    assert traditional("知识产权联席会议办公室") == "知識產權聯席會議辦公室"
    # Not 智慧財產權, 軟體, 專案, 資訊: the words of the law are those of the mainland.
    assert traditional("软件项目信息") == "軟件項目信息"
    # One simplified character, several traditional ones: the phrase decides.
    assert traditional("恢复、复核、复制、答复") == "恢復、複核、複製、答覆"
    assert traditional("后台公布，以后发布") == "後台公佈，以後發佈"


def test_what_was_read_may_be_searched_for() -> None:
    for words in ("知识产权", "恢复、复核、复制", "后台公布", "patent 2026"):
        assert simplified(traditional(words)) == words
    assert simplified("知识产权") == "知识产权"


@pytest.mark.parametrize(
    "kept",
    [
        '<a href="/审计/?q=复核">x</a>',
        '<input name="说明" value="复核意见" type="text">',
        "<textarea name=note>复核意见</textarea>",
        '<textarea name="note">a < b > 复核</textarea>',
        "<script>const 复核 = '<b>';</script>",
        '<script type="application/json">{"复核": "<\\/p>"}</script>',
        "<style>.复核::before{content:'复核'}</style>",
        "<option>复核</option>",
        '<button name="verb" value="复核">x</button>',
        '<div translate="no"><div>复核</div>复核<br>复核</div>',
        '<p data-note="复核">x</p>',
        "<!-- 复核 > 复核 -->",
    ],
)
def test_what_goes_back_or_belongs_to_a_script_stays(kept: str) -> None:
    assert traditional_page(f"{kept}<p>复核</p>") == f"{kept}<p>複核</p>"


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("<title>复核</title>", "<title>複核</title>"),
        ('<option value="1">复核</option>', '<option value="1">複核</option>'),
        ('<td data-head="复核">3 > 2 复核</td>', '<td data-head="複核">3 > 2 複核</td>'),
        (
            '<textarea name=a placeholder="请复核">请复核</textarea>',
            '<textarea name=a placeholder="請複核">请复核</textarea>',
        ),
        ("<input value='复核' aria-label='复核'>", "<input value='复核' aria-label='複核'>"),
        ('<img alt="复核" translate="no">复核', '<img alt="複核" translate="no">複核'),
        ('<input translate="no" value=">">复核', '<input translate="no" value=">">複核'),
    ],
)
def test_what_is_read_or_heard_is_converted(before: str, after: str) -> None:
    assert traditional_page(before) == after


@given(st.text(alphabet="<>/\"'= !-abp复核后台\n", max_size=60))
def test_nothing_but_chinese_text_ever_changes(html: str) -> None:
    def without(text: str) -> str:
        return re.sub("[\u4e00-\u9fff]", "口", text)

    assert without(traditional_page(html)) == without(html)


def test_a_broken_page_takes_no_longer_than_its_length() -> None:
    """A quote that is never closed must not make the search for its end begin again and again."""
    for broken in ('<a b="' * 3000, "<textarea" * 3000, "<" * 30000, "<a '" + "x" * 50000):
        assert traditional_page(broken) == broken
