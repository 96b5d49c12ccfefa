import gc
from contextlib import suppress

from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "madoguchi.site"
    label = "mado_site"
    verbose_name = "全体"

    def ready(self) -> None:
        from django.conf import settings

        with suppress(OSError):  # a folder that can't be made is named by whoever needs it, and by doctor
            settings.MADO_HOME.mkdir(parents=True, exist_ok=True)
        from madoguchi.site import examinations  # noqa: F401  registers what doctor looks at
        gc.freeze()  # the rooms stay for as long as the process: no sweep need look at them again
        gc.enable()
