from typing import Any

from django.db import migrations


def exact(value: Any) -> Any:
    if isinstance(value, float):
        return str(value)
    if isinstance(value, dict):
        return {name: exact(inner) for name, inner in value.items()}
    return [exact(inner) for inner in value] if isinstance(value, list) else value


def without_floats(apps: Any, schema_editor: Any) -> None:
    """What may still be corrected. A published version is kept as it is, and none of its values is changed."""
    items = apps.get_model("plans", "Item").objects.using(schema_editor.connection.alias)
    frozen = ("published", "superseded")
    for item in items.exclude(version__state__in=frozen).only("values").iterator():
        values = exact(item.values)
        if values != item.values:
            item.values = values
            item.save(update_fields=["values"])


class Migration(migrations.Migration):
    dependencies = [("plans", "0004_meanings_kept")]
    operations = [migrations.RunPython(without_floats, migrations.RunPython.noop)]
