"""Pages in traditional script (繁體), by OpenCC.

What a person reads is converted: text, and the attributes that are read aloud or shown. What goes back to
the server or to a script is not: addresses, values, names, what stands in a text field, scripts, styles.
Nor is anything under ``translate="no"`` – HTML's own word for it.
"""

import re
from functools import cache, lru_cache
from typing import Any

# Characters of Hong Kong, words of the mainland: docs/adr/0009.
TABLE = "s2hk"
BACK = "hk2s"

_CHINESE = re.compile("[\u3007\u3400-\u9fff]")
_INSIDE_A_TAG = r"""(?:[^>"']++|"[^"]*+"|'[^']*+')*+"""
# Elements whose text is for a script, or goes back to the server as it is; then comments; then any tag.
_TAG = re.compile(
    rf"(?P<open><(?P<raw>script|style|textarea)\b{_INSIDE_A_TAG}>)(?P<inside>.*?</(?P=raw)\s*>)"
    r"|<!--.*?-->"
    rf"|<[/!]?(?P<name>[a-zA-Z][\w-]*){_INSIDE_A_TAG}>",
    re.S,
)
# Attributes that a person reads or hears.
_READ = re.compile(
    r"""(\s(?:title|alt|placeholder|label|aria-label|aria-description|aria-roledescription|aria-valuetext|"""
    r"""data-head|data-waiting|hx-confirm)=)("[^"]*"|'[^']*')"""
)
_VOID = frozenset({"br", "hr", "img", "input", "link", "meta", "use", "wbr", "col", "source"})
_NOT_TRANSLATED = re.compile(r"""\stranslate=["']?no\b""")


def traditional(text: str) -> str:
    """Simplified text in traditional characters; the words stay the same."""
    if text.isascii():  # most texts between tags; Python knows it without looking
        return text
    return _converted(text) if _CHINESE.search(text) else text


def simplified(text: str) -> str:
    """Words that were typed in traditional characters, as the records have them."""
    return text if text.isascii() else str(_converter(BACK).convert(text))


def traditional_page(html: str) -> str:
    """A page, or a part of one, in traditional script."""
    return "".join(_Page(html).pieces())


@cache
def _converter(table: str) -> Any:
    # Here, because the tables take a moment to load and few processes need them.
    from opencc import OpenCC

    return OpenCC(table)


@lru_cache(maxsize=8192)
def _short(text: str) -> str:
    converted: str = _converter(TABLE).convert(text)
    return converted


def _converted(text: str) -> str:
    """Most texts of a page stood on the last one too; long ones are not kept."""
    return _short(text) if len(text) < 200 else _short.__wrapped__(text)


class _Page:
    """One way through a page, tag by tag. ``kept``: the element that is not converted, while in one."""

    def __init__(self, html: str) -> None:
        self.html = html
        self.kept = ""
        self.depth = 0

    def pieces(self) -> list[str]:
        out: list[str] = []
        end = 0
        for tag in _TAG.finditer(self.html):
            out.append(self._text(self.html[end : tag.start()]))
            out.append(self._tag(tag))
            end = tag.end()
        out.append(self._text(self.html[end:]))
        return out

    def _text(self, text: str) -> str:
        return text if self.kept else traditional(text)

    def _tag(self, tag: re.Match[str]) -> str:
        text, name = tag[0], tag["name"] or ""
        if self.kept:
            self._go_on(text, name)
            return text
        if tag["raw"]:
            return _shown(tag["open"]) + tag["inside"]
        if self._keeps(text, name):
            self.kept, self.depth = name, 1
            return text
        return _shown(text)

    def _keeps(self, text: str, name: str) -> bool:
        """Does a part begin here that stays as it is? An option without a value sends its text."""
        if not name or text[1] in "/!" or name in _VOID:
            return False
        if name == "option" and " value=" not in text:
            return True
        return "translate" in text and _NOT_TRANSLATED.search(text) is not None

    def _go_on(self, text: str, name: str) -> None:
        if name != self.kept:
            return
        self.depth += -1 if text.startswith("</") else 1
        if self.depth == 0:
            self.kept = ""


def _shown(tag: str) -> str:
    """A tag with the attributes that a person reads converted."""
    return tag if tag.isascii() else _READ.sub(_read, tag)


def _read(attribute: re.Match[str]) -> str:
    return attribute[1] + traditional(attribute[2])
