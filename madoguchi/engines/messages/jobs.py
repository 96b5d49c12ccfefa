"""What runs later: carrying mails, sweeping up after lost workers, dropping what is past its keeping."""

from datetime import datetime

from madoguchi.core.calendar.public import today
from madoguchi.core.jobs.public import NotYet, every, moment, task
from madoguchi.core.zones import Zone
from madoguchi.engines.messages.actions.carry import carry_delivery, sweep
from madoguchi.engines.messages.models import Delivery, Message


@task(queue_name="mail")
def carry(delivery_id: str) -> str:
    at = moment()
    early = Delivery.objects.filter(pk=delivery_id, next_try__gt=at).values_list("next_try", flat=True).first()
    if early:
        raise NotYet("次の試行まで待っています。", (early - at).total_seconds())
    return carry_delivery(delivery_id, at=at)


@every("messages.sweep", seconds=30, zone=Zone.ALL)
def sweep_deliveries(at: datetime) -> dict[str, int]:
    return sweep(at=at)


@every("messages.drop-old-mails", daily="03:20", zone=Zone.ALL)
def drop_old_mails(at: datetime) -> int:
    """Mails are kept for three months; notices as long as the case they belong to."""
    old = Message.objects.filter(expires_on__lt=today(at))
    dropped = 0
    while ids := list(old.values_list("id", flat=True)[:500]):
        Delivery.objects.filter(message_id__in=ids).delete()
        dropped += Message.objects.filter(id__in=ids).delete()[0]
    return dropped
