"""Looking at a page: what axe finds, what is too wide, what is not in the reader's language."""

import re
from functools import cache

from playwright.sync_api import Page
from tests.browser.conftest import AXE
from tests.catalogue import HAN, Placeholder, all_words

WCAG = ("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa")
# The tags of axe's rules beyond WCAG that are told apart by their weight: "moderate" ones are advice.
ADVICE = "best-practice"
SERIOUS = ("serious", "critical")
# Words of the product that are also names of the sample city, or numbers and measures of its plan.
# The last is the title of the plan that a meeting's resolutions become: a document keeps the title that it has.
CONTENT = {
    "联席会议办公室", "一", "二", "三", "四", "五", "六", "日", "个", "件", "分", "%(title)s议定事项",
}  # fmt: skip
# Of the sample city: names that look like a sentence of the product with something filled in.
NAMES = {
    "示例市知识产权工作联席会议办公室", "信息报送", "创新做法和信息报送", "机制运行和信息报送", "本市纪要.docx",
}  # fmt: skip
# Without what nobody reads here: the elements that pass, and style sheets fetched once more.
_RUN_AXE = """async ([tags, colours]) => {
    const rules = {"color-contrast": {enabled: colours}};
    const options = {runOnly: tags, rules, resultTypes: ["violations"], preload: false};
    const found = await axe.run(options);
    return found.violations.map(fault => [fault.impact, fault.tags, fault.id, fault.nodes[0].html]);
}"""
_TEXTS = """() => {
    const shown = element => element && !element.closest("[translate=no], script, style, template, textarea");
    const texts = [document.title];
    const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walk.nextNode())
        if (shown(walk.currentNode.parentElement)) texts.push(walk.currentNode.textContent);
    for (const name of ["alt", "aria-label", "aria-description", "placeholder", "title"])
        for (const element of document.querySelectorAll(`[${name}]`))
            if (shown(element)) texts.push(element.getAttribute(name));
    return texts.map(text => text.trim().replace(/\\s+/g, " "));
}"""
# The page, and every box that hides what is too wide for it: on paper nobody can scroll. Fields that
# wait to be filled in are let be.
_TOO_WIDE_ON_PAPER = """() => {
    dispatchEvent(new Event("beforeprint"));
    const cut = box => box.clientWidth > 1 && box.scrollWidth > box.clientWidth + 1
        && !box.matches("input, select, textarea")
        && getComputedStyle(box).overflowX !== "visible";
    const found = [...document.querySelectorAll("body, body *")].filter(cut);
    if (document.documentElement.scrollWidth > innerWidth) found.unshift(document.documentElement);
    const said = found.map(box => box.cloneNode(false).outerHTML);
    dispatchEvent(new Event("afterprint"));
    return said;
}"""
_CUT_OFF = """() => [...document.querySelectorAll(".chain-links, .rooms, .list-scroll:has(> .figure-lines)")]
    .filter(row => row.scrollWidth > row.clientWidth).map(row => row.cloneNode(false).outerHTML)"""
# What is left of A4 between the margins that _print.scss sets, in pixels: upright, and on its side for
# pages that ask for it by the name "broad".
PAPER = {"auto": 680, "broad": 1031}


def arm(page: Page) -> None:
    """Give the page that is open what ``faults`` needs; once is enough until it is left."""
    page.evaluate(AXE.read_text("utf-8"))


def faults(page: Page, *, advice: bool = False, colours: bool = True) -> list[str]:
    """Whatever axe finds against WCAG 2.2 AA, each with the first element that it is about.

    advice: what it finds beyond WCAG as well, where it is serious. colours: contrast too, which takes
    half of the time.
    """
    found = page.evaluate(_RUN_AXE, [[*WCAG, ADVICE] if advice else list(WCAG), colours])
    return [
        f"{name}: {html[:200]}"
        for impact, tags, name, html in found
        if ADVICE not in tags or impact in SERIOUS
    ]


def is_too_wide(page: Page) -> bool:
    return bool(page.evaluate("document.documentElement.scrollWidth > innerWidth"))


def cut_off_rows(page: Page) -> list[str]:
    """Rows of links and of figures that stand only partly in a window in which there is room for them."""
    found: list[str] = page.evaluate(_CUT_OFF)
    return found


def too_wide_on_paper(page: Page) -> list[str]:
    """What is cut off when the page is printed on A4, as the style for paper lays it out."""
    before = page.viewport_size
    page.emulate_media(media="print")
    paper = page.evaluate("getComputedStyle(document.body).page")
    page.set_viewport_size({"width": PAPER[paper], "height": 900})
    found: list[str] = page.evaluate(_TOO_WIDE_ON_PAPER)
    page.emulate_media(media="screen")
    if before:
        page.set_viewport_size(before)
    return found


def untranslated(page: Page) -> list[str]:
    """Texts on an English page – of elements and of attributes – that are the product's and still Chinese."""
    texts: list[str] = page.evaluate(_TEXTS)
    return sorted({text for text in texts if HAN.search(text) and _is_ours(text)} - NAMES)


def _is_ours(text: str) -> bool:
    words, filled_in = _our_words()
    # 签收：加强行政执法 is a word of ours, and what it is about.
    return not words.isdisjoint((text, text.partition("：")[0])) or any(
        pattern.fullmatch(text) for pattern in filled_in
    )


@cache
def _our_words() -> tuple[set[str], list[re.Pattern[str]]]:
    """The product's words, and those with a place to be filled in as patterns."""
    words = set(all_words()) - CONTENT
    filled_in = [_pattern(word) for word in words if Placeholder.search(word)]
    return words, [pattern for pattern in filled_in if len(HAN.findall(pattern.pattern)) > 1]


def _pattern(word: str) -> re.Pattern[str]:
    parts = Placeholder.sub("\0", word).replace("%%", "%").split("\0")
    return re.compile(".+".join(map(re.escape, parts)))
