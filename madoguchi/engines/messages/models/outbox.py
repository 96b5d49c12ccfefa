"""送信箱: the embedded mail channel. A mail that nobody carried further, kept sealed, shown on the desk of a demo or
a trial.
"""

from django.db import models
from django.utils.translation import gettext_lazy as _

from madoguchi.core.sealing.public import unseal
from madoguchi.core.zones import Zone
from madoguchi.engines.messages.models.delivery import Delivery


class OutboxMail(models.Model):
    """The MIME message as a mail server would have got it. One a delivery: sending again with the same Message-ID
    changes nothing.
    """

    zone = Zone.ALL
    delivery = models.OneToOneField(Delivery, models.CASCADE, primary_key=True, related_name="outbox_mail", verbose_name=_("配信"))
    message_id = models.CharField("Message-ID", max_length=200, unique=True)
    sealed_mime = models.BinaryField(_("本文（封緘）"))
    put_at = models.DateTimeField(_("日時"))

    class Meta:
        verbose_name = _("送信箱のメール")
        indexes = [models.Index(name="outbox_newest", fields=["-put_at"])]

    def __str__(self) -> str:
        return self.message_id

    @property
    def mime(self) -> bytes:
        key = (self.delivery.message or self.delivery.notice).key  # type: ignore[union-attr]
        return unseal(key, bytes(self.sealed_mime), outbox_context(self.message_id))


def outbox_context(message_id: str) -> str:
    return f"messages.outbox:{message_id}"
