"""知らせ: one message to one hook, until it has arrived, or nobody tries any more."""

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from madoguchi.core.events.public import StoredEvent
from madoguchi.core.identifiers.public import uuid7
from madoguchi.core.zones import Zone
from madoguchi.engines.webhooks.models.hook import Hook


class Sending(models.Model):
    """Its identifier is the message's, the same in every try. Without an event it is a trial. `due_at`: when it is tried next;
    empty when it is settled. `withheld_at`: it would have told of a person who came under protection meanwhile.
    """

    zone = Zone.ALL
    id = models.UUIDField(primary_key=True, default=uuid7, editable=False)
    hook = models.ForeignKey(Hook, models.PROTECT, related_name="sendings")
    event = models.ForeignKey(StoredEvent, models.PROTECT, null=True, related_name="+")
    planned_at = models.DateTimeField(_("予定した日時"))
    due_at = models.DateTimeField(_("次に送る日時"), null=True)
    tries = models.PositiveSmallIntegerField(_("試した回数"), default=0)
    delivered_at = models.DateTimeField(_("届いた日時"), null=True)
    given_up_at = models.DateTimeField(_("あきらめた日時"), null=True)
    withheld_at = models.DateTimeField(_("控えた日時"), null=True)

    class Meta:
        verbose_name = _("知らせ")
        constraints = [
            models.UniqueConstraint(name="one_sending_a_hook_and_event", fields=["hook", "event"]),
            models.CheckConstraint(
                name="sending_is_due_or_settled",
                condition=Q(due_at__isnull=False, delivered_at=None, given_up_at=None, withheld_at=None)
                | Q(due_at=None, delivered_at__isnull=False, given_up_at=None, withheld_at=None)
                | Q(due_at=None, delivered_at=None, given_up_at__isnull=False, withheld_at=None)
                | Q(due_at=None, delivered_at=None, given_up_at=None, withheld_at__isnull=False),
            ),
        ]
        indexes = [
            models.Index(fields=["hook", "due_at", "id"], name="sendings_due", condition=Q(due_at__isnull=False)),
            models.Index(fields=["hook", "-id"], name="sendings_of_hook"),
            models.Index(fields=["planned_at"], name="sendings_by_age"),
        ]

    def __str__(self) -> str:
        return self.message

    @property
    def message(self) -> str:
        """As the receiver knows it."""
        return f"msg_{self.pk.hex}"
