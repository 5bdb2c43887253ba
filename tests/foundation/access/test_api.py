"""Files that programs bring, and the audit chain as they read it."""

from datetime import datetime

import pytest
from django.core.exceptions import ValidationError
from tests.programs import Program

from zhicheng.foundation.access.models import Brought
from zhicheng.foundation.access.queries import brought_by
from zhicheng.foundation.accounts.actions.people import add_user
from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.files.models import path_of

pytestmark = pytest.mark.django_db
CONTENT = "佐证材料。".encode() * 20


def test_who_one_is(officer: User) -> None:
    program = Program(officer, "read:tasks")
    assert program.get("/me").json() == {
        "token": "程序", "username": officer.username, "scopes": ["read:tasks"],
        "expires_on": program.token.expires_on.isoformat(),
    }  # fmt: skip


def test_a_file_comes_and_goes_with_its_hash(officer: User) -> None:
    program = Program(officer)
    made = program.bring(CONTENT, "目录/材料.txt").json()
    assert (made["name"], made["size"], made["media_type"]) == ("材料.txt", 300, "text/plain")
    assert program.get(f"/files/{made['id']}").json() == made
    sent = program.get(f"/files/{made['id']}/content")
    assert sent.getvalue() == CONTENT and sent["ETag"] == f'"{made["sha256"]}"'
    known = program.client.get(
        f"/api/v1/files/{made['id']}/content", headers={"If-None-Match": sent["ETag"]}
    )
    assert known.status_code == 304
    assert str(Brought.objects.get()) == "材料.txt"


def test_a_file_is_looked_at(officer: User) -> None:
    program = Program(officer)
    assert program.bring(b"MZ\x90\x00" * 20, "x.txt").status_code == 422
    assert program.bring(CONTENT, "x.pdf").status_code == 422
    assert program.bring(CONTENT, "").status_code == 422
    assert not Brought.objects.exists()


def test_without_a_role_none_is_taken_in(outsider: User) -> None:
    assert Program(outsider).bring(CONTENT).status_code == 403
    assert not Brought.objects.exists()


def test_only_ones_own_files(officer: User, head: User) -> None:
    key = Program(officer).bring(CONTENT).json()["id"]
    other = Program(head)
    assert other.get("/files").json() == {"items": [], "next": None}
    assert other.get(f"/files/{key}").status_code == 404
    assert other.get(f"/files/{key}/content").status_code == 404
    with brought_by(officer, [key]) as (file,):
        assert (file.name, file.stream.read()) == ("材料.txt", CONTENT)


def test_bytes_that_are_gone(officer: User) -> None:
    program = Program(officer)
    made = program.bring(CONTENT).json()
    path_of(made["sha256"]).unlink()
    assert program.get(f"/files/{made['id']}/content").status_code == 404
    with (
        pytest.raises(ValidationError, match="没有您上传的文件"),
        brought_by(officer, [made["id"]]),
    ):
        pass


def test_pages_stay_while_rows_come(officer: User) -> None:
    program = Program(officer)
    names = [program.bring(CONTENT, f"{n}.txt").json()["name"] for n in range(5)]
    first = program.get("/files", limit=2).json()
    program.bring(CONTENT, "5.txt")
    second = program.get("/files", limit=2, after=first["next"]).json()
    third = program.get("/files", limit=2, after=second["next"]).json()
    read = [row["name"] for page in (first, second, third) for row in page["items"]]
    assert read == [*names, "5.txt"] and third["next"] is None


def test_the_chain_as_the_auditor_reads_it(
    auditor: User, administrator: User, now: datetime
) -> None:
    add_user(username="newcomer", name="新同事", unit=None, by=administrator, at=now)
    program = Program(auditor)
    found = program.get("/audit", verb="accounts.").json()["items"]
    assert [row["verb"] for row in found] == ["accounts.add_user"]
    assert "新同事" not in str(found) and "已加密" in str(found)
    one = program.get(f"/audit/{found[0]['seq']}").json()
    assert one == found[0] and one["digest"] == Entry.objects.get(seq=one["seq"]).digest
    assert program.get("/audit", verb="accounts.add_user").json()["items"] == found
    assert program.get("/audit", verb="accounts").json()["items"] == []
    assert len(program.get("/audit").json()["items"]) == Entry.objects.count()
    assert program.get("/audit/999").status_code == 404
