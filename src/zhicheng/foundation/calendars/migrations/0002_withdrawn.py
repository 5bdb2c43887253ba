"""A year that was loaded by mistake can be taken back, with the reason."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("calendars", "0001_initial")]
    operations = [
        migrations.AddField(
            "loadedyear",
            "withdrawn_at",
            models.DateTimeField(blank=True, null=True, verbose_name="撤回时间"),
        ),
        migrations.AddField(
            "loadedyear",
            "withdrawn_because",
            models.TextField(blank=True, default="", verbose_name="撤回理由"),
            preserve_default=False,
        ),
        migrations.AddConstraint(
            "loadedyear",
            models.CheckConstraint(
                condition=models.Q(withdrawn_at=None, withdrawn_because="")
                | (
                    models.Q(withdrawn_at__isnull=False, in_force=False)
                    & ~models.Q(withdrawn_because="")
                ),
                name="calendar_withdrawn_with_reason",
            ),
        ),
    ]
