from django.apps import AppConfig


class MoneyConfig(AppConfig):
    name = "madoguchi.core.money"
    label = "mado_money"
    verbose_name = "金額"
