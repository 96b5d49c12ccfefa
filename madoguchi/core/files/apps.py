from django.apps import AppConfig


class FilesConfig(AppConfig):
    name = "madoguchi.core.files"
    label = "mado_files"
    verbose_name = "ファイル"

    def ready(self) -> None:
        from madoguchi.core.files import chores, health  # noqa: F401
