"""Milestones count their changes, and are reminded of."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("systems", "0003_said_on"),
    ]
    operations = [
        migrations.AddField("milestone", "version", models.PositiveIntegerField(default=0)),
        migrations.CreateModel(
            name="Reminder",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True, primary_key=True, serialize=False, verbose_name="ID"
                    ),
                ),
                ("rule", models.CharField(max_length=20, verbose_name="规则")),
                ("anchor_on", models.DateField(verbose_name="计划日期")),
                ("on", models.DateField(verbose_name="日期")),
                ("provisional", models.BooleanField(default=False, verbose_name="按预计日历")),
                ("at", models.DateTimeField(verbose_name="时间")),
                (
                    "milestone",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="reminders",
                        to="systems.milestone",
                    ),
                ),
                (
                    "told",
                    models.ManyToManyField(
                        related_name="+", to=settings.AUTH_USER_MODEL, verbose_name="通知对象"
                    ),
                ),
            ],
            options={
                "verbose_name": "节点提醒记录",
                "verbose_name_plural": "节点提醒记录",
                "ordering": ["milestone", "id"],
                "constraints": [
                    models.UniqueConstraint(
                        fields=("milestone", "rule", "anchor_on"),
                        name="system_reminder_once",
                    )
                ],
            },
        ),
    ]
