from django.apps import AppConfig


class TypesettingConfig(AppConfig):
    name = "madoguchi.core.typesetting"
    label = "mado_typesetting"
    verbose_name = "組版"
