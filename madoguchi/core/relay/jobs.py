"""What the relay does by itself: the office calls every few seconds; both sides take what is kept and sweep what is old."""

from datetime import datetime, timedelta

from django.conf import settings

from madoguchi.core.jobs.public import enqueue_once, every, moment, task
from madoguchi.core.relay import calling, enclosures, incoming
from madoguchi.core.relay.models import Outgoing, SeenRequest
from madoguchi.core.zones import Zone, zone_here

KEPT = timedelta(days=7)
"""Envelopes and enclosures that were received: should the other side be restored from a backup, they go once more."""
SEEN = timedelta(minutes=30)


@task(queue_name="relay", max_attempts=3)
def take(seq: int) -> None:
    incoming.take_waiting(moment())


def take_soon(seq: int) -> None:
    enqueue_once(take, f"relay:{seq}", seq)


def register() -> None:
    """Called where the two sides are apart."""
    if zone_here() is Zone.OFFICE:
        every("relay.call", seconds=settings.MADO_RELAY_SECONDS, zone=Zone.OFFICE)(calling.call_once)
    else:
        every("relay.take", seconds=30, zone=Zone.PUBLIC)(incoming.take_waiting)
    every("relay.sweep", seconds=3600, zone=Zone.ALL)(sweep)


def sweep(at: datetime) -> None:
    old = at - KEPT
    enclosures.sweep(old)
    Outgoing.objects.filter(received_at__lt=old, sealed__isnull=False).update(sealed=None)
    SeenRequest.objects.filter(at__lt=at - SEEN).delete()
