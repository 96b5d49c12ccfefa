"""The mail channel: a real MIME message, given to a mail server (`MADO_SMTP`) or put into the outbox that the desk
shows.
"""

import smtplib
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import format_datetime, parseaddr
from typing import Any
from urllib.parse import SplitResult, unquote, urlsplit

from django.conf import settings
from django.core.mail.backends.smtp import EmailBackend

from madoguchi.core.sealing.public import seal
from madoguchi.engines.messages.channels.base import NotHandedOver
from madoguchi.engines.messages.models import Delivery, OutboxMail
from madoguchi.engines.messages.models.outbox import outbox_context
from madoguchi.engines.messages.texts import written
from madoguchi.engines.people.public import contact_of


def message_id(delivery: Delivery) -> str:
    """The same for every attempt, so that a mail server and a reader see one mail."""
    domain = parseaddr(settings.DEFAULT_FROM_EMAIL)[1].rpartition("@")[2] or "localhost"
    return f"<{delivery.id}@{domain}>"


def build(delivery: Delivery, *, at: datetime) -> EmailMessage:
    """The mail as it leaves: news and a link, nothing that says whose or what."""
    if delivery.message is None:
        raise NotHandedOver("nothing-to-say", final=True)
    content = delivery.message.content
    to = content.get("to", "")
    if not to and delivery.message.account:
        to = mail_address(delivery.message.account)
    if not to:
        raise NotHandedOver("no-mail-address", final=True)
    subject, text = (content["subject"], content["text"]) if "text" in content else written(delivery.message)
    mail = EmailMessage(policy=SMTP)
    try:
        mail["From"] = settings.DEFAULT_FROM_EMAIL
        mail["To"] = Address(addr_spec=to)
    except ValueError:
        raise NotHandedOver("bad-mail-address", final=True) from None
    mail["Subject"] = subject
    mail["Date"] = format_datetime(at)
    mail["Message-ID"] = message_id(delivery)
    mail["Auto-Submitted"] = "auto-generated"
    mail["Content-Language"] = delivery.message.language.removesuffix("-easy")
    mail.set_content(text, charset="utf-8", cte="base64")
    return mail


def mail_address(account: Any) -> str:
    return str(getattr(contact_of(account), "mail", "") or "")


def hand_over_mail(delivery: Delivery, *, at: datetime) -> None:
    mail = build(delivery, at=at)
    if server := getattr(settings, "MADO_SMTP", ""):
        send_by_smtp(mail, urlsplit(server))
    else:
        put_into_outbox(delivery, mail, at=at)


def put_into_outbox(delivery: Delivery, mail: EmailMessage, *, at: datetime) -> None:
    assert delivery.message is not None
    name = str(mail["Message-ID"])
    sealed = seal(delivery.message.key, mail.as_bytes(), outbox_context(name))
    OutboxMail.objects.get_or_create(delivery=delivery, defaults={"message_id": name, "sealed_mime": sealed, "put_at": at})


class Ready:
    """A finished MIME message in the shape that Django's SMTP backend sends."""

    encoding = "utf-8"

    def __init__(self, mail: EmailMessage) -> None:
        self.mail, self.from_email = mail, str(mail["From"])

    def recipients(self) -> list[str]:
        return [parseaddr(str(self.mail["To"]))[1]]

    def message(self, **_policy: Any) -> "Ready":
        return self

    def as_bytes(self, **_linesep: str) -> bytes:
        return self.mail.as_bytes()


def send_by_smtp(mail: EmailMessage, server: SplitResult) -> None:
    backend = EmailBackend(
        host=server.hostname or "localhost",
        port=server.port or 25,
        username=unquote(server.username or ""),
        password=unquote(server.password or ""),
        use_tls=server.scheme == "smtp+starttls",
        use_ssl=server.scheme == "smtps",
        timeout=20,
    )
    try:
        backend.send_messages([Ready(mail)])  # type: ignore[list-item]
    except smtplib.SMTPRecipientsRefused as refused:
        code = next(iter(refused.recipients.values()))[0]
        raise NotHandedOver(f"recipient-refused-{code}", final=500 <= code < 600) from None
    except smtplib.SMTPResponseException as answer:
        raise NotHandedOver(f"server-said-{answer.smtp_code}", final=500 <= answer.smtp_code < 600) from None
    except (smtplib.SMTPException, OSError) as trouble:
        raise NotHandedOver(f"server-away-{type(trouble).__name__}"[:60]) from None
