"""Charts as they are drawn: a click on a bar, or on a point of a line, opens what it stands for."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from playwright.sync_api import Locator, Page, expect

LogIn = Callable[..., Page]
TALL = 4000
"""So that no part of a page must be scrolled to."""
NAMES = 40
"""Pixels at the top of a drawing: there stand the names of the series, which can be clicked too."""
STEP = 3
# Where the mouse becomes a hand there is a mark. The drawing is moved over as by a mouse, the click is real.
MARKS = """
([drawing, top, step]) => {
  const root = drawing.firstElementChild;
  const box = root.getBoundingClientRect();
  const found = [];
  for (let y = top; y < box.height; y += step) {
    for (let x = 0; x < box.width; x += step) {
      const at = {bubbles: true, clientX: box.left + x, clientY: box.top + y};
      root.dispatchEvent(new MouseEvent("mousemove", at));
      if (root.style.cursor === "pointer") found.push([x, y]);
    }
  }
  return found;
}
"""


def drawn(page: Page, section: Locator) -> tuple[Locator, dict[str, Any]]:
    """A chart that has been drawn, and what it was drawn from."""
    drawing = section.locator("[data-chart]")
    expect(drawing.locator("canvas")).to_be_visible()
    return drawing, json.loads(section.locator("script[type='application/json']").inner_text())


def places(page: Page, drawing: Locator) -> list[tuple[int, int]]:
    """The pixels of a drawing that lie on a mark, line by line from the top."""
    found = page.evaluate(MARKS, [drawing.element_handle(), NAMES, STEP])
    return [(x, y) for x, y in found]


def click(page: Page, drawing: Locator, place: tuple[int, int]) -> None:
    box = drawing.bounding_box()
    assert box
    page.mouse.click(box["x"] + place[0], box["y"] + place[1])


def lowest_left(chart: dict[str, Any]) -> dict[str, str]:
    """The mark that is drawn lowest and there at the left, of bars that lie and stand on each other."""
    bars = {
        name: [mark for series in chart["series"] for mark in series["marks"] if mark["at"] == name]
        for name in chart["categories"]
    }
    lowest = [name for name, marks in bars.items() if any(mark["url"] for mark in marks)][-1]
    found: dict[str, str] = next(mark for mark in bars[lowest] if mark["url"])
    return found


def test_a_bar_opens_as_many_rows_as_it_says(log_in: LogIn) -> None:
    page = log_in("mayor")
    page.set_viewport_size({"width": 1440, "height": TALL})
    drawing, chart = drawn(page, page.locator("section[aria-labelledby='units']"))
    mark = lowest_left(chart)
    marks = places(page, drawing)
    bottom = max(y for _x, y in marks)
    left = min(x for x, y in marks if y == bottom)
    click(page, drawing, (left, bottom))
    page.wait_for_url(lambda url: url.endswith(mark["url"]))
    expect(page.get_by_text(f"共 {mark['value']} 条")).to_be_visible()
    rows = page.locator("main .list-table tbody tr")
    assert rows.count() == int(mark["value"])
    expect(rows.filter(has_text=mark["at"])).to_have_count(rows.count())


def apart(marks: list[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """One place of each point: those near to one that was given already are the same point."""
    seen: list[tuple[int, int]] = []
    for x, y in marks:
        if all(abs(x - other) > STEP or abs(y - there) > STEP for other, there in seen):
            yield x, y
        seen.append((x, y))


def test_every_measured_point_of_a_trajectory_opens_its_value(log_in: LogIn) -> None:
    page = log_in("mayor")
    page.set_viewport_size({"width": 1440, "height": TALL})
    page.locator("a:has(> .sparkline)").first.click()
    drawing, chart = drawn(page, page.locator("section", has=page.locator("[data-chart]")))
    measured = {
        mark["url"]: mark["value"] for series in chart["series"] for mark in series["marks"] if mark["url"]
    }  # fmt: skip
    assert measured
    points = list(apart(places(page, drawing)))
    assert len(points) == len(measured), "what was expected, and the lines, open nothing"
    opened = []
    for point in points:
        click(page, drawing, point)
        opened.append(page.evaluate("location.hash"))
    assert sorted(opened) == sorted(measured)
    for anchor, value in measured.items():
        row = page.locator(anchor)
        expect(row).to_contain_text(anchor.removeprefix("#day-"))
        said = row.locator("td[data-head='数值']").inner_text()
        assert said.replace(",", "").split()[0] == value
