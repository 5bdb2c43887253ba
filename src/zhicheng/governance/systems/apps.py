from django.apps import AppConfig


class SystemsConfig(AppConfig):
    name = "zhicheng.governance.systems"

    def ready(self) -> None:
        """Follow the publications of plans from the start; tell the agenda and the pages of units."""
        from zhicheng.foundation.agenda.registry import source
        from zhicheng.foundation.audit.guards import keep
        from zhicheng.foundation.units.registry import load_of
        from zhicheng.foundation.units.succession import leave
        from zhicheng.governance.plans.publication import follow
        from zhicheng.governance.systems.actions import keep_list
        from zhicheng.governance.systems.actions.succeeding import ESTATE
        from zhicheng.governance.systems.guard import GUARD
        from zhicheng.governance.systems.views.load import milestone_days, unit_load

        keep(GUARD)
        follow(keep_list)
        source(milestone_days)
        load_of(unit_load)
        leave(ESTATE)
