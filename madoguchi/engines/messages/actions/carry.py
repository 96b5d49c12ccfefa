"""配信する: a worker's one attempt. Claim, hand over, say how it went: three steps, each by itself, so that a death
between them leaves `sending` with a lease that runs out, and the sweep calls it `unknown`.
"""

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from django.db import transaction

from madoguchi.core.events.public import record
from madoguchi.engines.messages.actions.sending import enqueue, tell_sent
from madoguchi.engines.messages.channels.base import CHANNELS, NotHandedOver
from madoguchi.engines.messages.events import DeliveryGivenUp, DeliveryResent, DeliveryUncertain
from madoguchi.engines.messages.models import Delivery, State
from madoguchi.engines.people.public import SYSTEM

IN_HAND = [State.SENDING, State.UNKNOWN]


def carry_delivery(delivery_id: UUID | str, *, at: datetime) -> str:
    """Carry one delivery if it is due. Says what became of it."""
    waiting = Delivery.objects.filter(pk=delivery_id).first()
    if waiting is None:
        return "gone"
    channel = CHANNELS.get(waiting.channel)
    delivery = Delivery.objects.claim(delivery_id, at=at, lease=channel.policy.lease)
    if delivery is None:
        return "nothing-to-do"
    try:
        channel.hand_over(delivery, at=at)
    except NotHandedOver as trouble:
        return not_handed_over(delivery, trouble, at=at)
    return handed_over(delivery, at=at)


@transaction.atomic
def handed_over(delivery: Delivery, *, at: datetime) -> str:
    if not Delivery.objects.move(delivery, from_states=IN_HAND, at=at, state=State.SENT, sent_at=at, lease_until=None):
        return "overtaken"
    tell_sent(delivery, by=SYSTEM, at=at)
    return State.SENT.value


@transaction.atomic
def not_handed_over(delivery: Delivery, trouble: NotHandedOver, *, at: datetime) -> str:
    policy = CHANNELS.get(delivery.channel).policy
    again = None if trouble.final else policy.next_try(delivery.attempt, at)
    state = State.FAILED if again else State.GIVEN_UP
    moved = Delivery.objects.move(
        delivery, from_states=IN_HAND, at=at, state=state, reason=trouble.reason, next_try=again, lease_until=None
    )
    if not moved:
        return "overtaken"
    if again:
        enqueue(delivery, run_after=again)
    else:
        record(DeliveryGivenUp(subject=delivery.id, channel=delivery.channel, reason=trouble.reason), by=SYSTEM, at=at)
    return state.value


def sweep(*, at: datetime) -> dict[str, int]:
    """Call lost hand-overs `unknown`, and send again those whose channel says so. Each by itself: one bad row stops
    no other.
    """
    done = {"unknown": 0, "resent": 0}
    for delivery in Delivery.objects.lost(at)[:500]:
        done["unknown"] += call_unknown(delivery, at=at)
    for code, channel in CHANNELS.items():
        wait = channel.policy.resend_unknown_after
        if wait is None:
            continue
        due = Delivery.objects.filter(
            state=State.UNKNOWN, channel=code, changed_at__lte=at - wait, uncertain__lt=channel.policy.resends
        )
        for delivery in due[:500]:
            done["resent"] += send_again(delivery, from_states=[State.UNKNOWN], at=at, uncertain=delivery.uncertain + 1)
    return done


@transaction.atomic
def call_unknown(delivery: Delivery, *, at: datetime) -> bool:
    moved = Delivery.objects.move(
        delivery, from_states=[State.SENDING], at=at, state=State.UNKNOWN, lease_until=None, reason="worker-lost"
    )
    if moved:
        record(DeliveryUncertain(subject=delivery.id, channel=delivery.channel), by=SYSTEM, at=at)
    return moved


@transaction.atomic
def send_again(delivery: Delivery, *, from_states: Sequence[str], at: datetime, uncertain: int, by: object = SYSTEM) -> bool:
    moved = Delivery.objects.move(
        delivery, from_states=from_states, at=at, state=State.QUEUED, next_try=None, reason="", uncertain=uncertain
    )
    if moved:
        record(DeliveryResent(subject=delivery.id, channel=delivery.channel), by=by, at=at)  # type: ignore[arg-type]
        enqueue(delivery)
    return moved
