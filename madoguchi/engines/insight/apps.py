from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "madoguchi.engines.insight"
    label = "mado_insight"
    verbose_name = "見える化"

    def ready(self) -> None:
        from madoguchi.city.public import definition_root, register_check
        from madoguchi.engines.insight import checks, jobs, permissions  # noqa: F401
        from madoguchi.engines.insight.definitions import Indicator
        from madoguchi.engines.insight.flow import jobs as flow_jobs  # noqa: F401
        from madoguchi.engines.insight.models import CaseFact, OpenFact, StepFact, Trace, VariantFact
        from madoguchi.engines.people.public import register_scoped

        definition_root("indicators", "indicator", Indicator)
        register_check("indicator", checks.check_indicator)
        for model in (Trace, CaseFact, StepFact, VariantFact, OpenFact):
            register_scoped(model)
