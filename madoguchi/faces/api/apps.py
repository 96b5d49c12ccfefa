from django.apps import AppConfig


class ApiConfig(AppConfig):
    name = "madoguchi.faces.api"
    label = "mado_api"
    verbose_name = "API"

    def ready(self) -> None:
        from madoguchi.faces.api import permissions  # noqa: F401
