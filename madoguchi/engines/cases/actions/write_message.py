"""やりとりに書く."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.events.public import record
from madoguchi.core.refused import Refused
from madoguchi.core.text.public import clean_multiline
from madoguchi.engines.cases.actions.guards import lock
from madoguchi.engines.cases.events import MessageWritten
from madoguchi.engines.cases.models import Case, Message
from madoguchi.engines.cases.sealed import hide
from madoguchi.engines.people.public import Actor, authorize

LONGEST = 2000
MOST_WAITING = 20


class EmptyMessage(Refused):
    code, message = "empty-message", _("伝えたいことを書いてください。")


class MessageTooLong(Refused):
    code = "message-too-long"
    message = _("{max}文字以内で書いてください（今は{length}文字です）。長いときは、いくつかに分けてください。")


class TooManyMessages(Refused):
    code, message = (
        "too-many-messages",
        _("返事を待っているメッセージが{max}件あります。返事が届いてから書くか、電話でお知らせください。"),
    )


class NobodyToRead(Refused):
    code = "nobody-to-read"
    message = _("この申請はアカウントから出されていないため、相手に届きません。電話か手紙でお伝えください。")


@transaction.atomic
def write_message(case: Case, text: str, *, token: str = "", by: Actor, at: datetime) -> Message:
    """Write to the other side: the person to the section, or the section to the person. What the writer has before it
    counts as seen. The same page sent twice gives the first message back.

    Raises NotPermitted, EmptyMessage, MessageTooLong, TooManyMessages, NobodyToRead.
    """
    authorize(by, "cases.message", case)
    held = lock(case)
    from_person = by.kind != "staff"
    words = clean_multiline(text).strip()
    if not words:
        raise EmptyMessage
    if len(words) > LONGEST:
        raise MessageTooLong(max=LONGEST, length=len(words))
    if not from_person and held.account_id is None:
        raise NobodyToRead
    if token and (sent := Message.objects.filter(case=held, by_code=by.code, token=token).first()):
        return sent
    if from_person and held.messages.unseen(from_person=True).count() >= MOST_WAITING:
        raise TooManyMessages(max=MOST_WAITING)
    held.messages.unseen(from_person=not from_person).update(seen_at=at)
    written = Message(case=held, from_person=from_person, token=token, by_code=by.code, at=at)
    written.section = held.section
    written.sealed_text = hide(held.key, words, f"cases.message:{written.id}")
    written.save(force_insert=True)
    said = MessageWritten(subject=held.id, number=held.number, message=str(written.id), from_person=from_person)
    record(said, by=by, at=at)
    return written
