from django.apps import AppConfig


class PlanConfig(AppConfig):
    name = "madoguchi.services.plan"
    label = "mado_plan"
    verbose_name = "計画"

    def ready(self) -> None:
        from madoguchi.city.public import definition_root, register_check
        from madoguchi.services.plan import checks
        from madoguchi.services.plan.definitions.chronology import Chronology
        from madoguchi.services.plan.definitions.edition import Edition
        from madoguchi.services.plan.definitions.measure import Measure
        from madoguchi.services.plan.definitions.plan import Plan
        from madoguchi.services.plan.definitions.source import Source

        definition_root("plan/plan.yaml", "plan", Plan)
        definition_root("plan/chronology.yaml", "plan-chronology", Chronology)
        definition_root("plan/source.yaml", "plan-source", Source)
        definition_root("plan/editions", "plan-edition", Edition)
        definition_root("plan/measures", "plan-measure", Measure)
        register_check("plan", checks.check_plan)
        register_check("plan-measure", checks.check_measure)
        register_check("plan-edition", checks.check_edition)
