"""Targets as the first page and the wall show them."""

from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from zhicheng.foundation.face.charts import Chart
from zhicheng.foundation.face.records import Light, Link, Text
from zhicheng.governance.targets.models import Target
from zhicheng.governance.targets.rules import Standing, wanted
from zhicheng.governance.targets.views.charts import chart_of
from zhicheng.governance.targets.views.common import outlook_light, status_light, value_words


@dataclass(frozen=True, slots=True)
class TargetLine:
    """A target and how it stands on a day."""

    target: Target
    standing: Standing
    on: date

    @property
    def name(self) -> Link:
        return Link(self.target.indicator, reverse("targets:target", args=[self.target.pk]))

    @property
    def wanted(self) -> str:
        return wanted(self.target.demand, self.standing.value)

    @property
    def value(self) -> Text | None:
        """None while nothing is known, which is never zero (R-00-3)."""
        return value_words(self.target, self.standing)

    @property
    def status(self) -> Light:
        return status_light(self.standing)

    @property
    def outlook(self) -> Light:
        return outlook_light(self.standing)

    @property
    def trajectory(self) -> Chart | None:
        return chart_of(self.target, self.on)
