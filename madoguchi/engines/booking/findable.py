"""What can be booked, in the finder. Things of one purpose stand behind the purpose."""

from django.utils.translation import gettext_lazy as _

from madoguchi.engines.booking.definitions import Bookable, Purpose
from madoguchi.engines.knowledge.public import Entry, findable_definitions, texts_of


def register() -> None:
    findable_definitions(Purpose, "purpose", _("予約（用件）"), _purpose)
    findable_definitions(Bookable, "bookable", _("予約・施設"), _bookable, weight=0.97)


def _purpose(one: Purpose) -> Entry:
    return Entry("purpose", one.code, one.title, link="purpose", summary=one.summary, group=f"purpose:{one.code}")


def _bookable(one: Bookable) -> Entry:
    return Entry(
        "bookable",
        one.code,
        one.title,
        link="bookable",
        summary=one.summary,
        also=texts_of(one.place.area) if one.place.area else (),
        body=texts_of(one.place.name, one.about, *one.bring),
        group=f"purpose:{one.purpose}" if one.purpose else "",
        department=one.department,
    )
