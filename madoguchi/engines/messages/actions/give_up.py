"""あきらめる: a person decides that it will not go this way."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.events.public import record
from madoguchi.core.refused import Refused
from madoguchi.engines.messages.events import DeliveryGivenUp
from madoguchi.engines.messages.models import Delivery, State
from madoguchi.engines.people.public import Actor, authorize


class AlreadySettled(Refused):
    code, message = "already-settled", _("すでに送信済みか、取りやめた配信です。")


@transaction.atomic
def give_up(delivery: Delivery, *, reason: str = "by-hand", by: Actor, at: datetime) -> Delivery:
    """Stop trying. `reason` is a code. Raises NotPermitted, AlreadySettled."""
    authorize(by, "messages.resend", delivery)
    states: list[str] = [State.QUEUED, State.FAILED, State.UNKNOWN]
    if not Delivery.objects.move(delivery, from_states=states, at=at, state=State.GIVEN_UP, reason=reason, next_try=None):
        raise AlreadySettled
    record(DeliveryGivenUp(subject=delivery.id, channel=delivery.channel, reason=reason), by=by, at=at)
    delivery.refresh_from_db()
    return delivery
