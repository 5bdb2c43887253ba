"""What a person had typed when something went wrong, so that no error page costs an hour's work."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest

_SECRET = re.compile(r"pass|code|login|secret", re.IGNORECASE)
_TOKEN = "csrfmiddlewaretoken"  # noqa: S105 - the name of a field
_BY_A_PERSON = re.compile(r"[^\x00-\x7f]|\s")
"""Chinese, or several words. What a form carries along by itself (versions, ways back) is neither."""


@dataclass(frozen=True, slots=True)
class Typed:
    """texts: to be shown. fields: all of the form, to send it again; None where that cannot be done."""

    texts: tuple[str, ...] = ()
    fields: tuple[tuple[str, str], ...] | None = None


def typed_in(request: HttpRequest) -> Typed:
    """What was typed into the form that this request sends.

    Nothing where the form came from another site (its words are not the person's), where it holds a
    password, and where it cannot be read. Files cannot be given back: a form with files is only shown.
    """
    if request.method != "POST" or request.headers.get("Sec-Fetch-Site", "none") not in _OURS:
        return Typed()
    try:
        pairs = tuple(_pairs(request))
        files = bool(request.FILES)
    except Exception:  # whatever is wrong with the request, its error page must still come
        return Typed()
    if any(_SECRET.search(name) for name, _ in pairs):
        return Typed()
    texts = tuple(value for _, value in pairs if _BY_A_PERSON.search(value.strip()))
    again = pairs if not files and request.headers.get("Sec-Fetch-Site") == "same-origin" else None
    return Typed(texts, again)


_OURS = ("same-origin", "none")


def _pairs(request: HttpRequest) -> Iterator[tuple[str, str]]:
    for name, values in request.POST.lists():
        if name != _TOKEN:
            yield from ((name, str(value)) for value in values)
