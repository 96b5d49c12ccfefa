from django.apps import AppConfig


class SiteConfig(AppConfig):
    name = "madoguchi.site"
    label = "mado_site"
    verbose_name = "全体"

    def ready(self) -> None:
        from madoguchi.site import examinations  # noqa: F401  registers what doctor looks at
