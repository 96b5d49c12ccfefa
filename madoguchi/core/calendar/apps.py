from django.apps import AppConfig


class CalendarConfig(AppConfig):
    name = "madoguchi.core.calendar"
    label = "mado_calendar"
    verbose_name = "暦"
