"""A draft of a circular can be discarded."""

from typing import Any

from django.db import migrations, models
from django.db.models import Q

from zhicheng.governance.supervision.guard import GUARD


def remove(apps: Any, schema_editor: Any) -> None:
    """SQLite makes the table anew, and the triggers on its neighbours name it; every migrate puts them back."""
    GUARD.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("supervision", "0002_requests_and_circulars")]

    operations = [
        migrations.RunPython(remove, migrations.RunPython.noop),
        migrations.RemoveConstraint("circular", "circular_published_is_complete"),
        migrations.AlterField(
            "circular",
            "state",
            models.CharField(
                choices=[("draft", "草稿"), ("published", "已印发"), ("discarded", "已作废")],
                default="draft",
                max_length=9,
                verbose_name="状态",
            ),
        ),
        migrations.AddConstraint(
            "circular",
            models.CheckConstraint(
                condition=Q(
                    state__in=["draft", "discarded"], number="", published_by=None,
                    published_on=None,
                )
                | (
                    Q(state="published", published_by__isnull=False, published_on__isnull=False)
                    & ~Q(number="")
                ),
                name="circular_published_is_complete",
            ),
        ),
    ]  # fmt: skip
