from typing import Any

from django.db import migrations, models
from django.db.models import OuterRef, Subquery

from zhicheng.governance.workplans.guard import GUARD


def lift(apps: Any, schema_editor: Any) -> None:
    """Agreed items are kept as they are by triggers, which are put back when all is migrated."""
    GUARD.remove(schema_editor.connection)


def fill(apps: Any, schema_editor: Any) -> None:
    """The figures were taken to be in the unit that their target has."""
    target = apps.get_model("targets", "Target").objects.filter(pk=OuterRef("target"))
    items = apps.get_model("workplans", "Item").objects.exclude(target=None)
    items.update(wanted_unit=Subquery(target.values("unit")[:1]))


class Migration(migrations.Migration):

    dependencies = [
        ('targets', '0002_kept'),
        ('workplans', '0003_editions'),
    ]

    operations = [
        migrations.RunPython(lift, migrations.RunPython.noop),
        migrations.AddField(
            model_name='item',
            name='wanted_unit',
            field=models.CharField(blank=True, default='', max_length=40, verbose_name='计量单位'),
            preserve_default=False,
        ),
        migrations.RunPython(fill, migrations.RunPython.noop),
    ]
