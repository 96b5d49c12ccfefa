from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AuthoringConfig(AppConfig):
    name = "madoguchi.services.authoring"
    label = "mado_authoring"
    verbose_name = "手続きづくり"

    def ready(self) -> None:
        from django.db.models import Q

        from madoguchi.core.links.public import register_link
        from madoguchi.engines.approvals.public import SUBJECTS, Subject
        from madoguchi.engines.people.public import register_scoped, stationed
        from madoguchi.services.authoring import events, jobs, permissions, subscribers  # noqa: F401
        from madoguchi.services.authoring.desk import menu  # noqa: F401
        from madoguchi.services.authoring.models import Manuscript
        from madoguchi.services.authoring.subjects import SUBJECT

        SUBJECTS.register(SUBJECT, Subject(_("手続きの公開")))
        register_scoped(Manuscript, kind="manuscript", purpose="authoring")
        register_link(SUBJECT, lambda id: f"/desk/making/submissions/{id}/", audience="desk")
        stationed(Manuscript, _("手続きの原稿"), where=Q(closed_at=None))
