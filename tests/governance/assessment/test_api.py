"""Assessments for programs, in the sample city."""

from datetime import datetime
from hashlib import sha256
from typing import Any

import pytest
from tests.city import furnish
from tests.factories import make_unit, make_user
from tests.programs import Program

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.accounts.rules import Role
from zhicheng.foundation.files.queries import content
from zhicheng.foundation.units.actions import succeed
from zhicheng.foundation.units.rules import ReformKind
from zhicheng.governance.assessment.models import (
    Adjustment,
    Appeal,
    Entry,
    Proof,
    Scheme,
    Sheet,
    Snapshot,
)

pytestmark = [pytest.mark.usefixtures("sample_city"), pytest.mark.django_db]


def program(username: str) -> Program:
    return Program(User.objects.get(username=username))


def _by_state(found: Program) -> dict[str, Any]:
    return {one["state"]: one for one in found.get("/assessments").json()["items"]}


def test_what_was_frozen_is_seen_with_its_places() -> None:
    unit = program("kjj")
    frozen = _by_state(unit)["frozen"]
    assert unit.get(f"/assessments/{frozen['id']}").json() == frozen
    sheets = unit.get(f"/assessments/{frozen['id']}/sheets").json()["items"]
    assert len(sheets) == Scheme.objects.get(pk=frozen["id"]).sheets.count()
    assert {1} <= {sheet["rank"] for sheet in sheets} and all(s["total"] for s in sheets)


def test_before_that_a_unit_sees_its_own_and_no_place() -> None:
    unit = program("kjj")
    schemes = unit.get("/assessments").json()["items"]
    sheets = [
        sheet
        for one in schemes
        if one["state"] == "published"
        for sheet in unit.get(f"/assessments/{one['id']}/sheets").json()["items"]
    ]
    assert {sheet["unit"] for sheet in sheets} == {"市科技局"}
    assert {sheet["rank"] for sheet in sheets} == {None}


def test_drafts_are_the_offices() -> None:
    draft = _by_state(program("coordinator"))["draft"]["id"]
    assert "draft" not in _by_state(program("kjj"))
    assert program("kjj").get(f"/assessments/{draft}").status_code == 404
    assert program("kjj").get(f"/assessments/{draft}/sheets").status_code == 404


def test_who_reads_no_plans_sees_none() -> None:
    assert Program(make_user(Role.ADMINISTRATOR)).get("/assessments").json()["items"] == []


def test_the_days_of_a_scheme() -> None:
    frozen = _by_state(program("kjj"))["frozen"]
    row = Scheme.objects.get(pk=frozen["id"])
    for name in ("self_by", "submit_by", "announced_on", "appeal_until"):
        day = getattr(row, name)
        assert frozen[name] == (str(day) if day else None), name
    assert (frozen["appeal_days"], frozen["answer_days"]) == (row.appeal_days, row.answer_days)
    assert frozen["basis"] == row.basis


def test_the_frozen_result_byte_for_byte() -> None:
    office = program("coordinator")
    kept = Snapshot.objects.all()[0]
    answer = office.get(f"/assessments/{kept.scheme_id}/frozen")
    assert answer.content.decode() == kept.content
    assert answer["Content-Type"].startswith("application/json")
    assert answer["ETag"] == f'"{sha256(answer.content).hexdigest()}"' == f'"{kept.sha256}"'
    office.language = {"If-None-Match": answer["ETag"]}
    assert office.get(f"/assessments/{kept.scheme_id}/frozen").status_code == 304


def test_the_frozen_result_whole_is_for_those_who_see_the_whole_city() -> None:
    kept = Snapshot.objects.all()[0]
    running = Scheme.objects.filter(state="published")[0]
    assert program("kjj").get(f"/assessments/{kept.scheme_id}/frozen").status_code == 404
    assert program("coordinator").get(f"/assessments/{running.pk}/frozen").status_code == 404


def test_proofs_and_the_rows_behind_a_score(now: datetime) -> None:
    furnish(now)
    office = program("coordinator")
    scores = _all(office, "/scores")
    assert any(one["lineage"].get("rows") for one in scores)
    told = {proof["id"]: proof for one in scores for proof in one["proofs"]}
    rows = Proof.objects.select_related("file").in_bulk()
    assert set(told) == set(rows)
    assert {one["evidence_id"] for one in told.values()} == {r.evidence_id for r in rows.values()}
    [key, *_rest] = told
    answer = office.get(f"/proofs/{key}/content")
    assert b"".join(answer.streaming_content) == content(rows[key].file)
    assert answer["ETag"] == f'"{told[key]["sha256"]}"'


def test_evidence_that_another_score_has_already() -> None:
    taken = Proof.objects.exclude(entry__sheet__scheme__state="frozen")[0]
    other = Entry.objects.exclude(pk=taken.entry_id)[0]
    Proof.objects.filter(pk=taken.pk).update(evidence=None, observation=None, taken_from=other)
    told = [proof for one in _all(program("coordinator"), "/scores") for proof in one["proofs"]]
    assert [one["taken_from_id"] for one in told if one["id"] == taken.pk] == [other.pk]


def test_a_sheet_that_was_merged_says_into_which(now: datetime) -> None:
    office = User.objects.get(username="coordinator")
    old, new = Sheet.objects.filter(scheme__state="published", scheme__subject="units")[:2]
    succeed(
        unit=old.unit, successor=new.unit, kind=ReformKind.MERGE, on=now.date(), document="文件",
        by=office, at=now,
    )  # fmt: skip
    found = {
        one["id"]: one for one in _all(Program(office), f"/assessments/{old.scheme_id}/sheets")
    }
    merged = found[old.pk]
    assert (merged["state"], merged["unit_id"], merged["into_id"]) == (
        "merged",
        old.unit_id,
        new.pk,
    )
    assert (merged["total"], merged["rank"], found[new.pk]["into_id"]) == (None, None, None)


def test_files_of_adjustments_and_appeals(now: datetime) -> None:
    furnish(now)
    running = Appeal.objects.exclude(sheet__scheme__state="frozen")
    assert running.update(file=None, file_name="")
    office = program("coordinator")
    for path in ("/adjustments", "/appeals"):
        for one in _all(office, path):
            answer = office.get(f"{path}/{one['id']}/content")
            assert answer.status_code == (200 if one["sha256"] else 404)
            assert bool(one["sha256"]) == bool(one["file_name"])
            if one["sha256"]:
                assert answer["ETag"] == f'"{one["sha256"]}"'
    assert any(one["sha256"] for one in _all(office, "/adjustments"))
    assert any(not one["sha256"] for one in _all(office, "/appeals"))


def test_a_neighbour_gets_no_file(now: datetime) -> None:
    furnish(now)
    neighbour = Program(make_user(Role.UNIT_OFFICER, Role.UNIT_HEAD, unit=make_unit("市新设局")))
    for path, row in (
        ("proofs", Proof.objects.all()[0]),
        ("adjustments", Adjustment.objects.exclude(file=None)[0]),
        ("appeals", Appeal.objects.all()[0]),
    ):
        assert neighbour.get(f"/{path}/{row.pk}/content").status_code == 404


def _all(found: Program, path: str) -> list[dict[str, Any]]:
    rows, after = [], ""
    while after is not None:
        page = found.get(path, limit=200, after=after).json()
        rows += page["items"]
        after = page["next"]
    return rows
