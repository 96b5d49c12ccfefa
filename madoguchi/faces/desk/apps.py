from django.apps import AppConfig


class DeskConfig(AppConfig):
    name = "madoguchi.faces.desk"
    label = "mado_desk"

    def ready(self) -> None:
        from madoguchi.faces.desk import links, menu, permissions  # noqa: F401
        from madoguchi.faces.desk.watch import jobs  # noqa: F401
