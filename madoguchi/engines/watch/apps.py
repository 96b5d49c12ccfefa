from django.apps import AppConfig


class WatchConfig(AppConfig):
    name = "madoguchi.engines.watch"
    label = "mado_watch"
    verbose_name = "見守り"

    def ready(self) -> None:
        from madoguchi.city.public import definition_root
        from madoguchi.engines.people.public import register_scoped
        from madoguchi.engines.watch import crossing, jobs, permissions  # noqa: F401
        from madoguchi.engines.watch.definitions import Disclosure, WatchRule
        from madoguchi.engines.watch.models import Anomaly, Flag

        definition_root("watch", "watch-rule", WatchRule)
        definition_root("disclosure.yaml", "disclosure", Disclosure)
        register_scoped(Anomaly, kind="anomaly", purpose="audit")
        register_scoped(Flag, kind="flag", purpose="audit")
