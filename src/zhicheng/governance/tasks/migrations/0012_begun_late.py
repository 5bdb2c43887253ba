"""How late a start was is kept after the progress has caught up, since a verification can be withdrawn.

Where it has caught up already it is not known any more, and stays empty.
"""

from typing import Any

from django.db import migrations, models
from django.db.models import F


def keep_what_is_known(apps: Any, _editor: Any) -> None:
    late = apps.get_model("tasks", "Assignment").objects.exclude(late_from=None)
    late.update(begun_late=F("late_from"))


class Migration(migrations.Migration):
    dependencies = [("tasks", "0011_days_kept")]

    operations = [
        migrations.AddField(
            "assignment",
            "begun_late",
            models.DateField(blank=True, null=True, verbose_name="签收时启动滞后起始日"),
        ),
        migrations.RunPython(keep_what_is_known, migrations.RunPython.noop),
    ]
