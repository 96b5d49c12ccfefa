from django.apps import AppConfig


class LimitsConfig(AppConfig):
    name = "madoguchi.core.limits"
    label = "mado_limits"
    verbose_name = "回数"

    def ready(self) -> None:
        from madoguchi.core.limits import jobs  # noqa: F401
