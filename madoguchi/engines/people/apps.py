from django.apps import AppConfig


class PeopleConfig(AppConfig):
    name = "madoguchi.engines.people"
    label = "mado_people"
    verbose_name = "人"
