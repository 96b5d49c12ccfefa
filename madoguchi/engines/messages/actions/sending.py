"""Make the deliveries of a notice or message, and set each going."""

from collections.abc import Iterable
from datetime import datetime

from madoguchi.core.events.public import record
from madoguchi.core.gathering import put
from madoguchi.core.jobs.public import enqueue_once
from madoguchi.engines.messages.channels.base import CHANNELS
from madoguchi.engines.messages.events import DeliveryGivenUp, NoticeSent
from madoguchi.engines.messages.models import Delivery, Message, Notice, State
from madoguchi.engines.people.public import Actor


def send_on(
    channels: Iterable[str], *, notice: Notice | None = None, message: Message | None = None, by: Actor, at: datetime
) -> list[Delivery]:
    """One delivery a channel. One that cannot be used gets its row as well, given up with the reason, for the desk
    to see.
    """
    thing = notice or message
    assert thing is not None
    made = []
    for code in dict.fromkeys(channels):
        channel = CHANNELS.get(code)
        delivery = Delivery(notice=notice, message=message, channel=code, section=thing.section, queued_at=at, changed_at=at)
        if reason := channel.unavailable():
            delivery.state, delivery.reason = State.GIVEN_UP, reason
        else:
            channel.begin(delivery, at=at)
        put(delivery)
        set_going(delivery, by=by, at=at)
        made.append(delivery)
    return made


def set_going(delivery: Delivery, *, by: Actor, at: datetime) -> None:
    channel = CHANNELS.get(delivery.channel)
    if delivery.state == State.GIVEN_UP:
        record(DeliveryGivenUp(subject=delivery.id, channel=delivery.channel, reason=delivery.reason), by=by, at=at)
    elif delivery.state == State.SENT and delivery.notice:
        tell_sent(delivery, by=by, at=at)
    elif channel.carried:
        enqueue(delivery)
    elif delivery.channel == "letter":
        channel.queue(delivery, at=at)  # type: ignore[attr-defined]


def tell_sent(delivery: Delivery, *, by: Actor, at: datetime) -> None:
    notice = delivery.notice
    if notice:
        said = NoticeSent(subject=notice.id, about_kind=notice.subject_kind, about=notice.subject_id, channel=delivery.channel)
        record(said, by=by, at=at)


def enqueue(delivery: Delivery, *, run_after: datetime | None = None) -> None:
    from madoguchi.engines.messages.jobs import carry

    enqueue_once(carry, f"delivery:{delivery.id}:{delivery.attempt + 1}", str(delivery.id), run_after=run_after)
