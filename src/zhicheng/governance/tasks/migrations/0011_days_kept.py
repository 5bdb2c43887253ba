"""A day that the plan states outside of its own period may be kept; each run of a morning has its number."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tasks", "0010_reminders_of_milestones")]
    operations = [
        migrations.AlterField(
            model_name="task",
            name="due_source",
            field=models.CharField(
                choices=[
                    ("stated", "方案写明"),
                    ("inferred", "按规划期推定"),
                    ("decided", "审核时确定"),
                    ("kept", "方案写明，在方案期限之外，按原文保留"),
                ],
                max_length=8,
                verbose_name="时限依据",
            ),
        ),
        migrations.AddField(
            "reminder", "run", models.PositiveSmallIntegerField(default=1, verbose_name="当日第几次")
        ),
    ]
