"""Taking turns where two transactions would decide the same about rows that are not there yet.

What is there is locked row by row; of what is not, each would find nothing, and both would add it.
"""

from django.db import connection


def take_turn(name: str) -> bool:
    """Wait until no other transaction holds the turn of this name, and hold it until the caller's ends.

    Returns whether somebody may have added rows meanwhile, so that whoever has looked before looks again: on
    PostgreSQL alone, for on SQLite transactions that write are IMMEDIATE here (settings), one after the other.
    """
    if connection.vendor != "postgresql":
        return False
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])
    return True
