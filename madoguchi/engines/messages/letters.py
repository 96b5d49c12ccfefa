"""The address page of a letter: what shows in the envelope's window, and where it comes back to."""

from pathlib import Path

from django.conf import settings

from madoguchi.city.public import city
from madoguchi.core.typesetting.public import register_template, typeset
from madoguchi.engines.messages.models import PrintJob

ADDRESS_PAGE = "messages/letter-address"

register_template(ADDRESS_PAGE, Path(__file__).parent / "typst" / "letter-address.typ")


def address_page(job: PrintJob) -> bytes:
    """The sheet with name and address only: nothing on it says what the letter is about."""
    notice = job.delivery.notice
    if notice is None:
        raise ValueError("a letter carries a notice")
    recipient, sender = notice.recipient, city()
    data = {
        "postcode": recipient.postcode,
        "lines": list(recipient.lines),
        "name": recipient.name,
        "honorific": recipient.honorific,
        "sender": str(sender.name),
        "telephone": sender.phone,
        "reference": str(job.id)[-12:],
        "demo": settings.MADO_DEMO,
        "city": str(sender.name),
        "at": notice.given_at.isoformat(),
    }
    return typeset(ADDRESS_PAGE, data, title="宛名票")
