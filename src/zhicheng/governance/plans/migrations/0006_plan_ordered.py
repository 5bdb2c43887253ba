from typing import Any

from django.db import migrations, models


def mark(apps: Any, schema_editor: Any) -> None:
    """What came into force without being read, another room had written: minutes with what was resolved."""
    alias = schema_editor.connection.alias
    versions = apps.get_model("plans", "Version").objects.using(alias)
    unread = versions.filter(number=1, published_at__isnull=False, reading={})
    plans = apps.get_model("plans", "Plan").objects.using(alias)
    plans.filter(pk__in=list(unread.values_list("plan", flat=True))).update(ordered=True)


class Migration(migrations.Migration):
    dependencies = [("plans", "0005_values_without_floats")]
    operations = [
        migrations.AddField(
            model_name="plan",
            name="ordered",
            field=models.BooleanField(default=False, verbose_name="议定事项"),
        ),
        migrations.RunPython(mark, migrations.RunPython.noop),
    ]
