"""What a column does not hold is refused in words, whoever writes it and however."""

from datetime import datetime

import pytest
from django.core.exceptions import ValidationError
from django.db.models import F
from tests.factories import fresh

from zhicheng.foundation.accounts.models import User
from zhicheng.foundation.audit.fitting import check_fits, check_part
from zhicheng.foundation.audit.seen import update_as_seen
from zhicheng.foundation.units.models import Alias, Unit
from zhicheng.governance.disclosure.models import Opening
from zhicheng.governance.plans.models import Plan

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(
    ("name", "value"),
    [("short_name", "科" * 2000), ("kind", "xyz"), ("order", -(2**70))],
)
def test_what_does_not_fit_is_neither_saved_nor_updated(
    science: Unit, name: str, value: object
) -> None:
    for write in (lambda: science.save(), lambda: science.save(update_fields=[name])):
        setattr(science, name, value)
        with pytest.raises(ValidationError) as refused:
            write()
        assert list(refused.value.error_dict) == [name]
        called = Unit._meta.get_field(name).verbose_name  # type: ignore[union-attr]  # a column
        assert refused.value.messages[0].startswith(f"“{called}”：")
    assert getattr(fresh(science), name) != value


def test_columns_that_are_not_written_are_not_asked(science: Unit) -> None:
    science.kind = "xyz"
    science.order = 7
    science.save(update_fields=["order"])
    loaded = Unit.objects.defer("short_name").get(pk=science.pk)
    loaded.save()
    assert fresh(science).order == 7
    check_fits(science, {"order": F("order") + 1})


def test_a_row_that_is_seen_in_its_version_is_asked_as_well(
    coordinator: User, now: datetime
) -> None:
    plan = Plan.objects.create(title="方案", created_by=coordinator, created_at=now)
    opening = Opening.objects.create(plan=plan, state="open", opens_on=now.date(), opened_at=now)
    with pytest.raises(ValidationError):
        update_as_seen(opening, state="xyz")
    assert fresh(opening).version == opening.version == 0


def test_a_row_of_something_else_is_refused(science: Unit, market: Unit) -> None:
    alias = Alias.objects.create(unit=science, name="科技局旧称")
    check_part(alias, unit=science)
    check_part(None, unit=market)
    with pytest.raises(ValidationError, match="不属于"):
        check_part(alias, unit=market)
