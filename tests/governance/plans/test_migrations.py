"""Items that were read before are brought into the form that the audit chain takes."""

from importlib import import_module

from django.apps import apps
from django.db import connection

from zhicheng.governance.plans.models import Version

MIGRATION = import_module("zhicheng.governance.plans.migrations.0005_values_without_floats")


def test_a_draft_loses_no_digit(draft: Version) -> None:
    item = draft.items.filter(kind="target")[0]
    item.values |= {"confidence": 0.7, "parts": [1.0, {"share": 0.25}]}
    item.save(update_fields=["values"])
    others = list(draft.items.exclude(pk=item.pk).order_by("pk").values_list("values", flat=True))
    MIGRATION.without_floats(apps, connection.schema_editor())
    item.refresh_from_db()
    assert item.values["confidence"] == "0.7"
    assert item.values["parts"] == ["1.0", {"share": "0.25"}]
    left = list(draft.items.exclude(pk=item.pk).order_by("pk").values_list("values", flat=True))
    assert left == others
