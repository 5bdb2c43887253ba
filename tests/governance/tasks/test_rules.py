"""The procedure of a task and the state of the whole – on plain values."""

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from zhicheng.engines.procedures.drawing import mermaid
from zhicheng.engines.procedures.running import Refused, apply, available
from zhicheng.governance.tasks.rules import (
    ASSIGNMENT,
    FINAL,
    OUTCOME,
    TOLD,
    As,
    Facts,
    Kind,
    Part,
    Stage,
    task_stage,
)

GOOD = Facts(reportable=True, evidence=1, progress=100)
EVERYBODY = frozenset(As)


def walk(*verbs: tuple[As, str], facts: Facts = GOOD) -> Stage:
    """Where these steps lead, from the start."""
    stage, before = ASSIGNMENT.start, ""
    for who, verb in verbs:
        step = apply(ASSIGNMENT, stage, verb, who={who}, facts=facts, reason="理由", before=before)
        stage, before = step.to, step.before
    return Stage(stage)


LINE = (
    (As.PUBLICATION, "assign"),
    (As.OFFICER, "sign"),
    (As.OFFICER, "begin"),
    (As.HEAD, "send"),
    (As.VERIFIER, "verify"),
    (As.VERIFIER, "close"),
)


def test_the_line_from_publication_to_close() -> None:
    stages = [walk(*LINE[:n]) for n in range(1, len(LINE) + 1)]
    assert stages == ["assigned", "accepted", "in_progress", "reported", "verified", "closed"]


def test_a_returned_report_is_sent_again() -> None:
    assert walk(*LINE[:4], (As.VERIFIER, "return"), (As.HEAD, "send")) is Stage.REPORTED
    assert walk(*LINE[:5], (As.VERIFIER, "return")) is Stage.RETURNED


def test_a_refused_freeze_leaves_everything_as_it_was() -> None:
    for steps in range(1, 6):
        stage = walk(*LINE[:steps])
        for verb, who in (("refuse_freeze", As.LEADER), ("withdraw_freeze", As.HEAD)):
            assert walk(*LINE[:steps], (As.HEAD, "ask_freeze"), (who, verb)) is stage


def test_an_approved_freeze_ends_with_the_work_going_on() -> None:
    frozen = (*LINE[:3], (As.COORDINATOR, "ask_freeze"), (As.LEADER, "approve_freeze"))
    assert walk(*frozen) is Stage.FROZEN
    assert walk(*frozen, (As.COORDINATOR, "unfreeze")) is Stage.IN_PROGRESS


def test_a_closed_task_is_reopened_and_worked_on() -> None:
    again = walk(*LINE, (As.COORDINATOR, "reopen"), (As.OFFICER, "carry_on"), (As.HEAD, "send"))
    assert again is Stage.REPORTED


@pytest.mark.parametrize(
    ("steps", "who", "verb", "facts", "message"),
    [
        (5, As.COORDINATOR, "close", GOOD, "“销号”由联席会议办公室复核员办理"),
        (4, As.COORDINATOR, "verify", GOOD, "“复核通过”由联席会议办公室复核员办理"),
        (3, As.OFFICER, "send", GOOD, "“报送”由责任单位负责人办理"),
        (4, As.VERIFIER, "verify", Facts(independent=False), "复核人不得来自报送单位"),
        (5, As.VERIFIER, "close", Facts(evidence=0, progress=100), "没有佐证材料"),
        (5, As.VERIFIER, "close", Facts(evidence=1, progress=80), "进度未到 100%"),
        (5, As.VERIFIER, "close", Facts(evidence=1, progress=None), "进度未到 100%"),
        (3, As.HEAD, "send", Facts(reportable=False), "请先填写办理情况"),
        (6, As.VERIFIER, "reopen", Facts(ordered=False), "现行方案已不再安排"),
        (0, As.COORDINATOR, "assign", Facts(ordered=False), "现行方案已不再安排"),
        (3, As.LEADER, "approve_freeze", GOOD, "当前状态为“办理中”，不能“批准冻结”"),
    ],
)
def test_what_is_refused(steps: int, who: As, verb: str, facts: Facts, message: str) -> None:
    stage = walk(*LINE[:steps])
    with pytest.raises(Refused, match=message):
        apply(ASSIGNMENT, stage, verb, who={who}, facts=facts, reason="理由")


@pytest.mark.parametrize(
    "verb", ["return", "reopen", "ask_freeze", "refuse_freeze", "unfreeze", "restart", "end"]
)
def test_verbs_that_need_a_reason_say_so(verb: str) -> None:
    edge = next(t for t in ASSIGNMENT.transitions if t.verb == verb)
    with pytest.raises(Refused, match="须写明理由"):
        apply(ASSIGNMENT, edge.sources[0], verb, who=EVERYBODY, facts=GOOD)


@given(st.lists(st.integers(0, 100), max_size=80), st.booleans())
def test_a_random_walk_keeps_to_the_stages_and_never_gets_stuck(
    picks: list[int], evidence: bool
) -> None:
    facts = Facts(reportable=True, evidence=int(evidence), progress=100)
    stage, before = ASSIGNMENT.start, ""
    for pick in picks:
        steps = available(ASSIGNMENT, stage, EVERYBODY, facts)
        assert steps, stage
        verb = steps[pick % len(steps)].verb
        assert (verb, evidence) != ("close", False)
        step = apply(
            ASSIGNMENT, stage, verb, who=EVERYBODY, facts=facts, reason="理由", before=before
        )
        stage, before = step.to, step.before
        assert stage in set(Stage)


def test_tables_name_only_verbs_that_exist() -> None:
    verbs = {t.verb for t in ASSIGNMENT.transitions}
    assert set(OUTCOME) | set(TOLD) <= verbs


def test_the_documentation_shows_the_procedure_as_it_is() -> None:
    text = (Path(__file__).parents[3] / "docs" / "ledger.md").read_text("utf-8")
    assert f"```mermaid\n{mermaid(ASSIGNMENT)}```" in text


def parts(**stages: str) -> list[Part]:
    """lead="…", a="…", b="…": the lead, and other units."""
    kinds = {"lead": Kind.LEAD}
    return [Part(kinds.get(n, Kind.RESPONSIBLE), Stage(s)) for n, s in stages.items()]


@pytest.mark.parametrize(
    ("stages", "whole"),
    [
        ({}, "drafted"),
        ({"a": "ended"}, "drafted"),
        ({"a": "closed", "b": "closed"}, "closed"),
        ({"a": "closed", "b": "ended"}, "closed"),
        ({"lead": "closed", "a": "in_progress"}, "in_progress"),
        ({"lead": "closed", "a": "reported"}, "reported"),
        ({"a": "frozen", "b": "frozen"}, "frozen"),
        ({"a": "frozen", "b": "closed"}, "frozen"),
        ({"a": "frozen", "b": "reported"}, "reported"),
        ({"lead": "frozen", "a": "assigned"}, "assigned"),
        ({"a": "assigned", "b": "assigned"}, "assigned"),
        ({"a": "assigned", "b": "accepted"}, "assigned"),
        ({"a": "accepted", "b": "accepted"}, "accepted"),
        ({"a": "assigned", "b": "in_progress"}, "in_progress"),
        ({"a": "assigned", "b": "closed"}, "in_progress"),
        ({"a": "in_progress", "b": "reported"}, "in_progress"),
        ({"a": "returned", "b": "reported"}, "in_progress"),
        ({"a": "freeze_asked"}, "in_progress"),
        ({"a": "reopened"}, "in_progress"),
        ({"a": "reported", "b": "verified"}, "reported"),
        ({"lead": "reported", "a": "in_progress"}, "reported"),
        ({"lead": "in_progress", "a": "reported"}, "in_progress"),
        ({"lead": "verified", "a": "assigned"}, "verified"),
    ],
)
def test_the_state_of_a_task_follows_from_its_units(stages: dict[str, str], whole: str) -> None:
    assert task_stage(parts(**stages)) == whole


def test_a_task_without_work_that_is_no_longer_ordered_has_ended() -> None:
    assert task_stage([], ordered=False) is Stage.ENDED
    assert task_stage(parts(a="ended"), ordered=False) is Stage.ENDED
    assert task_stage(parts(a="closed", b="ended"), ordered=False) is Stage.CLOSED


some_parts = st.lists(st.builds(Part, st.sampled_from(Kind), st.sampled_from(Stage)), max_size=6)


@given(some_parts, st.randoms())
def test_the_whole_never_depends_on_the_order_of_its_parts(
    found: list[Part], random: object
) -> None:
    shuffled = list(found)
    random.shuffle(shuffled)  # type: ignore[attr-defined]  # Hypothesis gives a random.Random
    assert task_stage(found) is task_stage(shuffled)


@given(some_parts)
def test_closed_means_that_every_unit_is_done(found: list[Part]) -> None:
    stages = {part.stage for part in found}
    assert (task_stage(found) is Stage.CLOSED) == (stages <= FINAL and Stage.CLOSED in stages)
