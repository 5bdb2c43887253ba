"""Several things at the same moment, each on a connection of its own; for tests with ``transaction=True``."""

import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

from django.db import connection

from zhicheng.engines.procedures.running import Refused

Verb = Callable[[], object]


def at_once(*verbs: Verb) -> list[object]:
    """Do all of them at the same moment, each on its own connection; what each gave, or refused."""
    gate = threading.Barrier(len(verbs))

    def run(verb: Verb) -> object:
        try:
            gate.wait()
            return verb()
        except Refused as refused:
            return refused
        finally:
            connection.close()

    with ThreadPoolExecutor(len(verbs)) as pool:
        return list(pool.map(run, verbs))
