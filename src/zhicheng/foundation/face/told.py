"""What is written down is written in Chinese, and told to each reader in their own language.

A notice, the history of a task, the title of a step that can be undone: they are kept for years and read by
many. ``told`` makes such a sentence; ``retold`` finds it again in the catalogue, by its words or by its
pattern, when a page shows it. So are the words of the engines, which know no Django. What a person wrote
matches nothing and stays as it is.
"""

import re
from collections.abc import Mapping
from functools import lru_cache

from django.conf import settings
from django.utils import translation
from django.utils.translation import trans_real

_PLACEHOLDER = re.compile(r"%\((\w+)\)s")
_CHINESE = re.compile("[\u4e00-\u9fff]")
_FEWEST_CHARACTERS = 2
"""A pattern with fewer words of its own would be found in anything."""


def told(words: str, **values: object) -> str:
    """A sentence to be written down: in Chinese, whoever acts. ``words``: with ``%(name)s`` for values."""
    with translation.override(settings.LANGUAGE_CODE):
        return words % {name: str(value) for name, value in values.items()}


def retold(text: object) -> str:
    """Words of the product in the reader's language; anything else unchanged."""
    said, language = str(text), translation.get_language() or settings.LANGUAGE_CODE
    if language.startswith("zh") or not _CHINESE.search(said):
        return said
    return _retold(language, said)


@lru_cache(maxsize=4096)
def _retold(language: str, said: str) -> str:
    catalogue = _catalogue(language)
    if said in catalogue:
        return catalogue[said]
    for pattern, words in _patterns(language):
        if found := pattern.fullmatch(said):
            return words % {name: _part(language, text) for name, text in found.groupdict().items()}
    return said


def _part(language: str, text: str) -> str:
    """A value in a sentence may itself be of the product's words, or several of its sentences."""
    return "; ".join(_retold(language, part) for part in text.split("；"))


@lru_cache(maxsize=8)
def _catalogue(language: str) -> Mapping[str, str]:
    with translation.override(language):
        words = trans_real.catalog()._catalog  # type: ignore[attr-defined] # as JavaScriptCatalog reads it
    return {key: text for key, text in words.items() if isinstance(key, str) and key and text}


@lru_cache(maxsize=8)
def _patterns(language: str) -> tuple[tuple[re.Pattern[str], str], ...]:
    """The sentences with values, those with most words of their own first."""
    found = [
        (_own_words(key), _pattern(key), text)
        for key, text in _catalogue(language).items()
        if _PLACEHOLDER.search(key)
    ]
    found.sort(key=lambda one: -one[0])
    return tuple((re.compile(p, re.S), text) for own, p, text in found if own >= _FEWEST_CHARACTERS)


def _own_words(key: str) -> int:
    return len(_CHINESE.findall(_PLACEHOLDER.sub("", key)))


def _pattern(key: str) -> str:
    """A regular expression: the words as they are, with a group for each value."""
    seen: set[str] = set()
    pieces = []
    for index, piece in enumerate(_PLACEHOLDER.split(key.replace("%%", "%"))):
        if index % 2 == 0:
            pieces.append(re.escape(piece))
        else:
            pieces.append(f"(?P={piece})" if piece in seen else f"(?P<{piece}>.+?)")
            seen.add(piece)
    return "".join(pieces)
