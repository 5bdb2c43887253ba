"""A procedure as a picture."""

from collections.abc import Iterator
from typing import Any

from zhicheng.engines.procedures.declaration import BACK, Procedure


def mermaid(procedure: Procedure[Any]) -> str:
    """A Mermaid state diagram with the Chinese names; a step back points to each state it may reach."""
    return "\n".join(["stateDiagram-v2", *(f"    {line}" for line in _lines(procedure))]) + "\n"


def _lines(procedure: Procedure[Any]) -> Iterator[str]:
    yield from (f"{state.name}: {state.title}" for state in procedure.states)
    yield f"[*] --> {procedure.start}"
    for transition in procedure.transitions:
        for source in transition.sources:
            back = transition.to == BACK
            targets = sorted(procedure.entered_from(source)) if back else [transition.to]
            for target in targets:
                yield f"{source} --> {target}: {transition.title}"
    yield from (f"{state.name} --> [*]" for state in procedure.states if state.final)
