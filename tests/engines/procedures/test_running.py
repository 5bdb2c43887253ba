"""What may happen next, and what a step does."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.engines.procedures.declaration import BACK, Guard, Procedure, State, Transition
from zhicheng.engines.procedures.drawing import mermaid
from zhicheng.engines.procedures.running import Refused, apply, available, hindrance, open_to

PERMIT = Procedure[int](
    name="permit",
    start="filed",
    states=(
        State("filed", "已受理"),
        State("heard", "已听证"),
        State("held", "已中止"),
        State("issued", "已发证", final=True),
    ),
    actors={"clerk": "经办人", "chief": "负责人"},
    guards=(
        Guard("papers", lambda papers: papers > 0, "材料未交齐。"),
        Guard("many", lambda papers: papers > 1, "材料不足两份。"),
    ),
    transitions=(
        Transition(("filed",), "hear", "听证", "heard", ("clerk",), "art 1"),
        Transition(("heard",), "issue", "发证", "issued", ("chief",), "art 2", ("papers", "many")),
        Transition(("filed", "heard"), "hold", "中止", "held", ("clerk", "chief"), "art 3",
                   needs_reason=True),
        Transition(("held",), "lift", "恢复", BACK, ("chief",), "art 3"),
        Transition(("heard",), "note", "记录", "heard", ("clerk",), "art 1"),
        Transition(("issued",), "reopen", "重审", "filed", ("chief",), "art 4"),
    ),
)  # fmt: skip


def verbs(state: str, *who: str, papers: int = 2) -> list[str]:
    return [t.verb for t in available(PERMIT, state, who, papers)]


def test_each_actor_is_offered_their_own_verbs() -> None:
    assert verbs("heard", "clerk") == ["hold", "note"]
    assert verbs("heard", "chief") == ["issue", "hold"]
    assert verbs("heard") == []


def test_a_guard_hides_the_verb_and_says_why() -> None:
    assert verbs("heard", "chief", papers=0) == ["hold"]
    issue = open_to(PERMIT, "heard", {"chief"})[0]
    assert hindrance(PERMIT, issue, 0) == "材料未交齐。"
    assert hindrance(PERMIT, issue, 1) == "材料不足两份。"
    assert hindrance(PERMIT, issue, 2) == ""


@pytest.mark.parametrize(
    ("state", "verb", "who", "papers", "message"),
    [
        ("filed", "issue", "chief", 2, "当前状态为“已受理”，不能“发证”。"),
        ("filed", "burn", "chief", 2, "当前状态为“已受理”，不能“burn”。"),
        ("heard", "issue", "clerk", 2, "“发证”由负责人办理。"),
        ("heard", "hold", "mayor", 2, "“中止”由经办人、负责人办理。"),
        ("heard", "issue", "chief", 1, "材料不足两份。"),
        ("heard", "hold", "chief", 2, "“中止”须写明理由。"),
    ],
)
def test_a_refusal_says_what_is_in_the_way(
    state: str, verb: str, who: str, papers: int, message: str
) -> None:
    with pytest.raises(Refused, match=message):
        apply(PERMIT, state, verb, who={who}, facts=papers, reason="  ")


def test_back_leads_to_where_it_came_from() -> None:
    for state in ("filed", "heard"):
        held = apply(PERMIT, state, "hold", who={"clerk"}, facts=0, reason=" 待鉴定 ")
        assert (held.to, held.before, held.reason) == ("held", state, "待鉴定")
        lifted = apply(PERMIT, "held", "lift", who={"chief"}, facts=0, before=held.before)
        assert (lifted.to, lifted.before) == (state, "held")


def test_back_from_nowhere_is_an_error_of_the_caller() -> None:
    with pytest.raises(ValueError, match="held was not entered from 'issued'"):
        apply(PERMIT, "held", "lift", who={"chief"}, facts=0, before="issued")


def test_staying_keeps_the_way_back() -> None:
    assert apply(PERMIT, "heard", "note", who={"clerk"}, facts=0, before="filed").before == "filed"


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(0, 3)), max_size=60))
def test_a_random_walk_never_leaves_the_states_and_never_gets_stuck(
    walk: list[tuple[int, int]],
) -> None:
    state, before = PERMIT.start, ""
    names = {s.name for s in PERMIT.states}
    for choice, papers in walk:
        steps = available(PERMIT, state, PERMIT.actors, papers)
        assert steps, f"stuck in {state}"
        step = apply(PERMIT, state, steps[choice % len(steps)].verb, who=PERMIT.actors,
                     facts=papers, reason="理由", before=before)  # fmt: skip
        assert step.source == state
        state, before = step.to, step.before
        assert state in names


@given(st.sampled_from([s.name for s in PERMIT.states]), st.integers(0, 3),
       st.sets(st.sampled_from(["clerk", "chief", "mayor"])))  # fmt: skip
def test_what_is_available_can_be_applied_and_nothing_else(
    state: str, papers: int, who: set[str]
) -> None:
    offered = {t.verb for t in available(PERMIT, state, who, papers)}
    before = "heard" if state == "held" else ""
    for verb in {t.verb for t in PERMIT.transitions}:
        try:
            apply(PERMIT, state, verb, who=who, facts=papers, reason="理由", before=before)
        except Refused:
            assert verb not in offered
        else:
            assert verb in offered


def test_the_drawing_names_every_edge() -> None:
    drawing = mermaid(PERMIT)
    assert drawing.startswith("stateDiagram-v2\n    filed: 已受理\n")
    assert "    [*] --> filed\n" in drawing
    assert "    held --> filed: 恢复\n    held --> heard: 恢复\n" in drawing
    assert drawing.endswith("    issued --> [*]\n")
    assert mermaid(replace(PERMIT, name="other")) == drawing
