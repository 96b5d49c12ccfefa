from django.apps import AppConfig


class DocumentsConfig(AppConfig):
    name = "madoguchi.engines.documents"
    label = "mado_documents"
    verbose_name = "文書"

    def ready(self) -> None:
        from madoguchi.engines.documents import checks, health, permissions, sheets  # noqa: F401

        checks.register()
        sheets.register()
