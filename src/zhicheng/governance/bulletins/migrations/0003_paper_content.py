from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("bulletins", "0002_public_editions")]
    operations = [
        migrations.AddField(
            model_name="paper",
            name="content",
            field=models.TextField(blank=True, default=""),
            preserve_default=False,
        ),
    ]
