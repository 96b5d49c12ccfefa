from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CityConfig(AppConfig):
    name = "madoguchi.city"
    label = "mado_city"
    verbose_name = _("市の定義")

    def ready(self) -> None:
        from madoguchi.city import health  # noqa: F401
        from madoguchi.city.definitions import roots

        roots.register()
