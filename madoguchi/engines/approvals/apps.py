from django.apps import AppConfig


class ApprovalsConfig(AppConfig):
    name = "madoguchi.engines.approvals"
    label = "mado_approvals"
    verbose_name = "決裁"

    def ready(self) -> None:
        from madoguchi.engines.approvals import permissions, routes  # noqa: F401
        from madoguchi.engines.approvals.models import Approval
        from madoguchi.engines.people.public import register_scoped

        register_scoped(Approval, kind="approval")
