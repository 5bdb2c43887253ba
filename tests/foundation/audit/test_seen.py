"""Whoever comes second on a row is told who was quicker."""

from datetime import datetime

import pytest
from tests.factories import make_unit

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.actions import record
from zhicheng.foundation.audit.registry import name_verbs
from zhicheng.foundation.audit.seen import overtaken

pytestmark = pytest.mark.django_db


def test_who_did_what_and_when_is_what_the_chain_says_last(officer: User, now: datetime) -> None:
    name_verbs({"tests.rename": "更名"})
    unit = make_unit("市数据局")
    record(by=officer, at=now, verb="tests.open", subject=unit)
    record(by=officer, at=now, verb="tests.rename", subject=unit)
    said = str(overtaken(unit))
    assert said.startswith(f"{officer.name}已于") and "“更名”，您的操作未执行" in said


def test_of_a_row_that_the_chain_does_not_name_only_that_it_changed(db: None) -> None:
    assert "内容已由他人改动" in str(overtaken(make_unit("市数据局")))
