from django.apps import AppConfig


class HandoverConfig(AppConfig):
    name = "madoguchi.services.handover"
    label = "mado_handover"
    verbose_name = "基幹システムへの引渡し"

    def ready(self) -> None:
        from madoguchi.city.public import definition_root, register_check
        from madoguchi.engines.people.public import register_scoped
        from madoguchi.services.handover import permissions  # noqa: F401
        from madoguchi.services.handover.checks import check_handover
        from madoguchi.services.handover.definitions import Handover
        from madoguchi.services.handover.desk import menu  # noqa: F401
        from madoguchi.services.handover.models import Batch

        definition_root("handover", "handover", Handover)
        register_check("handover", check_handover)
        register_scoped(Batch, kind="handover-batch", purpose="casework")
