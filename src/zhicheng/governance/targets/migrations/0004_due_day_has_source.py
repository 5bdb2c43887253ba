from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("targets", "0003_due_source")]
    operations = [
        migrations.AddConstraint(
            "target",
            models.CheckConstraint(
                condition=models.Q(due_on=None, due_source="")
                | models.Q(due_on__isnull=False, due_source__in=["stated", "inferred", "decided"]),
                name="target_due_day_has_source",
            ),
        )
    ]
