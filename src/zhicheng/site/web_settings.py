"""The settings of the web processes: the product's, with few connections to PostgreSQL for all their threads.

A connection of PostgreSQL is a process of its own. With one for each thread, a machine of many processors asked
for more of them than a cluster grants.
"""

from collections.abc import Mapping
from typing import Any

from zhicheng.site.settings import *  # noqa: F403 - Django settings are inherited by names
from zhicheng.site.settings import DATABASES as OF_ALL
from zhicheng.site.settings import THREADS

POOL = {
    "min_size": 4,
    # A thread that sends a file over a slow line keeps its connection until it has: nobody waits for it.
    "max_size": THREADS,
    # Seconds until a page is refused where the database does not answer.
    "timeout": 10,
}


def pooled(database: Mapping[str, Any]) -> dict[str, Any]:
    """The settings of a database with a pool of connections where it is PostgreSQL; each request gives its own
    back."""
    if database["ENGINE"] != "django.db.backends.postgresql":
        return dict(database)
    options = {**database.get("OPTIONS", {}), "pool": POOL}
    return {**database, "OPTIONS": options, "CONN_MAX_AGE": 0}


DATABASES = {"default": pooled(OF_ALL["default"])}
