"""Which scopes there are – each room offers its own, in Chinese, in its ``scopes.py`` – and how the whole
interface is described, which only the house as a whole knows."""

from collections.abc import Callable, Mapping
from typing import Any

from zhicheng.foundation.face.records import Text

_scopes: dict[str, Text] = {}


def offer(scopes: Mapping[str, Text]) -> None:
    """Offer scopes (``read:tasks``, ``write:tasks`` …) with the words that the page of tokens shows."""
    _scopes.update(scopes)


def scopes() -> dict[str, Text]:
    """All scopes, by name."""
    return dict(sorted(_scopes.items(), key=lambda pair: pair[0].partition(":")[::-2]))


def scope_name(scope: str) -> Text:
    """The words for a scope; the scope itself where no room offers it any more."""
    return _scopes.get(scope, scope)


Describe = Callable[[], Mapping[str, Any]]
_describe: list[Describe] = []


def described_by(describe: Describe) -> None:
    """Say how the OpenAPI document is made; the last who says it is asked."""
    _describe[:] = [describe]


def description() -> Mapping[str, Any]:
    """The OpenAPI document of the interface."""
    return _describe[0]()
