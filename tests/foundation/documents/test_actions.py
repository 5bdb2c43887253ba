"""Replacing templates and going back; who may; what is kept."""

from collections.abc import Iterator
from datetime import datetime

import pytest
from django.core.exceptions import PermissionDenied, ValidationError
from django.db import DatabaseError, transaction
from tests.foundation.documents.kinds import (
    FIELDS,
    KIND,
    VALUES,
    known,
    other,
    sheet,
    stream,
    whole,
)

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.models import Entry
from zhicheng.foundation.documents import actions, queries
from zhicheng.foundation.documents.models import Choice, Template
from zhicheng.foundation.documents.registry import Kind, kind_of, kinds, register
from zhicheng.foundation.documents.rendering import rendered

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kind() -> Iterator[None]:
    with known():
        yield


def replace(by: User, now: datetime, content: bytes, name: str = "函.docx") -> Template:
    return actions.replace(kind=KIND, stream=stream(content), name=name, by=by, at=now)


def test_a_template_is_replaced_chosen_and_put_back(coordinator: User, now: datetime) -> None:
    assert queries.composed(KIND, VALUES) == rendered(whole(), FIELDS, VALUES)
    first = replace(coordinator, now, other(), "C:\\公文\\本市.docx")
    assert first.name == "本市.docx"
    assert queries.chosen(KIND) == first
    assert queries.composed(KIND, VALUES) == rendered(other(), FIELDS, VALUES)
    second = replace(coordinator, now, sheet(lambda made: made.line("{{ note }}")))
    assert queries.chosen(KIND) == second
    actions.choose(kind=KIND, template=first, by=coordinator, at=now)
    assert queries.chosen(KIND) == first
    actions.restore(kind=KIND, by=coordinator, at=now)
    assert queries.chosen(KIND) is None
    assert list(queries.templates_of(KIND)) == [second, first]
    done = Entry.objects.filter(verb__startswith="documents.").order_by("seq")
    verbs = ["replace", "replace", "choose", "restore"]
    assert [entry.verb for entry in done] == [f"documents.{verb}" for verb in verbs]


def test_what_was_composed_is_composed_again(coordinator: User, now: datetime) -> None:
    brought = actions.template_for(kind=KIND, at=now)
    assert actions.template_for(kind=KIND, at=now) == brought
    assert brought.built_in
    own = replace(coordinator, now, other())
    assert actions.template_for(kind=KIND, at=now) == own
    assert queries.composed_from(brought, VALUES) == rendered(whole(), FIELDS, VALUES)
    assert queries.composed_from(own, VALUES) == rendered(other(), FIELDS, VALUES)
    with pytest.raises(LookupError):
        queries.composed_from(Template(kind="tests.gone", file=own.file), VALUES)


@pytest.mark.parametrize(
    ("content", "name", "said"),
    [
        (b"", "x.docx", "空的"),
        (b"hello", "x.txt", "Word 文档"),
        (whole(), "x.pdf", "不以 .docx 结尾"),
        (sheet(lambda made: made.line("{{ nobody }}")), "x.docx", "没有“nobody”这个字段"),
        (sheet(lambda made: made.line("{{ title")), "x.docx", "写法有误"),
        (b"x" * (5 * 1024 * 1024 + 1), "x.docx", "5 MB"),
    ],
)
def test_a_file_that_is_none_changes_nothing(
    coordinator: User, now: datetime, content: bytes, name: str, said: str
) -> None:
    with pytest.raises(ValidationError, match=said):
        replace(coordinator, now, content, name)
    assert not Template.objects.exists()
    assert not Choice.objects.exists()
    assert not Entry.objects.filter(verb__startswith="documents.").exists()


def test_the_same_template_twice_is_refused(coordinator: User, now: datetime) -> None:
    replace(coordinator, now, other())
    with pytest.raises(ValidationError, match="完全相同"):
        replace(coordinator, now, other())


def test_a_template_that_no_longer_fits_is_not_chosen(coordinator: User, now: datetime) -> None:
    template = replace(coordinator, now, other())
    poorer = Kind(KIND.key, "函", FIELDS[1:], whole)
    with pytest.raises(ValidationError, match="title"):
        actions.choose(kind=poorer, template=template, by=coordinator, at=now)


def test_what_is_in_use_already_is_not_restored(coordinator: User, now: datetime) -> None:
    with pytest.raises(ValidationError, match="系统自带"):
        actions.restore(kind=KIND, by=coordinator, at=now)


@pytest.mark.parametrize("who", ["verifier", "head", "leader", "auditor", "outsider"])
def test_only_the_coordinator(who: str, request: pytest.FixtureRequest, now: datetime) -> None:
    person = request.getfixturevalue(who)
    template = actions.template_for(kind=KIND, at=now)
    for act in (
        lambda: replace(person, now, other()),
        lambda: actions.choose(kind=KIND, template=template, by=person, at=now),
        lambda: actions.restore(kind=KIND, by=person, at=now),
    ):
        with pytest.raises(PermissionDenied):
            act()


def test_templates_are_kept(coordinator: User, now: datetime) -> None:
    template = replace(coordinator, now, other())
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        Template.objects.filter(pk=template.pk).update(name="x")
    with pytest.raises(DatabaseError, match="only added to"), transaction.atomic():
        Template.objects.filter(pk=template.pk)._raw_delete("default")  # past Django's own guard


def test_kinds_have_keys_of_their_own() -> None:
    assert register(KIND) is KIND
    assert KIND in kinds()
    assert kind_of("tests.letter") is KIND
    assert kind_of("tests.none") is None
    with pytest.raises(ValueError, match=r"tests\.letter"):
        register(Kind("tests.letter", "另一种", FIELDS, whole))
    with pytest.raises(LookupError):
        queries.built_in("tests.none")
