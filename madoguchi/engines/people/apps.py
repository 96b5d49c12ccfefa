from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "madoguchi.engines.people"
    label = "mado_people"
    verbose_name = "人"

    def ready(self) -> None:
        from madoguchi.engines.people import crossing, health, jobs, moving, rights, signals  # noqa: F401  they register themselves

        moving.declare()
