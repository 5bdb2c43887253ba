"""What traditional script costs: the ledger's page and the review of a plan, in both scripts, side by side.

    python benchmarks/script.py

Makes the sample city in a folder of its own. Prints the figures and exits 1 if one is above its limit.
"""

import os
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROUNDS = 60
# Milliseconds that the page may take longer in traditional script.
LIMIT = 6.0


@dataclass(frozen=True)
class Figure:
    """The median processor times of one page, in milliseconds."""

    name: str
    characters: int
    simplified: float
    traditional: float

    @property
    def more(self) -> float:
        return self.traditional - self.simplified

    def __str__(self) -> str:
        return (
            f"{self.name:<22} {self.characters / 1000:6.0f} thousand characters: "
            f"{self.simplified:6.1f} ms, in traditional script {self.more:+.1f} ms (limit {LIMIT:+.1f})"
        )


def measured() -> Iterator[Figure]:
    """The pages, asked for in turn in one script and the other, so that both see the same machine."""
    from django.test import Client

    from zhicheng.foundation.accounts.models import User
    from zhicheng.governance.plans.models import Version

    client = Client(SERVER_NAME="localhost")
    client.force_login(User.objects.get(username="coordinator"))
    review = Version.objects.order_by("pk")[0].pk
    pages = {"ledger": "/tasks/", "review of a plan": f"/plans/versions/{review}/"}
    for name, address in pages.items():
        times: dict[str, list[float]] = {"zh-hans": [], "zh-hant": []}
        for _ in range(ROUNDS):
            for mode, taken in times.items():
                client.cookies["mode"] = mode
                start = time.process_time()
                page = client.get(address)
                taken.append(1000 * (time.process_time() - start))
                if page.status_code != 200:
                    raise SystemExit(f"{address}: {page.status_code}")
        text = page.content.decode()
        yield Figure(name, len(text), *(statistics.median(taken) for taken in times.values()))


def main() -> int:
    with tempfile.TemporaryDirectory() as folder:
        os.environ["ZHICHENG_DATA"] = folder
        os.environ["DJANGO_SETTINGS_MODULE"] = "zhicheng.site.settings"
        import django
        from django.core.management import call_command

        django.setup()
        with Path(os.devnull).open("w") as nowhere:
            call_command("prepare", stdout=nowhere)
        figures = list(measured())
    for figure in figures:
        print(figure)
    return 0 if all(figure.more <= LIMIT for figure in figures) else 1


if __name__ == "__main__":
    sys.exit(main())
