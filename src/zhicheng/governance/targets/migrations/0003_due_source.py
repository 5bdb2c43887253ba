"""Why a target is due on its day is kept: the plan states it, a person decided it, or it follows from the period.

Before, what the plan states and what a person decided were kept alike; the sentence of the version in force
tells them apart.
"""

from typing import Any

from django.db import migrations, models

from zhicheng.governance.plans.rules.dates import DECIDED, INFERRED, STATED, last_day

_SOURCES = [("stated", "方案写明"), ("inferred", "按规划期推定"), ("decided", "人工确定")]


def take_over(apps: Any, _editor: Any) -> None:
    targets = apps.get_model("targets", "Target").objects.exclude(due_on=None)
    targets.filter(due_inferred=True).update(due_source=INFERRED)
    targets.filter(due_inferred=False).update(due_source=STATED)


def tell_apart(apps: Any, _editor: Any) -> None:
    targets = apps.get_model("targets", "Target").objects.filter(due_source=STATED)
    decided = [
        target.pk
        for target in targets.select_related("item")
        if last_day(target.item.values.get("due")) != target.due_on
    ]
    targets.filter(pk__in=decided).update(due_source=DECIDED)


def as_before(apps: Any, _editor: Any) -> None:
    targets = apps.get_model("targets", "Target").objects
    targets.filter(due_source=INFERRED).update(due_inferred=True)


class Migration(migrations.Migration):
    dependencies = [("targets", "0002_kept"), ("plans", "0006_plan_ordered")]
    operations = [
        migrations.AddField(
            "target",
            "due_source",
            models.CharField(
                blank=True, choices=_SOURCES, default="", max_length=10, verbose_name="截止依据"
            ),
            preserve_default=False,
        ),
        migrations.RunPython(take_over, as_before),
        migrations.RunPython(tell_apart, migrations.RunPython.noop),
        migrations.RemoveField("target", "due_inferred"),
    ]
