"""Since when a milestone is said to be reached: for what there is, the day of the step in the history."""

from typing import Any

from django.db import migrations, models
from django.db.models import Q
from django.utils import timezone


def find_days(apps: Any, _editor: Any) -> None:
    """Without such a step, which no action left out, the day itself."""
    rows = apps.get_model("systems", "Milestone").objects.exclude(done_on=None)
    for row in rows.select_related("system"):
        said = row.system.steps.filter(verb="reach", reason=f"{row.name}，{row.done_on}").last()
        row.said_on = timezone.localdate(said.at) if said else row.done_on
        row.save(update_fields=["said_on"])


class Migration(migrations.Migration):
    dependencies = [("systems", "0002_kept")]
    operations = [
        migrations.AddField(
            "milestone",
            "said_on",
            models.DateField(blank=True, null=True, verbose_name="登记日期"),
        ),
        migrations.RunPython(find_days, migrations.RunPython.noop, elidable=True),
        migrations.AddConstraint(
            "milestone",
            models.CheckConstraint(
                condition=Q(("done_on", None), ("said_on", None))
                | Q(("done_on__isnull", False), ("said_on__isnull", False)),
                name="milestone_reached_is_said",
            ),
        ),
    ]
