from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class CityConfig(AppConfig):
    name = "madoguchi.city"
    label = "mado_city"
    verbose_name = _("市の定義")

    def ready(self) -> None:
        from django.db.models.signals import post_save

        from madoguchi.city import crossing, health  # noqa: F401  they register themselves
        from madoguchi.city.definitions import roots
        from madoguchi.city.models import Publication
        from madoguchi.city.queries import forget

        roots.register()
        post_save.connect(lambda **_: forget(), sender=Publication, weak=False, dispatch_uid="mado_city.forget")
