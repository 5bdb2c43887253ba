"""An assignment is due when its task is; the day stands in its own row, for the counts by unit."""

from django.apps.registry import Apps
from django.db import migrations, models
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.models import OuterRef, Subquery


def copy_from_tasks(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
    tasks = apps.get_model("tasks", "Task").objects.filter(pk=OuterRef("task"))
    apps.get_model("tasks", "Assignment").objects.update(due_on=Subquery(tasks.values("due_on")))


class Migration(migrations.Migration):
    dependencies = [("tasks", "0003_words_for_audit")]

    operations = [
        migrations.RemoveIndex("assignment", "assignment_of_unit"),
        migrations.AddField(
            "assignment", "due_on", models.DateField(null=True, verbose_name="完成时限")
        ),
        migrations.RunPython(copy_from_tasks, migrations.RunPython.noop),
        migrations.AlterField("assignment", "due_on", models.DateField(verbose_name="完成时限")),
        migrations.AddIndex(
            "assignment",
            models.Index(fields=["unit", "stage", "due_on"], name="assignment_of_unit"),
        ),
    ]
