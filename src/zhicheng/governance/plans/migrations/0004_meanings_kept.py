from typing import Any

from django.db import migrations

from zhicheng.governance.plans.guard import GUARD


def install_anew(apps: Any, schema_editor: Any) -> None:
    """Also the units that a name means are kept from now on."""
    GUARD.install(schema_editor.connection)


class Migration(migrations.Migration):
    dependencies = [("plans", "0003_words_for_audit")]
    operations = [migrations.RunPython(install_anew, migrations.RunPython.noop)]
