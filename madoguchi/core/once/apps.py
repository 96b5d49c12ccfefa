from django.apps import AppConfig


class OnceConfig(AppConfig):
    name = "madoguchi.core.once"
    label = "mado_once"
    verbose_name = "一度だけ"

    def ready(self) -> None:
        from madoguchi.core.once import jobs  # noqa: F401
