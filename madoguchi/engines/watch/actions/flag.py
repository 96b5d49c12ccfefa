"""登録する: persons to be watched over."""

from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.audit.public import note
from madoguchi.core.calendar.public import today
from madoguchi.core.refused import Refused
from madoguchi.engines.people.public import Actor, Addressee, authorize
from madoguchi.engines.watch.models import Flag, Why
from madoguchi.engines.watch.permissions import SEE


class NobodyOfNumber(Refused):
    code, message = "nobody-of-number", _("この宛名番号の人はいません。")


class AlreadyFlagged(Refused):
    code, message = "already-flagged", _("この人は、すでに登録されています。")


@transaction.atomic
def flag(number: str, why: Why, *, from_on: date | None = None, by: Actor, at: datetime) -> Flag:
    """Looks at this person stand out from that day on. Raises NobodyOfNumber, AlreadyFlagged."""
    authorize(by, SEE)
    person = _person(number)
    if Flag.objects.filter(addressee=person, until_on=None).exists():
        raise AlreadyFlagged
    made = Flag.objects.create(addressee=person, why=why, from_on=from_on or today(at), by_code=by.code, at=at)
    note("watch.flagged", by=by, at=at, subject_kind="addressee", subject_id=person.pk, purpose="audit", data={"why": why})
    return made


@transaction.atomic
def unflag(flag: Flag, *, by: Actor, at: datetime) -> None:
    authorize(by, SEE)
    ended = Flag.objects.filter(pk=flag.pk, until_on=None).update(until_on=today(at))
    if ended:
        note("watch.unflagged", by=by, at=at, subject_kind="addressee", subject_id=flag.addressee_id, purpose="audit")


def _person(number: str) -> Addressee:
    found = Addressee.objects.filter(number=number.strip()).first()
    if found is None:
        raise NobodyOfNumber
    return found
