"""来庁の予約と申請: a visit that was booked with an application, and an application that is begun from a visit."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from madoguchi.city.public import Finding, World, error, hint, without_text
from madoguchi.core.sealing.public import Unreadable
from madoguchi.engines.booking import public as booking
from madoguchi.engines.cases.answers import questions
from madoguchi.engines.cases.definitions import Procedure
from madoguchi.engines.cases.models import Application
from madoguchi.engines.cases.queries import answers_of
from madoguchi.engines.forms.public import FIELD_TYPES, Answers, Limits, Question, get, put
from madoguchi.engines.people.public import SYSTEM, Actor, actor_for

FEW = 10
AGAIN = "#"
"""So goes on `asked` of a visit that was chosen anew: the place of its question among those for a time, and a running number."""


def asked_by(application: Application) -> str:
    """How the visits that were booked with an application begin to say by what they were asked for."""
    return f"application:{application.id}:"


def goes_with(visit: booking.Reservation) -> bool:
    """Whether a visit was booked with an application, and is called off with it; what was booked before is not."""
    asked = visit.asked or ""
    return asked.startswith("application:") and not asked.endswith(booking.BEFORE)


def application_asking(visit: booking.Reservation) -> Application | None:
    """The application with which a visit was booked, or which was begun from it."""
    kind, _colon, rest = (visit.asked or "").partition(":")
    return Application.objects.filter(pk=UUID(rest.partition(":")[0])).first() if kind == "application" else None


def visit_answers(procedure: Procedure, visit: booking.Reservation) -> Answers:
    """First answers of the procedure that such a visit begins: the visit for its time, and what the city says it means."""
    purpose = booking.purpose_of(visit.definition)
    found: Answers = {}
    for path, question in questions(procedure).items():
        asked = question.settings if question.type == "slot" else {}
        if asked in ({"bookable": visit.bookable}, {"purpose": visit.definition.purpose}):
            found = put(found, path, str(visit.id))
    begins = purpose is not None and purpose.procedure == procedure.code
    for path, value in purpose.answers.items() if found and purpose and begins else ():
        found = put(found, path, value)
    return found


def times_asked(application: Application) -> dict[str, Question]:
    """The questions of its form that are answered with a time to come, by path."""
    return {path: question for path, question in questions(application.definition).items() if question.type == "slot"}


def visits_of(application: Application) -> list[booking.Reservation]:
    """The visits of an application that stand, booked with it, before it or anew; then the one that was cancelled last. None is
    asked for where its form asks for none.
    """
    paths = list(times_asked(application))
    if not paths:
        return []
    found = sorted({*made_for(application), *chosen(application, paths)}, key=lambda one: one.starts_at)
    cancelled = sorted((one for one in found if one.cancelled_at), key=lambda one: one.cancelled_at or one.made_at)
    return [one for one in found if one.is_in_force] + cancelled[-1:]


def made_for(application: Application) -> list[booking.Reservation]:
    rows = booking.Reservation.objects.filter(asked__startswith=asked_by(application))
    return list(rows.select_related("version", "key").defer(*without_text()))


@dataclass(frozen=True)
class Wanted:
    """A time that is to be chosen anew: for which question, in place of which visit, and the key by which it is asked once."""

    path: str
    question: Question
    earlier: booking.Reservation | None
    key: str


def visit_wanted(application: Application, *, at: datetime) -> Wanted | None:
    """What is to be chosen anew: the visit was called off, or the time that was chosen had been taken meanwhile."""
    asked = times_asked(application)
    made = made_for(application) if asked else []
    for place, (path, question) in enumerate(asked.items()):
        again = f"{asked_by(application)}{AGAIN}{place}."
        mine = [one for one in made if is_for(one, application, path, again)]
        mine += [one for one in chosen(application, [path]) if one not in mine]
        if any(one.is_in_force for one in mine) or not (mine or was_taken(application, path, at)):
            continue
        times = sum(1 for one in mine if (one.asked or "").startswith(again))
        return Wanted(path, question, max(mine, key=lambda one: one.made_at, default=None), f"{again}{times + 1}")
    return None


def visits_to_join(wanted: Wanted, *, by: Actor, at: datetime) -> list[booking.Reservation]:
    """What the person has booked by hand meanwhile and belongs to nothing yet."""
    rows = booking.reservations_of(by, at=at).filter(account=by.account_id, asked=None)[:FEW]
    return [row for row in rows if not FIELD_TYPES.get("slot").check(str(row.pk), wanted.question, Limits())]


def is_for(visit: booking.Reservation, application: Application, path: str, again: str) -> bool:
    asked = (visit.asked or "").removesuffix(booking.BEFORE)
    return asked == f"{asked_by(application)}{path}"[:150] or asked.startswith(again)


def was_taken(application: Application, path: str, at: datetime) -> bool:
    """Whether a time was chosen that is not to be had any more; one that still is, is about to be booked."""
    try:
        slot = get(answers_of(application), path)
    except Unreadable:
        return False
    still = booking.Slot.objects.free().filter(pk=slot, closes_at__gt=at) if isinstance(slot, str) else None
    return still is not None and not still.exists() and not booking.holds_slot(slot, by=holder_of(application, at))


def holder_of(application: Application, at: datetime) -> Actor:
    return actor_for(application.account, at) if application.account else SYSTEM


def chosen(application: Application, paths: list[str]) -> Iterator[booking.Reservation]:
    """Those that its answers name, where this side can read them."""
    try:
        answers = answers_of(application)
    except Unreadable:
        return
    for path in paths:
        visit = booking.reservation_of(get(answers, path))
        if visit is not None:
            yield visit


def check_purpose(purpose: booking.Purpose, world: World) -> Iterator[Finding]:
    """What a visit answers must be asked by the procedure that it begins."""
    procedure = world.get(Procedure, purpose.procedure) if purpose.procedure else None
    asked = questions(procedure) if procedure else {}
    for path in purpose.answers:
        if path not in asked:
            ja, en = hint(path, set(asked))
            yield error(
                ("answers", path),
                f"「{path}」という問いが手続にありません。{ja}".rstrip(),
                f"the procedure has no question {path!r}.{en}",
                "unknown-path",
            )
