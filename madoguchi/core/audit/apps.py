from django.apps import AppConfig
from django.db.models.signals import post_migrate, pre_migrate


class AuditConfig(AppConfig):
    name = "madoguchi.core.audit"
    label = "mado_audit"
    verbose_name = "監査"

    def ready(self) -> None:
        from madoguchi.core.audit import health  # noqa: F401
        from madoguchi.core.schema import lift_guards, restore_guards

        pre_migrate.connect(lift_guards, sender=self, dispatch_uid="lift_guards")
        post_migrate.connect(restore_guards, sender=self, dispatch_uid="restore_guards")
