"""Numbers as Chinese documents count their sections and quarters."""

from typing import Final

NUMERALS: Final = "一二三四五六七八九十"
