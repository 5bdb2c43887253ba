"""Where pages stand."""

from functools import lru_cache

from django.urls import reverse


@lru_cache(maxsize=4096)
def address(name: str, *args: object) -> str:
    """As ``reverse``, for links that a page has by the dozen. An address stays while the process lives."""
    return reverse(name, args=args)
