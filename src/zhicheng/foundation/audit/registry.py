"""What the verbs of the chain are called, and where their subjects are shown. Each room says so of its own,
where it defines them."""

from collections.abc import Mapping

from django.utils.functional import Promise

from zhicheng.foundation.face.told import retold

_names: dict[str, str | Promise] = {}
_pages: dict[str, str] = {}


def name_verbs(names: Mapping[str, str | Promise]) -> None:
    """Give verbs (``room.verb``) the words that the audit page shows."""
    _names.update(names)


def verb_name(verb: str) -> str:
    """The words for a verb, in the reader's language; the verb itself where no room named it."""
    return retold(_names.get(verb, verb))


def named_verbs() -> list[tuple[str, str]]:
    """All verbs that have names, as choices of a form, in the order of their keys."""
    return [(verb, verb_name(verb)) for verb in sorted(_names)]


def show_at(pages: Mapping[str, str]) -> None:
    """Say on which page rows of a kind (``room.model``) are shown: the name of an address that takes the key."""
    _pages.update(pages)


def page_of(kind: str) -> str:
    """The name of the page of a kind of row; empty where no room has one."""
    return _pages.get(kind, "")
