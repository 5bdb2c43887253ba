"""The auditor reads words: every verb that the source writes into the chain has a Chinese name."""

import re
from pathlib import Path

import pytest
from django.urls import get_resolver

from tests.house import SOURCE
from zhicheng.foundation.audit.registry import verb_name

_RECORDED = re.compile(r'"((?:[a-z]+)\.(?:[a-z_]+))"')
_STEP = re.compile(r'step\(\s*version, "([a-z_]+)"')


def _verbs(path: Path) -> set[str]:
    """Verbs in a module that records: literals ``room.verb`` on a line that says verb, and plans' steps."""
    text = path.read_text(encoding="utf-8")
    literal = {v for line in text.splitlines() if "verb=" in line for v in _RECORDED.findall(line)}
    return literal | {f"plans.{verb}" for verb in _STEP.findall(text)}


MODULES = sorted(p for p in SOURCE.rglob("*.py") if "actions" in p.parts or p.stem == "actions")


def test_there_are_verbs_to_look_at() -> None:
    found = set().union(*(_verbs(path) for path in MODULES))
    assert {"accounts.grant", "plans.accept", "tasks.open", "units.add_alias"} <= found


@pytest.mark.parametrize("path", MODULES, ids=lambda p: p.relative_to(SOURCE).as_posix())
def test_every_verb_has_a_name(path: Path) -> None:
    assert get_resolver().url_patterns  # the pages, and with them all actions, are loaded
    assert [verb for verb in sorted(_verbs(path)) if verb_name(verb) == verb] == []
