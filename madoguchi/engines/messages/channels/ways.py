"""The ways that every city has: the portal, a letter, a mail; and those that are not connected yet, which say so."""

from datetime import datetime, timedelta
from typing import ClassVar

from django.utils.translation import gettext_lazy as _

from madoguchi.core.gathering import put
from madoguchi.engines.messages.channels.base import CHANNELS, Channel, Policy
from madoguchi.engines.messages.channels.mail import hand_over_mail
from madoguchi.engines.messages.models import Delivery, PrintJob, State


class Portal(Channel):
    """Recorded where the recipient reads it: with the record it has arrived (デジタル手続法 7条)."""

    code, label = "portal", _("ポータル")

    def begin(self, delivery: Delivery, *, at: datetime) -> None:
        if not (delivery.notice and delivery.notice.account_id):
            delivery.state, delivery.reason = State.GIVEN_UP, "no-account"
            return
        delivery.state, delivery.sent_at, delivery.attempt = State.SENT, at, 1


class Letter(Channel):
    """Waits in the print queue for a person."""

    code, label = "letter", _("郵便")

    def begin(self, delivery: Delivery, *, at: datetime) -> None:
        if not (delivery.notice and delivery.notice.recipient.lines):
            delivery.state, delivery.reason = State.GIVEN_UP, "no-address"

    @staticmethod
    def queue(delivery: Delivery, *, at: datetime) -> None:
        put(PrintJob(delivery=delivery, section=delivery.section, queued_at=at))


class Mail(Channel):
    """Carried by a mail server, or put into the outbox where none is set. Uncertain: once more after ten minutes,
    same Message-ID.
    """

    code, label = "mail", _("メール")
    carried = True
    policy: ClassVar[Policy] = Policy(resend_unknown_after=timedelta(minutes=10))

    def hand_over(self, delivery: Delivery, *, at: datetime) -> None:
        hand_over_mail(delivery, at=at)


class NotConnected(Channel):
    """Known by name, connected by an adapter that registers in its place."""

    def __init__(self, code: str, label: object) -> None:
        self.code = code  # type: ignore[misc]
        self.label = label  # type: ignore[assignment,misc]

    def unavailable(self) -> str:
        return "not-connected"


CHANNELS.register("portal", Portal())
CHANNELS.register("letter", Letter())
CHANNELS.register("mail", Mail())
for code, label in (("sms", _("ショートメッセージ")), ("line", "LINE"), ("telephone", _("電話"))):
    CHANNELS.register(code, NotConnected(code, label))
