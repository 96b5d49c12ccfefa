"""知らせる: a mail that says there is news. No legal act, no content."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction

from madoguchi.core.calendar.public import today
from madoguchi.core.sealing.public import new_key
from madoguchi.engines.messages.actions.sending import send_on
from madoguchi.engines.messages.models import Delivery, Message
from madoguchi.engines.messages.texts import TEXTS
from madoguchi.engines.people.public import Account, Actor

KEPT_FOR = timedelta(days=90)


@dataclass(frozen=True)
class Contact:
    """An address that somebody gave without having an account."""

    mail: str
    language: str = "ja"


def tell(
    to: Account | Contact,
    template: str,
    data: dict[str, Any] | None = None,
    *,
    key: str,
    by: Actor,
    at: datetime,
    section: str = "",
    channel: str = "mail",
) -> Delivery:
    """Say that there is news, once for the key. `data` may hold `link`: the kind and id of what the mail points to."""
    TEXTS.get(template)
    message = Message(
        idempotency_key=key,
        template=template,
        data=data or {},
        section=section,
        language=to.language,
        told_by=by.code,
        told_at=at,
        expires_on=today(at) + KEPT_FOR,
    )
    if isinstance(to, Contact):
        return keep(message, channel, content={"to": to.mail}, by=by, at=at)
    message.account = to
    return keep(message, channel, content={}, by=by, at=at)


def pass_on(to: str, subject: str, text: str, *, key: str, by: Actor, at: datetime) -> Delivery:
    """A mail that came in whole (sign-in). Kept sealed, sent the same way."""
    message = Message(idempotency_key=key, template="whole", told_by=by.code, told_at=at, expires_on=today(at) + KEPT_FOR)
    return keep(message, "mail", content={"to": to, "subject": subject, "text": text}, by=by, at=at)


def keep(message: Message, channel: str, *, content: dict[str, str], by: Actor, at: datetime) -> Delivery:
    try:
        with transaction.atomic():
            message.key = new_key("message", str(message.id))
            if content:
                message.keep_content(**content)
            message.save(force_insert=True)
            return send_on([channel], message=message, by=by, at=at)[0]
    except IntegrityError:
        return Delivery.objects.get(message__idempotency_key=message.idempotency_key, channel=channel)
