from django.apps import AppConfig


class TargetsConfig(AppConfig):
    name = "zhicheng.governance.targets"

    def ready(self) -> None:
        """Follow the publications of plans from the start; tell the agenda and the pages of units."""
        from zhicheng.foundation.agenda.registry import source
        from zhicheng.foundation.audit.guards import keep
        from zhicheng.foundation.units.registry import load_of
        from zhicheng.foundation.units.succession import leave
        from zhicheng.governance.plans.measuring import measures
        from zhicheng.governance.plans.publication import follow
        from zhicheng.governance.targets.actions import keep_targets
        from zhicheng.governance.targets.actions.succeeding import ESTATE
        from zhicheng.governance.targets.guard import GUARD
        from zhicheng.governance.targets.views.load import due_days, latest_of, unit_load

        keep(GUARD)
        follow(keep_targets)
        measures(latest_of)
        source(due_days)
        load_of(unit_load)
        leave(ESTATE)
