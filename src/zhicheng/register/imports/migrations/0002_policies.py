"""What becomes of rights on file is chosen, a whole import can be undone, and the report says more of a row."""

import django.db.models.deletion
from django.db import migrations, models
from django.db.models import Q

_POLICIES = [
    ("update", "补充新的事实，原有记载不变"),
    ("skip", "跳过，原有权利不作任何补充"),
    ("stop", "遇到已登记或者不能导入的行即停止"),
]
_OUTCOMES = [
    ("left_out", "未导入"),
    ("skipped", "已登记，跳过"),
    ("repeated", "与前面的行重复"),
    ("doubt", "已导入，有疑问"),
    ("check", "整个文件，请核对"),
]
_STATES = [
    ("reading", "正在导入"), ("done", "已完成"), ("failed", "未成功"), ("stopped", "已停止"), ("undone", "已撤销"),
]


def tell_outcomes(apps, schema_editor):
    apps.get_model("imports", "Remark").objects.filter(left_out=True).update(outcome="left_out")


class Migration(migrations.Migration):
    dependencies = [("imports", "0001_initial"), ("rights", "0002_retracting")]

    operations = [
        migrations.AddField(
            "batch", "policy",
            models.CharField(
                choices=_POLICIES, default="update", max_length=6, verbose_name="已登记的权利"
            ),
        ),
        migrations.AddField(
            "batch", "trial_of",
            models.ForeignKey(
                null=True, on_delete=django.db.models.deletion.PROTECT, related_name="imports",
                to="imports.batch",
            ),
        ),
        migrations.AddField("batch", "census", models.JSONField(default=dict)),
        migrations.AddField("batch", "version", models.PositiveIntegerField(default=0)),
        migrations.AlterField(
            "batch", "state",
            models.CharField(
                choices=_STATES, default="reading", max_length=8, verbose_name="状态"
            ),
        ),
        migrations.RemoveConstraint("batch", "batch_says_why"),
        migrations.AddConstraint(
            "batch",
            models.CheckConstraint(
                condition=~Q(state__in=["failed", "stopped"]) | ~Q(problem=""),
                name="batch_says_why",
            ),
        ),
        migrations.AddField(
            "remark", "outcome",
            models.CharField(
                choices=_OUTCOMES, default="doubt", max_length=8, verbose_name="结果"
            ),
            preserve_default=False,
        ),
        migrations.RunPython(tell_outcomes, migrations.RunPython.noop),
        migrations.RemoveField("remark", "left_out"),
    ]
