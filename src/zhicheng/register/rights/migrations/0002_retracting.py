"""Holders and documents can be retracted as events can, a right withdrawn with what brought it; states for lists.

What stands beside the rights that are there has ended long ago, so that the next night writes it.
"""

import datetime

from django.db import migrations, models
from django.db.models import F, Q

_STATES = [
    ("unknown", "不明"), ("not_yet", "尚未申请"), ("filed", "已申请"), ("published", "已公布"), ("opposed", "异议中"),
    ("refused", "已驳回"), ("withdrawn", "已撤回"), ("in_force", "有效"), ("in_grace", "宽展期"), ("expired", "期限届满"),
    ("lapsed", "已终止"), ("abandoned", "已放弃"), ("cancelled", "已注销"), ("revoked", "已撤销"),
    ("invalidated", "已宣告无效"),
]


class Migration(migrations.Migration):
    dependencies = [("rights", "0001_initial")]

    operations = [
        migrations.AddField(
            "holder", "retracted_on",
            models.DateField(blank=True, null=True, verbose_name="撤销记载日期"),
        ),
        migrations.AddField(
            "document", "retracted_on",
            models.DateField(blank=True, null=True, verbose_name="撤销记载日期"),
        ),
        migrations.AddField(
            "right", "withdrawn_on",
            models.DateField(blank=True, null=True, verbose_name="撤销登记日期"),
        ),
        migrations.AddField(
            "right", "state",
            models.CharField(
                choices=_STATES, default="unknown", max_length=20, verbose_name="状态"
            ),
        ),
        migrations.AddField(
            "right", "state_until",
            models.DateField(default=datetime.date(1900, 1, 1), null=True),
            preserve_default=False,
        ),
        migrations.AddIndex(
            "right", models.Index(fields=["state", "id"], name="right_in_state")
        ),
        migrations.RemoveConstraint("holder", "holder_place_once"),
        migrations.AddConstraint(
            "holder",
            models.UniqueConstraint(
                condition=Q(retracted_on=None),
                fields=("right", "effective_on", "known_on", "position"),
                name="holder_place_once",
            ),
        ),
        migrations.AddConstraint(
            "holder",
            models.CheckConstraint(
                condition=Q(retracted_on=None) | Q(retracted_on__gte=F("known_on")),
                name="holder_retracted_after_known",
            ),
        ),
    ]
