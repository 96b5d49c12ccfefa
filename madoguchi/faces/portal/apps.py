from django.apps import AppConfig


class PortalConfig(AppConfig):
    name = "madoguchi.faces.portal"
    label = "mado_portal"
    verbose_name = "ポータル"

    def ready(self) -> None:
        from madoguchi.faces.portal import links  # noqa: F401
        from madoguchi.faces.portal.booking import own  # noqa: F401
        from madoguchi.faces.portal.finding import own_lists  # noqa: F401
