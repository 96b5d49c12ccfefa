from django.apps import AppConfig


class EventsConfig(AppConfig):
    name = "madoguchi.core.events"
    label = "mado_events"
    verbose_name = "出来事"

    def ready(self) -> None:
        from madoguchi.core.events import numbering  # noqa: F401
