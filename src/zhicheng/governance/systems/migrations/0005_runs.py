"""Each run of a morning has its number, so that its notices lead to what they speak of."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("systems", "0004_seen_and_reminded")]
    operations = [
        migrations.AddField(
            "reminder", "run", models.PositiveSmallIntegerField(default=1, verbose_name="当日第几次")
        )
    ]
