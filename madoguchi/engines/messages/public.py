"""The door of messages."""

from madoguchi.engines.messages.actions.carry import sweep
from madoguchi.engines.messages.actions.forget import forget_subject
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
from madoguchi.engines.messages.actions.print_batch import MOST as MOST_IN_PRINT_BATCH
from madoguchi.engines.messages.actions.print_batch import (
    BatchNotPrinted,
    BatchNotReady,
    BeingMarked,
    bind,
    mark_batch,
    unbound,
)
from madoguchi.engines.messages.actions.resend import ChannelNotConnected, NothingToResend, resend
from madoguchi.engines.messages.actions.returned import (
    AlreadyReturned,
    NotPostedYet,
    ReturnedInFuture,
    letter_of,
    record_return,
)
from madoguchi.engines.messages.actions.tell import Contact, tell
from madoguchi.engines.messages.binding import LetterGone, NothingToPrint, bound, sheets_of
from madoguchi.engines.messages.channels.base import CHANNELS, Channel, NotHandedOver, Policy
from madoguchi.engines.messages.events import (
    DeliveryGivenUp,
    DeliveryPosted,
    DeliveryPrinted,
    DeliveryResent,
    DeliveryUncertain,
    LetterReturned,
    NoticeGiven,
    NoticeSent,
)
from madoguchi.engines.messages.letters import LETTERS, address_page
from madoguchi.engines.messages.models import Delivery, LetterReturn, Message, Notice, OutboxMail, PrintBatch, PrintJob, State
from madoguchi.engines.messages.models.letter_return import WhyReturned
from madoguchi.engines.messages.queries import (
    ReadMail,
    notices_about,
    notices_of,
    outbox,
    print_queue,
    returned_letters,
    troubled,
)
from madoguchi.engines.messages.recipients import Recipient
from madoguchi.engines.messages.texts import TEXTS, MailText

__all__ = [
    "AlreadyPosted",
    "AlreadyReturned",
    "AlreadySettled",
    "BatchNotPrinted",
    "BatchNotReady",
    "BeingMarked",
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
    "LETTERS",
    "LetterGone",
    "LetterReturn",
    "LetterReturned",
    "LetterStopped",
    "MOST_IN_PRINT_BATCH",
    "MailText",
    "Message",
    "NoWayToDeliver",
    "NotHandedOver",
    "NotPostedYet",
    "NotPrintedYet",
    "NothingToPrint",
    "NothingToResend",
    "Notice",
    "NoticeGiven",
    "NoticeSent",
    "OutboxMail",
    "Policy",
    "PrintBatch",
    "PrintJob",
    "ReadMail",
    "Recipient",
    "ReturnedInFuture",
    "State",
    "TEXTS",
    "WhyReturned",
    "address_page",
    "bind",
    "bound",
    "forget_subject",
    "give_up",
    "letter_of",
    "mark_batch",
    "mark_posted",
    "mark_printed",
    "notices_about",
    "notices_of",
    "notify",
    "open_notice",
    "outbox",
    "print_queue",
    "record_return",
    "resend",
    "returned_letters",
    "sheets_of",
    "sweep",
    "tell",
    "troubled",
    "unbound",
]
