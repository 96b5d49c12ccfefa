from django.apps import AppConfig


class InsightConfig(AppConfig):
    name = "madoguchi.engines.insight"
    label = "mado_insight"
    verbose_name = "見える化"

    def ready(self) -> None:
        from madoguchi.city.public import definition_root, register_check
        from madoguchi.engines.insight import checks
        from madoguchi.engines.insight.definitions import Indicator

        definition_root("indicators", "indicator", Indicator)
        register_check("indicator", checks.check_indicator)
