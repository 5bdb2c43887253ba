from typing import Any

from django.db import migrations

from zhicheng.governance.disclosure.guard import GUARD


def install(apps: Any, schema_editor: Any) -> None:
    GUARD.install(schema_editor.connection)


def remove(apps: Any, schema_editor: Any) -> None:
    GUARD.remove(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("disclosure", "0001_initial")]
    operations = [migrations.RunPython(install, remove)]
