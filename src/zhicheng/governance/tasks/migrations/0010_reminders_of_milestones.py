"""Milestones are reminded of as well, and of each reminder it is known who was told."""

from django.conf import settings
from django.db import migrations, models


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
    ]
