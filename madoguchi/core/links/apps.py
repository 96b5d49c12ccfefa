from django.apps import AppConfig


class LinksConfig(AppConfig):
    name = "madoguchi.core.links"
    label = "mado_links"
    verbose_name = "宛先"
