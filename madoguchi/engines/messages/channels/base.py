"""What every way of delivery answers: is it connected, how often it tries, what it does with an uncertain hand-over."""

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import ClassVar

from django.conf import settings
from django.utils.functional import Promise

from madoguchi.core.registry import Registry
from madoguchi.engines.messages.models import Delivery


class NotHandedOver(Exception):
    """The channel did not take it. `reason` is a code; `final` when trying again is of no use."""

    def __init__(self, reason: str, *, final: bool = False) -> None:
        super().__init__(reason)
        self.reason, self.final = reason, final


@dataclass(frozen=True)
class Policy:
    """`waits[n]` after the n-th failure, then given up. `resend_unknown_after`: None means a person decides."""

    waits: tuple[timedelta, ...] = field(
        default=(timedelta(minutes=1), timedelta(minutes=5), timedelta(minutes=30), timedelta(hours=2))
    )
    resend_unknown_after: timedelta | None = None
    resends: int = 1

    @property
    def lease(self) -> timedelta:
        return timedelta(seconds=getattr(settings, "MADO_DELIVERY_LEASE", 60))

    def next_try(self, attempt: int, at: datetime) -> datetime | None:
        return at + self.waits[attempt - 1] if attempt <= len(self.waits) else None


class Channel:
    """`begin` runs in the transaction that makes the delivery; a channel that a worker carries has `hand_over` as
    well.
    """

    code: ClassVar[str]
    label: ClassVar[str | Promise]
    carried: ClassVar[bool] = False
    policy: ClassVar[Policy] = Policy()

    def unavailable(self) -> str:
        """A code that says why nothing can go this way, or nothing."""
        return ""

    def begin(self, delivery: Delivery, *, at: datetime) -> None:
        """Set it going."""

    def hand_over(self, delivery: Delivery, *, at: datetime) -> None:
        """Give it to the carrier. Raises NotHandedOver."""
        raise NotImplementedError


CHANNELS: Registry[Channel] = Registry("channels of delivery")
