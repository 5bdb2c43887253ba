"""The parts of a page, drawn."""

from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest
from django.contrib.messages.storage.cookie import CookieStorage
from django.contrib.sessions.backends.db import SessionStore
from django.http import HttpRequest
from django.template import engines
from django.test import RequestFactory
from tests.foundation.face.showcase import ReportForm, showcase

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.face.records import Happening, Light, Link, Progress, Tone
from zhicheng.foundation.units.models import Unit

TODAY_NOON = datetime(2026, 11, 22, 4, tzinfo=UTC)


def draw(source: str, **values: Any) -> str:
    return engines["django"].from_string(source).render(values, RequestFactory().get("/"))


def test_a_light_has_icon_and_word_and_the_word_is_escaped() -> None:
    drawn = draw("{% light value %}", value=Light("<b>逾期", Tone.DANGER))
    assert "tone-danger" in drawn
    assert "exclamation-circle-fill" in drawn
    assert "&lt;b&gt;逾期" in drawn


def test_what_is_not_known_is_a_dash_and_zero_is_zero() -> None:
    assert "—" in draw("{{ value|shown }}", value=None)
    assert "—" in draw("{{ value|shown }}", value="")
    assert draw("{{ value|shown }}", value=0) == "0"


def test_text_is_escaped_wherever_it_is_shown() -> None:
    bad = "<script>"
    source = "{{ bad|shown }}{% fact bad bad %}{% crumb bad %}{% figure bad bad %}{{ link|shown }}"
    assert bad not in draw(source, bad=bad, link=Link(bad, "/"))
    assert bad not in draw("{% page_header bad lead=bad %}{% end_page_header %}", bad=bad)
    assert bad not in draw("{% empty_state bad %}{{ bad }}{% end_empty_state %}", bad=bad)
    happening = Happening(at=TODAY_NOON, who=bad, what=bad, note=bad)
    assert bad not in draw("{% timeline all %}", all=[happening])


def test_dates_in_text_and_in_tables() -> None:
    day = date(2026, 11, 22)
    assert draw("{{ day|longdate }} {{ day|day }}", day=day) == "2026年11月22日 2026-11-22"
    assert draw("{{ day|longdate }}{{ day|day }}{{ day|moment }}", day=None) == "———"


def test_a_header_without_buttons_has_no_place_for_them() -> None:
    assert "page-actions" not in draw("{% page_header '台账' %}  {% end_page_header %}")
    assert "page-actions" in draw("{% page_header '台账' %}<a>改</a>{% end_page_header %}")


def test_an_empty_aside_and_an_empty_way_are_not_drawn() -> None:
    assert draw("{% aside_column %} {% end_aside_column %}{% crumb_bar %}{% end_crumb_bar %}") == ""
    assert "<aside" in draw("{% aside_column %}x{% end_aside_column %}")


def test_work_that_goes_on_is_asked_again_and_finished_work_is_not() -> None:
    source = "{% progress work '/jobs/1/' %}"
    going = draw(source, work=Progress("导入", 1, 3, "正在识别"))
    assert 'hx-get="/jobs/1/"' in going
    assert "<noscript>" in going
    assert "1 / 3" in going
    done = draw(source, work=Progress("导入", 3, 3, finished=True))
    assert "hx-get" not in done
    assert "文件已损坏" in draw(
        source, work=Progress("导入", 1, 3, finished=True, failed="文件已损坏")
    )


def test_an_unknown_total_is_shown_as_unknown() -> None:
    drawn = draw("{% progress work '/jobs/1/' %}", work=Progress("导入", 0, 0))
    assert "max=" not in drawn


def test_a_figure_leads_to_its_rows() -> None:
    linked = draw("{% figure '逾期' 3 unit='项' as_of=day url='/tasks/' %}", day=date(2026, 11, 22))
    assert '<a href="/tasks/"' in linked
    assert "截至 2026-11-22" in linked
    unknown = draw("{% figure '拥有量' None unit='件' %}")
    assert "<a" not in unknown
    assert "件" not in unknown


def test_a_figure_is_lit_only_where_there_is_something_to_be_alarmed_about() -> None:
    overdue, on_time = Light("逾期", Tone.DANGER), Light("正常", Tone.GOOD)
    lit = draw("{% figure light 3 url='/tasks/' %}", light=overdue)
    assert 'class="figure tone-danger"' in lit and "<svg" in lit and "逾期" in lit
    for light, number in ((overdue, 0), (overdue, None), (on_time, 3)):
        quiet = draw("{% figure light number %}", light=light, number=number)
        assert 'class="figure"' in quiet and "<svg" not in quiet
        assert str(light) in quiet


def test_a_field_says_its_error_and_names_it_for_screen_readers() -> None:
    drawn = draw("{{ form }}", form=ReportForm({"note": "已填写的内容"}))
    assert 'aria-describedby="id_title_helptext id_title_error"' in drawn
    assert 'id="id_title_error"' in drawn
    assert 'aria-invalid="true"' in drawn
    assert "已填写的内容" in drawn
    assert "（必填）" in drawn
    assert "<legend>办理方式" in drawn


def test_hidden_fields_and_errors_of_the_whole_form_are_drawn() -> None:
    form = ReportForm({})
    form.fields["title"].widget = form.fields["title"].hidden_widget()
    form.add_error(None, "两次填写不一致。")
    drawn = draw("{{ form }}", form=form)
    assert 'type="hidden" name="title"' in drawn
    assert "两次填写不一致。" in drawn


@pytest.mark.django_db
def test_the_whole_showcase_is_drawn_without_an_undefined_name(
    rf: RequestFactory, officer: User
) -> None:
    request = with_person(rf.get("/?message=1&page=1"), officer)
    page = showcase(request).content.decode()
    assert officer.name in page
    assert page.count("<h1>") == 1
    assert "进展已报送" in page


@pytest.mark.django_db
def test_a_list_with_pages_links_to_them(rf: RequestFactory, officer: User, science: Unit) -> None:
    Unit.objects.bulk_create(
        Unit(name=f"单位{n}", short_name=f"单{n}", kind="other", area=science.area)
        for n in range(120)
    )
    page = showcase(with_person(rf.get("/?page=2&name=单位"), officer)).content.decode()
    assert 'aria-current="page"' in page
    assert 'href="?page=3&amp;name=%E5%8D%95%E4%BD%8D"' in page


def with_person(request: HttpRequest, person: User) -> HttpRequest:
    """The request as the middleware would pass it on: with a login and a place for messages."""
    request.user = person
    request.session = SessionStore()
    request._messages = CookieStorage(request)  # type: ignore[attr-defined]  # as its middleware does
    return request


def test_no_style_or_script_stands_in_a_template() -> None:
    sources = Path(__file__).parents[3] / "src" / "zhicheng"
    for template in sources.rglob("templates/**/*.html"):
        text = template.read_text("utf-8")
        assert " style=" not in text, template
        assert "<style" not in text, template
        assert "onclick" not in text, template
        assert "<script>" not in text, template
