"""What is drawn without a template says what the template said."""

import html

from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext_lazy as _
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.foundation.face.drawing import attributes, escaped, figure, icon, shown, toned
from zhicheng.foundation.face.records import Light, Link, Tone


@given(st.text())
def test_words_are_escaped_as_django_does(text: str) -> None:
    assert escaped(text) == conditional_escape(text)
    assert html.unescape(escaped(text)) == text
    assert isinstance(escaped(text), SafeString)


def test_what_is_html_stays_and_words_to_come_are_words() -> None:
    assert escaped(mark_safe("<b>")) == "<b>"
    assert escaped(format_html("<i>{}</i>", "&")) == "<i>&amp;</i>"
    assert escaped(_("任务")) == "任务"
    assert escaped(7) == "7"


def test_a_light_leads_to_why_and_a_link_says_what_it_shortens() -> None:
    lit = toned("light", Light("逾期", Tone.DANGER, url="/why/?a&b"))
    assert lit.startswith('<a href="/why/?a&amp;b" class="light tone-danger">')
    assert lit.endswith("逾期</a>")
    short = shown(
        Link("ip.example.cn", "https://ip.example.cn/a", whole='https://ip.example.cn/"a')
    )
    assert 'title="https://ip.example.cn/&quot;a"' in short
    assert "title" not in shown(Link("甲", "/"))


def test_attributes_are_names_or_values_or_nothing() -> None:
    given = {"id": "id_q", "required": True, "disabled": False, "title": 'a"b'}
    assert attributes(given) == ' id="id_q" required title="a&quot;b"'


@given(st.text(min_size=1), st.text())
def test_nothing_that_is_shown_leaves_its_place(text: str, url: str) -> None:
    for drawn in (
        shown(Link(text, url)),
        toned("state", Light(text, Tone.DANGER)),
        figure(text, text, text, None, url),
    ):
        inside = drawn.replace(escaped(text), "").replace(escaped(url), "")
        assert "<script" not in inside
        assert isinstance(drawn, SafeString)


def test_an_icon_names_its_drawing() -> None:
    assert "#bell" in icon("bell")
    assert "&quot;" in icon('x"')
