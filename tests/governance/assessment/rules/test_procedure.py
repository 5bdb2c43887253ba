"""The two procedures: who takes which step, and their drawings in the documentation."""

from pathlib import Path

import pytest

from zhicheng.engines.procedures.declaration import Procedure
from zhicheng.engines.procedures.drawing import mermaid
from zhicheng.engines.procedures.running import Refused, apply
from zhicheng.governance.assessment.rules import (
    SCHEME,
    SHEET,
    TOLD,
    As,
    SchemeFacts,
    SchemeState,
    SheetFacts,
    SheetState,
)

DOCUMENT = Path(__file__).parents[4] / "docs" / "assessment.md"


@pytest.mark.parametrize("procedure", [SCHEME, SHEET], ids=lambda p: p.name)
def test_the_drawing_in_the_documentation_is_the_declaration(procedure: Procedure[object]) -> None:
    assert mermaid(procedure).strip() in DOCUMENT.read_text("utf-8")


def test_everybody_concerned_is_told_of_every_step_of_a_sheet() -> None:
    assert set(TOLD) == {t.verb for t in SHEET.transitions}


def test_a_frozen_scheme_takes_no_step() -> None:
    assert SCHEME.leaving(SchemeState.FROZEN) == ()


def test_the_unit_does_not_verify() -> None:
    facts = SheetFacts(scored=True, decided=True)
    with pytest.raises(Refused, match="复核员办理"):
        apply(SHEET, SheetState.SUBMITTED, "verify", who={As.HEAD}, facts=facts)
    step = apply(SHEET, SheetState.SUBMITTED, "verify", who={As.VERIFIER}, facts=facts)
    assert step.to == SheetState.VERIFIED


@pytest.mark.parametrize(
    ("facts", "said"),
    [
        (SchemeFacts(term_over=False), "尚未届满"),
        (SchemeFacts(term_over=True, open_appeals=1), "没有答复"),
    ],
)
def test_what_keeps_a_result_from_being_frozen(facts: SchemeFacts, said: str) -> None:
    with pytest.raises(Refused, match=said):
        apply(
            SCHEME, SchemeState.ANNOUNCED, "freeze", who={As.COORDINATOR}, facts=facts, reason="定"
        )
