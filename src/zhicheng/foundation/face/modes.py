"""How a person wants the pages: in which language and script, and in large type or not (适老模式).

A mode is kept as one short word, in a cookie for a visitor and with the account for a person, so that it
follows them to another desk. Plain values only; ``site.modes`` reads and keeps it.
"""

from dataclasses import dataclass, replace
from enum import StrEnum

COOKIE = "mode"
_LARGE = "large"


class Language(StrEnum):
    """What the pages are written in, as Django calls it."""

    SIMPLIFIED = "zh-hans"
    TRADITIONAL = "zh-hant"
    ENGLISH = "en"

    @property
    def tag(self) -> str:
        """As the ``lang`` attribute of HTML has it (BCP 47)."""
        return {"zh-hans": "zh-Hans", "zh-hant": "zh-Hant"}.get(self.value, self.value)

    @property
    def own_name(self) -> str:
        """What the language is called by those who read it; never translated."""
        return _OWN_NAMES[self]


_OWN_NAMES = {
    Language.SIMPLIFIED: "简体中文",
    Language.TRADITIONAL: "繁體中文",
    Language.ENGLISH: "English",
}


@dataclass(frozen=True, slots=True)
class Mode:
    """One choice: a language, and whether type is large and the layout simple."""

    language: Language = Language.SIMPLIFIED
    large: bool = False

    @classmethod
    def parse(cls, word: str) -> "Mode | None":
        """The mode that a word stands for; None for any other word: it comes from outside."""
        language, _, size = word.partition(".")
        if language not in list(Language) or size not in ("", _LARGE):
            return None
        return cls(Language(language), size == _LARGE)

    def __str__(self) -> str:
        return f"{self.language}.{_LARGE}" if self.large else str(self.language)

    def speaking(self, language: Language) -> "Mode":
        """The same in another language."""
        return replace(self, language=language)

    def resized(self) -> "Mode":
        """The same in the other size."""
        return replace(self, large=not self.large)

    @property
    def is_traditional(self) -> bool:
        return self.language is Language.TRADITIONAL

    @property
    def choices(self) -> list[tuple[Language, "Mode", bool]]:
        """Every language, the mode that leads to it, and whether it is the present one."""
        return [(one, self.speaking(one), one is self.language) for one in Language]
