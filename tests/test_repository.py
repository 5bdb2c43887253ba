"""The repository itself: nothing unused, nothing undocumented, nothing of the machine it was written on."""

import json
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from django.template.loader import get_template

from tests.house import ROOT, SOURCE, python_files, template_name, templates

FRONTEND = SOURCE / "site" / "frontend"
# Templates that libraries ask for by their own names.
ASKED_FOR_BY_LIBRARIES = ("account/", "mfa/", "allauth/", "django/forms/")
FOLDERS = {".ci", "benchmarks", "docs", "script", "src", "stubs", "tests"}
# What tools make or keep for themselves: no words of ours.
TOOLS = {".git", "uv.lock"}
MADE = {"node_modules", "built", "__pycache__", "package-lock.json"}
NO_TEXT = {".jpg", ".png", ".ico", ".mo", ".pyc"}
TEXTS = [path.read_text("utf-8") for path in [*python_files(), *templates()]]


@pytest.mark.parametrize("path", list(templates()), ids=template_name)
def test_every_template_parses_and_is_used(path: Path) -> None:
    name = template_name(path)
    get_template(name)
    if not name.startswith(ASKED_FOR_BY_LIBRARIES):
        assert any(f'"{name}' in text for text in TEXTS), f"{name} is used nowhere"


def test_every_setting_is_documented_and_every_documented_setting_exists() -> None:
    source = (SOURCE / "site" / "environment.py").read_text("utf-8")
    described = (ROOT / "docs" / "settings.md").read_text("utf-8")
    read = set(re.findall(r'(?:env\.\w+\(\s*|_(?:switch|rate)\(env, )"(ZHICHENG_[A-Z_]+)"', source))
    table = set(re.findall(r"^\| `(ZHICHENG_[A-Z_]+)`", described, re.M))
    assert read == table


def test_nothing_else_reads_the_environment() -> None:
    allowed = {"settings.py", "__main__.py", "wsgi.py", "environment.py"}
    for path in python_files():
        if path.name not in allowed:
            assert "os.environ" not in path.read_text("utf-8"), path


def test_every_icon_that_is_drawn_is_in_the_sprite_and_none_is_there_for_nothing() -> None:
    listed = json.loads((FRONTEND / "icons.json").read_text("utf-8"))
    assert listed == sorted(set(listed))
    drawn = {name for text in TEXTS for name in re.findall(r'{% icon "([\w-]+)"', text)}
    quoted = {name for text in TEXTS for name in re.findall(r'"([a-z0-9]+(?:-[a-z0-9]+)*)"', text)}
    assert drawn <= set(listed)
    assert set(listed) <= quoted, "remove the icons that nothing draws"


def test_icons_exist_in_the_package() -> None:
    icons = FRONTEND / "node_modules" / "bootstrap-icons" / "icons"
    if not icons.is_dir():
        pytest.skip("the front end has not been set up here")
    for name in json.loads((FRONTEND / "icons.json").read_text("utf-8")):
        assert (icons / f"{name}.svg").is_file(), name


def test_commands_are_described() -> None:
    for path in SOURCE.rglob("management/commands/*.py"):
        if path.name != "__init__.py":
            assert re.search(r"^    help = ", path.read_text("utf-8"), re.M), path


def written_here() -> Iterator[Path]:
    """Every text of the repository, without what tools make and keep."""
    for path in sorted(ROOT.iterdir()):
        if path.name in FOLDERS:
            yield from (found for found in sorted(path.rglob("*")) if _is_text(found))
        elif path.name not in TOOLS and _is_text(path):
            yield path


def _is_text(path: Path) -> bool:
    """Not what a run leaves behind either: coverage writes its figures beside the sources."""
    written = path.suffix not in NO_TEXT and not path.name.startswith(".coverage")
    return path.is_file() and written and not MADE & set(path.parts)


def test_no_file_is_over_four_hundred_lines() -> None:
    long = {
        str(path.relative_to(ROOT)): lines
        for path in written_here()
        if path.suffix in {".py", ".scss", ".ts", ".html", ".sh"}
        and "migrations" not in path.parts
        and (lines := len(path.read_text("utf-8").splitlines())) > 400
    }
    assert long == {}


def test_nothing_speaks_of_the_machine_it_was_written_on() -> None:
    """No absolute path of a working folder: what is temporary is asked of ``tempfile`` or ``mktemp``."""
    folders = re.compile(r"(?<![\w.*}-])/(?:work|tmp|root|home/\w+)/")
    spoken = {
        f"{path.relative_to(ROOT)}:{number}": line.strip()
        for path in written_here()
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if folders.search(line)
    }
    assert spoken == {}


def test_what_is_excused_from_a_check_says_why() -> None:
    excused = re.compile(r"#\s*(?:noqa(?:: [\w, ]+)?|type: ignore(?:\[[\w\-, ]+\])?)\s*$")
    silent = [
        f"{path.relative_to(ROOT)}:{number}"
        for path in written_here()
        if path.suffix == ".py"
        for number, line in enumerate(path.read_text("utf-8").splitlines(), start=1)
        if excused.search(line)
    ]
    assert silent == []
