from django.apps import AppConfig


class IdentifiersConfig(AppConfig):
    name = "madoguchi.core.identifiers"
    label = "mado_identifiers"
    verbose_name = "番号"
