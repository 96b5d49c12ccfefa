from django.apps import AppConfig


class FloorConfig(AppConfig):
    name = "bench.floor"
    label = "mado_bench"
    default_auto_field = "django.db.models.BigAutoField"
