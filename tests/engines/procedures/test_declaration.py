"""A declaration that does not hold together is refused when it is built, with every fault named."""

from dataclasses import replace

import pytest

from zhicheng.engines.procedures.declaration import (
    BACK,
    Guard,
    MalformedProcedure,
    Procedure,
    State,
    Transition,
)

LEAVE = Procedure[bool](
    name="leave of absence",
    start="asked",
    states=(
        State("asked", "已申请"),
        State("paused", "暂缓"),
        State("granted", "已准假", final=True),
    ),
    actors={"head": "负责人", "officer": "经办人"},
    guards=(Guard("staffed", lambda staffed: staffed, "无人代班，不能准假。"),),
    transitions=(
        Transition(("asked",), "grant", "准假", "granted", ("head",), "art 1", ("staffed",)),
        Transition(("asked",), "pause", "暂缓", "paused", ("head", "officer"), "art 2"),
        Transition(("paused",), "resume", "恢复", BACK, ("officer",), "art 2", needs_reason=True),
    ),
)


def faults(**changes: object) -> tuple[str, ...]:
    with pytest.raises(MalformedProcedure) as caught:
        replace(LEAVE, **changes)  # type: ignore[arg-type]  # wrong on purpose
    return caught.value.faults


def edge(**changes: object) -> tuple[Transition, ...]:
    """The procedure's transitions, the first of them changed."""
    return (replace(LEAVE.transitions[0], **changes), *LEAVE.transitions[1:])  # type: ignore[arg-type]  # as above


def test_a_sound_procedure_answers_by_name() -> None:
    assert LEAVE.state("paused").title == "暂缓"
    assert LEAVE.guard("staffed").refusal.startswith("无人代班")
    assert [t.verb for t in LEAVE.leaving("asked")] == ["grant", "pause"]
    assert LEAVE.entered_from("paused") == {"asked"}
    with pytest.raises(KeyError):
        LEAVE.state("lost")


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"start": "nowhere"}, "unknown start nowhere"),
        ({"transitions": edge(sources="asked")}, "grant: sources is a bare string"),
        ({"transitions": edge(who="head")}, "grant: who is a bare string"),
        ({"transitions": edge(guards="staffed")}, "grant: guards is a bare string"),
        ({"transitions": edge(sources=("aksed",))}, "grant: unknown state aksed"),
        ({"transitions": edge(to="grnated")}, "grant: unknown state grnated"),
        ({"transitions": edge(sources=("asked", BACK))}, "grant: BACK is a target, never a source"),
        ({"transitions": edge(who=("haed",))}, "grant: unknown actor haed"),
        ({"transitions": edge(guards=("stafed",))}, "grant: unknown guard stafed"),
        ({"transitions": edge(verb="pause")}, "pause: twice from asked"),
        ({"transitions": edge(verb="pause")}, "pause: two titles"),
        ({"states": (*LEAVE.states, State("asked", "又申请"))}, "state asked twice"),
        ({"guards": LEAVE.guards * 2}, "guard staffed twice"),
        ({"transitions": edge(sources=())}, "grant: from no state"),
        ({"transitions": edge(who=())}, "grant: nobody may"),
        ({"transitions": edge(citation="")}, "grant: no citation"),
        ({"actors": {**LEAVE.actors, "mayor": "市长"}}, "actor mayor never acts"),
        ({"transitions": edge(guards=())}, "guard staffed never asked"),
        ({"states": (*LEAVE.states, State("lost", "失踪", final=True))}, "state lost is unreachable"),
        ({"transitions": edge(to="asked")}, "state granted is unreachable"),
        ({"transitions": edge(to="asked")}, "state asked is a dead end"),
        ({"transitions": LEAVE.transitions[:2]}, "state paused is a dead end"),
        ({"transitions": (*LEAVE.transitions, replace(LEAVE.transitions[2], sources=("granted",), verb="x"),
                          replace(LEAVE.transitions[1], sources=("granted",)))},
         "state paused: BACK to granted, which has a BACK"),
        ({"transitions": (*LEAVE.transitions, replace(LEAVE.transitions[2], sources=("asked",)))},
         "state asked: nothing to go back to"),
    ],
)  # fmt: skip
def test_each_fault_is_named(changes: dict[str, object], fault: str) -> None:
    assert any(found.startswith(fault) for found in faults(**changes)), faults(**changes)


def test_all_faults_come_in_one_error() -> None:
    with pytest.raises(MalformedProcedure, match=r"leave of absence: .*haed.*; .*stafed") as caught:
        replace(LEAVE, transitions=edge(who=("haed",), guards=("stafed",)))
    assert len(caught.value.faults) == 2
