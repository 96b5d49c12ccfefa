"""通知を渡す: a notice that its person reads on the portal goes to the public side, with its paper; that it was opened comes back.

The address stays: on the public side the notice belongs to an account, and has no need of one.
"""

from typing import Any

from madoguchi.core.acting import SYSTEM
from madoguchi.core.events.public import StoredEvent
from madoguchi.core.relay.public import Crossing, Gone, Said, Taken, Writing, crosses, said_of, values_of
from madoguchi.core.sealing.public import new_key
from madoguchi.core.zones import Zone
from madoguchi.engines.messages.events import NoticeSent
from madoguchi.engines.messages.models import Delivery, Notice
from madoguchi.engines.messages.recipients import Recipient
from madoguchi.engines.people.public import Account, Merge

OF_NOTICE = (
    "id", "idempotency_key", "kind", "title", "section", "subject_kind", "subject_id", "account_id", "language", "document_id",
    "given_at", "expires_on",
)  # fmt: skip
OF_DELIVERY = ("id", "channel", "section", "state", "queued_at", "changed_at", "sent_at")


def about(event: NoticeSent, stored: StoredEvent) -> tuple[str, str] | None:
    return (str(event.subject), "") if event.channel == "portal" else None


def write(subject: str, item: str, writing: Writing) -> Said:
    notice = Notice.objects.select_related("file__key").get(pk=subject)
    if notice.account_id is None:
        raise Gone
    deliveries = Delivery.objects.filter(notice=notice, channel="portal")
    return {
        "notice": said_of(notice, OF_NOTICE),
        "deliveries": [said_of(one, OF_DELIVERY) for one in deliveries],
        "file": writing.enclose(notice.file) if notice.file else None,
    }


def take(subject: str, said: Said, taken: Taken) -> None:
    values = values_of(Notice, said["notice"])
    values["account_id"] = today_of(values["account_id"])
    account = Account.objects.filter(pk=values["account_id"]).first()
    if account is None or Notice.objects.filter(pk=subject).exists():
        return
    key = new_key("notice", subject)
    notice = Notice(**values, key=key, given_by="office")
    notice.address_to(Recipient(account_id=account.pk, language=notice.language))
    notice.file = taken.keep(said["file"], key=key, by=SYSTEM) if said["file"] else None
    notice.save(force_insert=True)
    for one in said["deliveries"]:
        Delivery.objects.create(notice=notice, **values_of(Delivery, one))


def today_of(account: Any) -> Any:
    """The account that it was merged into, of which the office had not heard when it wrote."""
    return Merge.objects.filter(closed=account).values_list("kept", flat=True).first() or account


def write_opened(subject: str, item: str, writing: Writing) -> Said:
    return said_of(Notice.objects.get(pk=subject), ("opened_at",))


def take_opened(subject: str, said: Said, taken: Taken) -> None:
    opened: Any = values_of(Notice, said)["opened_at"]
    Notice.objects.filter(pk=subject, opened_at=None).update(opened_at=opened)


crosses(Crossing("messages.notice", Zone.PUBLIC, write, take, on=(NoticeSent,), about=about))
crosses(Crossing("messages.opened", Zone.OFFICE, write_opened, take_opened))
