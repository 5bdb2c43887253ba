"""Milestones are reminded of as well, and of each reminder it is known who was told."""

from django.conf import settings
from django.db import migrations, models

CONDITIONS = [
    ("overdue", "逾期"),
    ("behind", "滞后"),
    ("late_start", "逾期未签收"),
    ("begun_late", "启动滞后"),
    ("soon", "临期"),
    ("normal", "正常"),
    ("frozen", "已冻结"),
    ("done", "办结"),
    ("ended", "终止"),
]


def frozen_as() -> models.CharField:
    return models.CharField(
        blank=True, choices=CONDITIONS, default="", max_length=12, verbose_name="冻结时时限"
    )


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("tasks", "0009_duties_last"),
    ]
    operations = [
        migrations.RemoveConstraint("reminder", "reminder_once"),
        migrations.AddField("reminder", "milestone", models.CharField(blank=True, max_length=40)),
        migrations.AddField(
            "reminder",
            "told",
            models.ManyToManyField(
                related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="通知对象"
            ),
        ),
        migrations.AddConstraint(
            "reminder",
            models.UniqueConstraint(
                fields=("assignment", "rule", "anchor_on", "milestone"), name="reminder_once"
            ),
        ),
        migrations.AlterField("assignment", "frozen_as", frozen_as()),
        migrations.AlterField("task", "frozen_as", frozen_as()),
    ]
