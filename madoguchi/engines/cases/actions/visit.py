"""来庁の予約: book the times that were chosen in an application, and call them off with it."""

from datetime import datetime
from typing import Any

from madoguchi.core.refused import Refused
from madoguchi.engines.booking import public as booking
from madoguchi.engines.cases.actions.tell import tell_person
from madoguchi.engines.cases.answers import questions
from madoguchi.engines.cases.models import Application
from madoguchi.engines.cases.reading import applicant_of
from madoguchi.engines.cases.visits import asked_by, goes_with, visits_of
from madoguchi.engines.forms.public import get
from madoguchi.engines.people.public import SYSTEM, actor_for


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
        by = actor_for(application.account, at) if application.account else SYSTEM
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


def call_off_visits(application: Application, *, at: datetime) -> list[booking.Reservation]:
    """Whoever withdraws the application does not come for it either; the places go back. What was booked before it stays."""
    ahead = [visit for visit in visits_of(application) if goes_with(visit) and visit.is_in_force and visit.starts_at > at]
    return [booking.cancel(visit, by=SYSTEM, at=at) for visit in ahead]


def contact_of(application: Application) -> dict[str, Any]:
    """Name, telephone and mail as the application says them."""
    person = applicant_of(application.definition, application.answers)
    found = {"name": person.name, "kana": person.kana, "phone": person.phone, "mail": person.mail}
    return {key: value for key, value in found.items() if value}
