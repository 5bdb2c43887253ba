from django.apps import AppConfig


class AssessmentConfig(AppConfig):
    name = "zhicheng.governance.assessment"

    def ready(self) -> None:
        """Keep what was published and frozen, tell agenda and units of what is to be done, and hand sheets over to
        a unit's successor."""
        from zhicheng.foundation.agenda.registry import source
        from zhicheng.foundation.audit.guards import keep
        from zhicheng.foundation.units.registry import load_of
        from zhicheng.foundation.units.succession import leave
        from zhicheng.governance.assessment.actions.succeeding import ESTATE
        from zhicheng.governance.assessment.guard import GUARD
        from zhicheng.governance.assessment.queries.agenda import terms
        from zhicheng.governance.assessment.views.load import unit_load

        keep(GUARD)
        source(terms)
        load_of(unit_load)
        leave(ESTATE)
