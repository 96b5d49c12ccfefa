from django.apps import AppConfig
from django.db.models import Q
from django.utils.translation import gettext_lazy as _


class MessagesConfig(AppConfig):
    name = "madoguchi.engines.messages"
    label = "mado_messages"
    verbose_name = "通知と配信"

    def ready(self) -> None:
        from madoguchi.engines.messages import crossing, jobs, letters, permissions, texts  # noqa: F401
        from madoguchi.engines.messages.actions import print_batch  # noqa: F401
        from madoguchi.engines.messages.channels import ways  # noqa: F401
        from madoguchi.engines.messages.models import LetterReturn, PrintBatch, PrintJob
        from madoguchi.engines.people.public import register_scoped, stationed

        stationed(PrintJob, _("発送待ちの郵便"), where=Q(posted_at=None))
        register_scoped(LetterReturn, kind="letter-return")
        register_scoped(PrintBatch, kind="print-batch")
