"""枠: a question of a form that is answered with a time to come. Booked when the form has been handed in.

The value is the id of a slot; or that of a reservation, where the visit was booked first and the form was begun from it.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, TypeVar
from uuid import UUID

from django.db import DatabaseError, connection
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from madoguchi.city.public import Mistake
from madoguchi.core.calendar.public import format_instant
from madoguchi.engines.booking.definitions import Bookable
from madoguchi.engines.booking.models import Reservation, Slot
from madoguchi.engines.booking.queries import bookables
from madoguchi.engines.forms.public import FieldType, Limits, Part, Problem, Raw, Unparsable

if TYPE_CHECKING:
    from madoguchi.engines.forms.public import Question

Row = TypeVar("Row", Slot, Reservation)
SHOWN = 40


class SlotType(FieldType):
    """`settings: {bookable: code}` or `{purpose: code}`: what may be chosen."""

    code = "slot"
    settings = frozenset({"settings"})

    def check_question(self, question: "Question") -> None:
        if set(question.settings) not in ({"bookable"}, {"purpose"}):
            raise Mistake(
                "type slot には settings: {bookable: …} か {purpose: …} が要ります",
                "type slot needs settings: {bookable: …} or {purpose: …}",
            )

    def parts(self, question: "Question") -> tuple[Part, ...]:
        """The next free times. What is shown decides nothing: the slot itself does, when it is booked."""
        now = timezone.now()
        codes = codes_of(question.settings)
        rows = Slot.objects.free().filter(bookable__in=codes, opens_at__lte=now, closes_at__gt=now).order_by("starts_at")
        places = {one.code: one.place.name for one in codes.values()}
        options = tuple((str(slot.pk), words(slot, str(places.get(slot.bookable, "")))) for slot in rows[:SHOWN])
        return (Part(kind="select", options=options),)

    def besides(self, typed: str, question: "Question") -> tuple[tuple[str, str], ...]:
        """The visit that is booked already; and a time that has been chosen, though others were put before it meanwhile."""
        if not (self.visit_of(typed, question) or (slot_of(typed) and not self.check(typed, question, Limits()))):
            return ()
        return ((typed, self.show(typed, question)),)

    def parse(self, raw: Raw, question: "Question") -> Any:
        typed = (raw.get("") or [""])[0].strip()
        if not typed:
            return None
        try:
            return str(UUID(typed))
        except ValueError:
            raise Unparsable("no-such-slot", _("一覧から日時を選んでください。")) from None

    def check(self, value: Any, question: "Question", limits: Limits) -> list[Problem]:
        if visit := self.visit_of(value, question):
            if visit.cancelled_at or visit.ends_at <= timezone.now():
                return [Problem("", "visit-over", _("その予約は、取り消されたか終わりました。ほかの日時を選んでください。"))]
            return []
        slot = slot_of(value)
        if slot is None or slot.bookable not in codes_of(question.settings):
            return [Problem("", "no-such-slot", _("一覧から日時を選んでください。"))]
        if not slot.is_offered or slot.free < 1 or slot.closes_at <= timezone.now():
            return [Problem("", "slot-full", _("選んだ日時は、埋まったか受付が終わりました。ほかの日時を選んでください。"))]
        return []

    def show(self, value: Any, question: "Question", language: str = "") -> str:
        visit = slot_of(value) or reservation_of(value)
        if visit is None:
            return ""
        found = codes_of(question.settings).get(visit.bookable)
        place = found.place.name.in_(language) if found and language else str(found.place.name) if found else ""
        told = words(visit, place, language)
        if isinstance(visit, Slot):
            return told
        said = _("%(when)s（予約番号 %(number)s、取消し済み）") if visit.cancelled_at else _("%(when)s（予約番号 %(number)s）")
        return said % {"when": told, "number": visit.number}

    def visit_of(self, value: Any, question: "Question") -> Reservation | None:
        """The reservation that the value names, if it is of what the question asks for."""
        found = reservation_of(value)
        return found if found is not None and found.bookable in codes_of(question.settings) else None

    def schema(self, question: "Question") -> dict[str, Any]:
        return {"type": "string", "format": "uuid"}


def codes_of(settings: Mapping[str, Any]) -> dict[str, Bookable]:
    """What may be chosen: one thing, or all of a purpose; never what needs an account's own registration."""
    found = {one.code: one for one in bookables() if one.nursery is None}
    if "bookable" in settings:
        return {code: one for code, one in found.items() if code == settings["bookable"]}
    return {code: one for code, one in found.items() if one.purpose == settings.get("purpose")}


def slot_of(value: Any) -> Slot | None:
    return row_of(Slot, value)


def reservation_of(value: Any) -> Reservation | None:
    return row_of(Reservation, value)


def row_of(model: type[Row], value: Any) -> Row | None:
    try:
        return model._default_manager.filter(pk=UUID(str(value))).first()
    except ValueError:
        return None
    except DatabaseError:
        if model._meta.db_table in connection.introspection.table_names():
            raise
        return None  # a definition is tried out before there is a database: nothing is there to be chosen


def words(slot: Slot | Reservation, place: str, language: str = "") -> str:
    return f"{format_instant(slot.starts_at, language or get_language() or 'ja')} {place}".strip()
