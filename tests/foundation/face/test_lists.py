"""List pages: filtered, sorted, grouped, paged, printed and exported, with a constant number of queries."""

from io import BytesIO

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from openpyxl import load_workbook
from pytest_django import DjangoAssertNumQueries
from tests.foundation.face.showcase import UNITS, UnitFilters

from zhicheng.foundation.face import lists
from zhicheng.foundation.face.lists import List
from zhicheng.foundation.units.models import Area, Unit, UnitKind

pytestmark = pytest.mark.django_db


def make_units(city: Area, count: int) -> None:
    Unit.objects.bulk_create(
        Unit(
            name=f"示例市第{number:03}局",
            short_name=f"{number}局",
            kind=[UnitKind.DEPARTMENT, UnitKind.PARTY][number % 2],
            area=city,
            order=number,
        )
        for number in range(count)
    )


def page(rf: RequestFactory, query: str = "") -> List[Unit]:
    request = rf.get(f"/units/?{query}")
    filters = UnitFilters(request.GET)
    rows = UNITS.ordered(request, filters.apply(Unit.objects.select_related("area")))
    return UNITS.page_of(request, rows, filtered=filters.in_use)


def names(found: List[Unit]) -> list[str]:
    return [unit.short_name for unit in found.rows]


def respond(request: HttpRequest) -> HttpResponse:
    answer = UNITS.respond(
        request,
        "face/list.html",
        rows=Unit.objects.select_related("area"),
        filters=UnitFilters(request.GET),
    )
    assert isinstance(answer, HttpResponse)
    return answer


def test_fifty_rows_a_page_and_the_rest_on_the_next(rf: RequestFactory, city: Area) -> None:
    make_units(city, 51)
    assert (page(rf).count, len(page(rf).rows)) == (51, 50)
    assert names(page(rf, "page=2")) == ["50局"]


@pytest.mark.parametrize("nonsense", ["page=999", "page=-1", "page=x"])
def test_a_page_that_is_not_there_gives_one_that_is(
    rf: RequestFactory, city: Area, nonsense: str
) -> None:
    make_units(city, 3)
    assert len(page(rf, nonsense).rows) == 3


def test_the_head_sorts_up_then_down(rf: RequestFactory, city: Area) -> None:
    make_units(city, 3)
    up = page(rf, "sort=name")
    head = up.heads[0]
    assert names(up) == ["0局", "1局", "2局"]
    assert (head.aria_sort, head.next_sort) == ("ascending", "-name")
    down = page(rf, "sort=-name")
    assert names(down) == ["2局", "1局", "0局"]
    assert (down.heads[0].aria_sort, down.heads[0].next_sort) == ("descending", "name")


def test_unknown_values_stand_last_whichever_way(rf: RequestFactory, city: Area) -> None:
    area = Area.objects.create(code="990199", name="东篱区", kind="county", parent=city)
    Unit.objects.create(name="甲", short_name="甲", kind="county", area=area, order=1)
    Unit.objects.create(name="乙", short_name="乙", kind="office", area=city, order=2)
    assert [n for q in ("sort=parent", "sort=-parent") for n in names(page(rf, q))] == [
        "甲",
        "乙",
    ] * 2


def test_an_unknown_or_unsortable_column_changes_nothing(rf: RequestFactory, city: Area) -> None:
    make_units(city, 2)
    assert names(page(rf, "sort=password")) == names(page(rf, "sort=light")) == ["0局", "1局"]


def test_a_filter_narrows_and_says_so(rf: RequestFactory, city: Area) -> None:
    make_units(city, 4)
    found = page(rf, "kind=party")
    assert names(found) == ["1局", "3局"]
    assert found.filtered
    assert not page(rf).filtered


def test_a_filter_that_does_not_hold_up_narrows_nothing_and_the_others_still_do(
    rf: RequestFactory, city: Area
) -> None:
    make_units(city, 4)
    assert names(page(rf, "since=notaday&kind=party")) == ["1局", "3局"]


def test_groups_come_one_after_the_other_each_with_its_heading(
    rf: RequestFactory, city: Area
) -> None:
    make_units(city, 4)
    lines = list(page(rf, "group=kind").lines)
    assert [line.heading for line in lines] == ["市直部门", None, "党委部门", None]
    assert [line.row.short_name for line in lines] == ["0局", "2局", "1局", "3局"]


def test_a_print_has_all_rows_up_to_its_limit(
    rf: RequestFactory, city: Area, monkeypatch: pytest.MonkeyPatch
) -> None:
    make_units(city, 60)
    whole = page(rf, "print=1")
    assert (len(whole.rows), whole.printing, whole.capped) == (60, True, False)
    monkeypatch.setattr(lists, "PRINT_LIMIT", 10)
    assert page(rf, "print=1").capped


def test_the_number_of_queries_does_not_grow(
    rf: RequestFactory, city: Area, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    make_units(city, 1)
    with django_assert_num_queries(2):
        respond(rf.get("/units/"))
    Unit.objects.all().delete()
    make_units(city, 40)
    with django_assert_num_queries(2):
        assert "39局" in respond(rf.get("/units/?group=kind")).content.decode()


def test_the_export_has_every_row_that_the_filter_leaves(rf: RequestFactory, city: Area) -> None:
    make_units(city, 130)
    answer = UNITS.respond(
        rf.get("/units/?export=xlsx&kind=party&group=kind&sort=-name"),
        "unused.html",
        rows=Unit.objects.select_related("area"),
        filters=UnitFilters(rf.get("/units/?kind=party").GET),
    )
    content = b"".join(getattr(answer, "streaming_content", []))
    rows = list(load_workbook(BytesIO(content)).worksheets[0].iter_rows(values_only=True))
    assert rows[0] == ("类型", "名称", "类型", "区划", "上级区划", "排序", "状态", "登记日期")
    assert (len(rows), rows[1][1]) == (66, "示例市第129局")
    assert "filename" in answer["Content-Disposition"]


def test_an_empty_list_says_what_will_stand_there(rf: RequestFactory, city: Area) -> None:
    assert "尚无记录" in respond(rf.get("/units/")).content.decode()
    assert "没有符合条件的记录" in respond(rf.get("/units/?name=无此单位")).content.decode()


def test_a_form_that_narrows_nothing_must_say_how() -> None:
    with pytest.raises(NotImplementedError):
        lists.Filters({}).apply(Unit.objects.all())
