"""A chart says the same twice: in the data that is drawn, and in the table beneath."""

import json
import re
from datetime import date
from decimal import Decimal

from tests.foundation.face.showcase import LIGHTS_BY_UNIT, TRAJECTORY
from tests.foundation.face.test_tags import draw

from zhicheng.foundation.face.charts import Chart, Mark, Series
from zhicheng.foundation.face.records import Link

DATA_BLOCK = re.compile(r'<script type="application/json">(.*?)</script>', re.S)


def test_days_stand_in_their_order_and_what_is_not_known_stays_unknown() -> None:
    assert [str(head) for head in TRAJECTORY.heads] == ["日期", "实际值", "预期轨迹"]
    days = [at for at, _values in TRAJECTORY.rows]
    assert days == sorted(days, key=str)
    rows = dict(TRAJECTORY.rows)
    assert rows[date(2026, 3, 31)] == [("实际值", None), ("预期轨迹", None)]
    assert rows[date(2025, 12, 31)] == [
        ("实际值", Link("10.2", "/targets/1/#o1")),
        ("预期轨迹", Decimal("10.2")),
    ]


def test_names_stand_as_they_come_and_zero_is_zero() -> None:
    assert [str(head) for head in LIGHTS_BY_UNIT.heads] == ["名称", "进行中", "逾期"]
    assert LIGHTS_BY_UNIT.rows == [
        ("市科技局", [("进行中", Link("7", "/tasks/?unit=1")), ("逾期", 2)]),
        ("市教育局", [("进行中", 0), ("逾期", None)]),
    ]
    assert LIGHTS_BY_UNIT.data["categories"] == ["市科技局", "市教育局"]


def test_figures_reach_the_drawing_exactly() -> None:
    data = TRAJECTORY.data
    assert data["day"] == "2026-11-22"
    assert [mark["value"] for mark in data["series"][0]["marks"]] == ["10.2", None, "10.9"]
    assert data["categories"] == []
    assert LIGHTS_BY_UNIT.data["day"] is None


def test_the_drawing_is_hidden_until_it_is_drawn_and_the_table_is_not() -> None:
    drawn = draw("{% chart value %}", value=TRAJECTORY)
    assert re.search(r'data-chart="[^"]*charts[^"]*\.js"[^>]* hidden', drawn)
    assert '<a href="/targets/1/#o3">10.9</a>' in drawn
    assert "单位：件/万人" in drawn


def test_what_a_name_contains_ends_no_data_block() -> None:
    bad = "</script><script>alert(1)</script>"
    chart = Chart(bad, (Series(bad, [Mark(bad, 1, f"/{bad}")]),), unit=bad, axis="category")
    drawn = draw("{% chart value %}", value=chart)
    assert bad not in drawn
    found = DATA_BLOCK.search(drawn)
    assert found is not None
    assert json.loads(found[1])["series"][0]["name"] == bad
