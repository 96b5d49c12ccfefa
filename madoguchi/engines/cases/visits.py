"""来庁の予約と申請: a visit that was booked with an application, and an application that is begun from a visit."""

from collections.abc import Iterator
from uuid import UUID

from madoguchi.city.public import Finding, World, error, hint
from madoguchi.core.sealing.public import Unreadable
from madoguchi.engines.booking import public as booking
from madoguchi.engines.cases.answers import questions
from madoguchi.engines.cases.definitions import Procedure
from madoguchi.engines.cases.models import Application
from madoguchi.engines.cases.queries import answers_of
from madoguchi.engines.forms.public import Answers, get, put


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


def visits_of(application: Application) -> list[booking.Reservation]:
    """The visits of an application that stand, booked with it or before it; where none does, the one that was cancelled last. None
    is asked for where its form asks for none.
    """
    paths = [path for path, question in questions(application.definition).items() if question.type == "slot"]
    if not paths:
        return []
    made = booking.Reservation.objects.filter(asked__startswith=asked_by(application)).select_related("version")
    found = sorted({*made, *chosen(application, paths)}, key=lambda one: one.starts_at)
    cancelled = sorted((one for one in found if one.cancelled_at), key=lambda one: one.cancelled_at or one.made_at)
    return [one for one in found if one.is_in_force] or cancelled[-1:]


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
