from django.apps import AppConfig
from django.conf import settings
from django.db.models.signals import post_migrate


class JobsConfig(AppConfig):
    name = "madoguchi.core.jobs"
    label = "mado_jobs"
    verbose_name = "仕事"

    def ready(self) -> None:
        from madoguchi.core.jobs import chores, health  # noqa: F401

        if settings.TASKS["default"]["BACKEND"].endswith(".ProcrastinateBackend"):
            from madoguchi.core.jobs import procrastinate_backend

            post_migrate.connect(procrastinate_backend.ensure_schema, sender=self, dispatch_uid="procrastinate")
