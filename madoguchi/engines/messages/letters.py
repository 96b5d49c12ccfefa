"""The address page of a letter: what shows in the envelope's window, and where it comes back to."""

from collections.abc import Callable
from pathlib import Path

from django.conf import settings

from madoguchi.city.public import city
from madoguchi.core.registry import Registry
from madoguchi.core.typesetting.public import code128_svg, register_template, typeset
from madoguchi.engines.messages.models import PrintJob

ADDRESS_PAGE = "messages/letter-address"

LETTERS: Registry[Callable[[PrintJob], bytes]] = Registry("makers of letters")
"""By the `subject_kind` of a notice without a document: what sets its sheet, address included, when it is printed."""

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
        "reference": job.reference,
        "reference_code": code128_svg(job.reference, height=6.0),
        "demo": settings.MADO_DEMO,
        "city": str(sender.name),
        "at": notice.given_at.isoformat(),
    }
    return typeset(ADDRESS_PAGE, data, title="宛名票")
