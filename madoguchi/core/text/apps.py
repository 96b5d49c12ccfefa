from django.apps import AppConfig


class TextConfig(AppConfig):
    name = "madoguchi.core.text"
    label = "mado_text"
    verbose_name = "文字"
