from django.apps import AppConfig


class SealingConfig(AppConfig):
    name = "madoguchi.core.sealing"
    label = "mado_sealing"
    verbose_name = "封緘"

    def ready(self) -> None:
        from madoguchi.core.sealing import checks  # noqa: F401
