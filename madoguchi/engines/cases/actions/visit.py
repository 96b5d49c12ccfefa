"""来庁の予約: book the times that were chosen in an application, and call them off with it."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.refused import Refused
from madoguchi.engines.booking import public as booking
from madoguchi.engines.cases.actions.guards import undecided
from madoguchi.engines.cases.actions.tell import tell_person
from madoguchi.engines.cases.answers import questions
from madoguchi.engines.cases.models import Application
from madoguchi.engines.cases.models.case import all_with_steps
from madoguchi.engines.cases.reading import applicant_of
from madoguchi.engines.cases.visits import Wanted, asked_by, goes_with, holder_of, visit_wanted, visits_of
from madoguchi.engines.forms.public import FIELD_TYPES, Limits, get
from madoguchi.engines.people.public import SYSTEM, Actor, authorize


def book_visits(application: Application, *, at: datetime) -> list[booking.Reservation]:
    """One for each question of type slot that was answered, once. One that is taken leads to a mail."""
    made = []
    for path, question in questions(application.definition).items():
        chosen = get(application.answers, path) if question.type == "slot" else None
        if not isinstance(chosen, str):
            continue
        asked = f"{asked_by(application)}{path}"[:150]
        if visit := booking.reservation_of(chosen):
            if visit.account_id in {None, application.account_id}:
                booking.join(visit, asked)  # the visit came first, and the application was begun from it
            continue
        by = holder_of(application, at)
        if booking.holds_slot(chosen, by=by):
            continue  # the same time was booked by hand meanwhile
        wish = booking.Request(
            contact=contact_of(application), way=booking.Way.PORTAL, language=application.language, asked=asked
        )  # fmt: skip
        try:
            made.append(booking.book([chosen], wish, by=by, at=at))
        except Refused:
            tell_person(application, "please-answer", key=f"visit-taken:{application.id}:{path}", at=at)
    return made


class NoVisitWanted(Refused):
    code, message = (
        "no-visit-wanted",
        _("いま選び直す日時はありません。日時を変えるときは、予約のページでお願いします。"),
    )


def choose_visit(application: Application, chosen: str, *, by: Actor, at: datetime) -> booking.Reservation:
    """Another time in place of the visit that was called off, or of a time that was taken: a free slot, booked with what was said
    for the earlier one; or a visit that the person has booked since. Pressed twice it is the same visit.

    Raises NotPermitted, CaseOver, AlreadyDecided, NoVisitWanted, and what `booking.book` raises.
    """
    authorize(by, "cases.choose-visit", application)
    with transaction.atomic():
        Application.objects.select_for_update().only("pk").get(pk=application.pk)
        case = all_with_steps().filter(application=application).first()
        if case is not None:
            undecided(case)
        wanted = visit_wanted(application, at=at)
        if wanted is None:
            return standing_on(application, chosen)
        if problems := FIELD_TYPES.get("slot").check(chosen, wanted.question, Limits()):
            raise booking.NotAcceptable([problem.at(wanted.path) for problem in problems])
        if visit := booking.reservation_of(chosen):
            if visit.account_id != application.account_id or not booking.join(visit, wanted.key):
                raise booking.NoSuchSlot
            return visit
        return booking.book([chosen], wish_for(application, wanted), by=holder_of(application, at), at=at)


def standing_on(application: Application, chosen: str) -> booking.Reservation:
    """The visit that stands on this slot, or is this one. Raises NoVisitWanted."""
    for visit in visits_of(application):
        if visit.is_in_force and chosen in {str(visit.pk), *(str(slot) for slot in booking.slots_held(visit))}:
            return visit
    raise NoVisitWanted


def wish_for(application: Application, wanted: Wanted) -> booking.Request:
    answers = wanted.earlier.answers if wanted.earlier else {}
    contact = contact_for_visit(application, wanted)
    return booking.Request(contact=contact, answers=answers, language=application.language, asked=wanted.key)


def contact_for_visit(application: Application, wanted: Wanted) -> dict[str, Any]:
    """As for the earlier visit; without one as the application says."""
    return (wanted.earlier.contact if wanted.earlier else {}) or contact_of(application)


def call_off_visits(application: Application, *, at: datetime) -> list[booking.Reservation]:
    """Whoever withdraws the application does not come for it either; the places go back. What was booked before it stays."""
    ahead = [visit for visit in visits_of(application) if goes_with(visit) and visit.is_in_force and visit.starts_at > at]
    return [booking.cancel(visit, by=SYSTEM, at=at) for visit in ahead]


def contact_of(application: Application) -> dict[str, Any]:
    """Name, telephone and mail as the application says them."""
    person = applicant_of(application.definition, application.answers)
    found = {"name": person.name, "kana": person.kana, "phone": person.phone, "mail": person.mail}
    return {key: value for key, value in found.items() if value}
