"""Django's EMAIL_BACKEND: mails that libraries send (sign-in, passwords) take the same way as every other."""

from collections.abc import Sequence
from typing import Any

from django.conf import settings
from django.core.mail.backends.base import BaseEmailBackend
from django.core.mail.message import EmailMessage
from django.utils import timezone
from django.utils.translation import get_language

from madoguchi.core.identifiers.public import uuid7
from madoguchi.engines.messages.actions.tell import pass_on
from madoguchi.engines.messages.texts import DEMO
from madoguchi.engines.people.public import SYSTEM


class OutboxBackend(BaseEmailBackend):
    """Queues one delivery a recipient, sealed; a worker carries it."""

    def send_messages(self, email_messages: Sequence[EmailMessage]) -> int:
        sent = 0
        for mail in email_messages:
            for to in mail.recipients():
                pass_on(
                    to,
                    str(mail.subject),
                    with_demo_sentence(str(mail.body)),
                    key=f"mail:{uuid7()}",
                    by=SYSTEM,
                    at=timezone.now(),
                )
            sent += 1
        return sent


def with_demo_sentence(text: str) -> str:
    if not settings.MADO_DEMO or "デモ" in text or "demo" in text:
        return text
    language: Any = get_language()
    return f"{text.rstrip()}\n\n{DEMO.get(language, DEMO['ja'])}\n"
