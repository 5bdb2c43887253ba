"""What the tests that read the repository itself know about the house: its floors and rooms."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SOURCE = ROOT / "src" / "zhicheng"

# From the top floor to the ground, as in the import contracts of pyproject.toml.
FLOORS = (
    "site",
    "governance",
    "services",
    "utilization",
    "creation",
    "protection",
    "register",
    "foundation",
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where something stands: a room (``tasks``) of a floor (``governance``); the site is both."""

    floor: str
    room: str

    @property
    def height(self) -> int:
        return len(FLOORS) - FLOORS.index(self.floor)


def place_of(path: Path) -> Place | None:
    """The room that a file of the source belongs to; None for the engines and what is outside."""
    parts = path.relative_to(SOURCE).parts
    if parts[0] not in FLOORS:
        return None
    return Place(parts[0], parts[1] if parts[0] != "site" and len(parts) > 2 else parts[0])


def rooms() -> dict[str, Place]:
    """Every room by its name, which is its app label, its URL namespace and its folder of templates."""
    found = {"site": Place("site", "site")}
    for floor in FLOORS[1:]:
        for folder in sorted((SOURCE / floor).glob("*/__init__.py")):
            name = folder.parent.name
            assert name not in found, f"two rooms are called {name}"
            found[name] = Place(floor, name)
    return found


def python_files() -> Iterator[Path]:
    return (path for path in sorted(SOURCE.rglob("*.py")) if "node_modules" not in path.parts)


def templates() -> Iterator[Path]:
    for path in sorted(SOURCE.rglob("templates/**/*")):
        if path.suffix in {".html", ".txt"}:
            yield path


def template_name(path: Path) -> str:
    """The name that a template is asked for by."""
    parts = path.parts
    return "/".join(parts[len(parts) - parts[::-1].index("templates") :])


def imports() -> dict[str, set[str]]:
    """Which rooms of its own floor each room imports, directly or through others."""
    direct: dict[str, set[str]] = {name: set() for name in rooms()}
    for path in python_files():
        place = place_of(path)
        if place is None:
            continue
        for name in re.findall(
            rf"^\s*(?:from|import) zhicheng\.{place.floor}\.(\w+)", path.read_text("utf-8"), re.M
        ):
            if name in direct and name != place.room:
                direct[place.room].add(name)
    return {name: _reached(name, direct) for name in direct}


def _reached(start: str, direct: dict[str, set[str]]) -> set[str]:
    reached: set[str] = set()
    waiting = [start]
    while waiting:
        for name in direct[waiting.pop()] - reached:
            reached.add(name)
            waiting.append(name)
    return reached
