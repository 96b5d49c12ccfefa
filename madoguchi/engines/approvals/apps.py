from django.apps import AppConfig
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class ApprovalsConfig(AppConfig):
    name = "madoguchi.engines.approvals"
    label = "mado_approvals"
    verbose_name = "決裁"

    def ready(self) -> None:
        from madoguchi.engines.approvals import permissions, routes  # noqa: F401
        from madoguchi.engines.approvals.models import Approval
        from madoguchi.engines.people.public import register_scoped, stationed

        register_scoped(Approval, kind="approval")
        stationed(Approval, _("決裁待ちの起案"), where=Q(answered_at=None))
