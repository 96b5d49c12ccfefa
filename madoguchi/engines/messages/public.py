"""The door of messages."""

from madoguchi.engines.messages.actions.carry import sweep
from madoguchi.engines.messages.actions.give_up import AlreadySettled, give_up
from madoguchi.engines.messages.actions.notify import NoWayToDeliver, notify
from madoguchi.engines.messages.actions.open_notice import open_notice
from madoguchi.engines.messages.actions.post import (
    AlreadyPosted,
    LetterStopped,
    NotPrintedYet,
    mark_posted,
    mark_printed,
)
from madoguchi.engines.messages.actions.resend import ChannelNotConnected, NothingToResend, resend
from madoguchi.engines.messages.actions.tell import Contact, tell
from madoguchi.engines.messages.channels.base import CHANNELS, Channel, NotHandedOver, Policy
from madoguchi.engines.messages.events import (
    DeliveryGivenUp,
    DeliveryPosted,
    DeliveryPrinted,
    DeliveryResent,
    DeliveryUncertain,
    NoticeGiven,
    NoticeSent,
)
from madoguchi.engines.messages.letters import address_page
from madoguchi.engines.messages.models import Delivery, Message, Notice, OutboxMail, PrintJob, State
from madoguchi.engines.messages.queries import (
    ReadMail,
    counts,
    notices_about,
    notices_of,
    outbox,
    print_queue,
    troubled,
)
from madoguchi.engines.messages.recipients import Recipient
from madoguchi.engines.messages.texts import TEXTS, MailText

__all__ = [
    "AlreadyPosted",
    "AlreadySettled",
    "CHANNELS",
    "Channel",
    "ChannelNotConnected",
    "Contact",
    "Delivery",
    "DeliveryGivenUp",
    "DeliveryPosted",
    "DeliveryPrinted",
    "DeliveryResent",
    "DeliveryUncertain",
    "LetterStopped",
    "MailText",
    "Message",
    "NoWayToDeliver",
    "NotHandedOver",
    "NotPrintedYet",
    "NothingToResend",
    "Notice",
    "NoticeGiven",
    "NoticeSent",
    "OutboxMail",
    "Policy",
    "PrintJob",
    "ReadMail",
    "Recipient",
    "State",
    "TEXTS",
    "address_page",
    "counts",
    "give_up",
    "mark_posted",
    "mark_printed",
    "notices_about",
    "notices_of",
    "notify",
    "open_notice",
    "outbox",
    "print_queue",
    "resend",
    "sweep",
    "tell",
    "troubled",
]
