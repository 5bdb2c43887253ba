"""How many requests a token may make in a stretch of time, so that a program that has gone astray keeps nobody
waiting.

Counted by each web process for itself and in its memory: a count that all of them share would write to the
database at each read.
"""

from math import ceil

from django.conf import settings
from django.core.cache import caches
from django.http import HttpRequest
from ninja.throttling import SimpleRateThrottle


class PerToken(SimpleRateThrottle):
    """``settings.API_RATE``, such as ``600/m``, for each token; who shows none gets nothing anyway."""

    scope = "token"
    cache = caches["rates"]  # of this process

    def __init__(self) -> None:
        super().__init__(settings.API_RATE)

    def get_cache_key(self, request: HttpRequest) -> str | None:
        """The token's hash: keys of rows come again in another database."""
        token = getattr(request, "token", None)
        return None if token is None else f"token:{token.sha256}"


def seconds_to_wait(request: HttpRequest) -> int:
    """After how many seconds a request may come again; 0 where it may come now, and is counted."""
    throttle = PerToken()
    if throttle.allow_request(request):
        return 0
    # Without an answer the rate has been lowered meanwhile: the whole stretch.
    return max(1, ceil(throttle.wait() or throttle.duration or 1))
