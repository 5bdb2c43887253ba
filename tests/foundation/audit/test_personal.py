"""Personal data in the chain: only as ciphertext, and unreadable once its key is erased."""

from datetime import datetime

import pytest
from django.db import transaction

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit import personal
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.models import Entry, SubjectKey
from zhicheng.foundation.audit.personal import ENCRYPTED, ERASED, UNREADABLE, Personal
from zhicheng.foundation.audit.queries import verify

pytestmark = pytest.mark.django_db


def test_no_plain_name_reaches_the_database() -> None:
    stored = personal.Sealer().sealed({"name": Personal("user:1", "林知夏"), "unit": 3})
    assert "林知夏" not in str(stored)
    assert stored["unit"] == 3
    assert personal.opened(stored) == {"name": "林知夏", "unit": 3}
    assert personal.masked(stored) == {"name": ENCRYPTED, "unit": 3}


def test_it_is_sealed_at_any_depth() -> None:
    stored = personal.Sealer().sealed(
        {"people": [{"name": Personal("user:1", "林知夏")}, Personal("user:2", "周明远"), "x"]}
    )
    assert "林知夏" not in str(stored)
    assert "周明远" not in str(stored)
    assert personal.opened(stored) == {"people": [{"name": "林知夏"}, "周明远", "x"]}
    assert personal.is_personal(stored)
    assert not personal.is_personal({"unit": 3, "list": [1]})


def test_one_key_serves_a_person_and_no_other() -> None:
    personal.Sealer().sealed({"a": Personal("user:1", "甲"), "b": Personal("user:1", "乙")})
    personal.Sealer().sealed({"a": Personal("user:2", "丙")})
    assert set(SubjectKey.objects.values_list("subject", flat=True)) == {"user:1", "user:2"}


def test_erasing_the_key_leaves_the_chain_whole(officer: User, now: datetime) -> None:
    with transaction.atomic():
        record(
            by=officer,
            at=now,
            verb="test.rename",
            subject=officer,
            before={"name": Personal("user:1", "林知夏")},
            after={"name": Personal("user:2", "周明远")},
        )
    assert personal.erase("user:1") is True
    assert personal.erase("user:1") is False
    entry = Entry.objects.get()
    assert personal.opened(entry.before) == {"name": ERASED}
    assert personal.opened(entry.after) == {"name": "周明远"}
    assert list(verify()) == []


def test_data_from_before_the_erasure_stays_erased_under_a_new_key() -> None:
    old = personal.Sealer().sealed({"name": Personal("user:1", "林知夏")})
    personal.erase("user:1")
    new = personal.Sealer().sealed({"name": Personal("user:1", "林知夏")})
    assert personal.opened(old) == {"name": ERASED}
    assert personal.opened(new) == {"name": "林知夏"}


def test_a_key_that_does_not_unwrap_says_so_and_claims_no_erasure() -> None:
    stored = personal.Sealer().sealed({"name": Personal("user:1", "林知夏")})
    SubjectKey.objects.update(wrapped=b"x" * 60)
    assert personal.opened(stored) == {"name": UNREADABLE}
