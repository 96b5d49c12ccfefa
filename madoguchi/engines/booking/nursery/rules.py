"""Who may stay, on which day, in which class. Questions; they never write."""

from collections.abc import Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.utils.translation import gettext as _

from madoguchi.core.calendar.public import in_tokyo, today
from madoguchi.engines.booking.definitions import Bookable
from madoguchi.engines.booking.models import Reservation, Slot
from madoguchi.engines.booking.nursery.models import Child, Interview
from madoguchi.engines.booking.nursery.refusals import (
    AllergiesNotConfirmed,
    ChildNeeded,
    InterviewNeeded,
    TooManyDays,
    WrongClass,
)
from madoguchi.engines.booking.planning import at_minute
from madoguchi.engines.people.public import Actor


def may_stay(
    bookable: Bookable, slots: Sequence[Slot], child_id: UUID | str | None, *, confirmed: int, by: Actor, at: datetime
) -> Child:
    """The child, if it may stay. `confirmed`: the revision of the registration that the parent has read and confirmed.

    Raises ChildNeeded, InterviewNeeded, WrongClass, AllergiesNotConfirmed.
    """
    rows = Child.objects.visible_to(by).select_related("key")
    try:
        child = rows.filter(pk=child_id).first() if child_id else None
    except ValueError:
        child = None
    if child is None:
        raise ChildNeeded
    if refusal := hindrance(bookable, slots, child):
        raise refusal
    if confirmed != child.revision:
        raise AllergiesNotConfirmed
    return child


def hindrance(bookable: Bookable, slots: Sequence[Slot], child: Child) -> InterviewNeeded | WrongClass | None:
    """What stands in the way of that child on that day, whatever the parent fills in."""
    nursery, track = bookable.nursery, bookable.track(slots[0].track)
    assert nursery is not None
    if not met(child, on=slots[0].day, days=nursery.interview_days):
        return InterviewNeeded()
    if track is not None and track.ages is not None:
        first, last = track.ages
        if not first <= class_age(child.birth_on, slots[0].day, nursery.ages_on) <= last:
            return WrongClass()
    return None


def track_for(bookable: Bookable, child: Child, day: date) -> str:
    """The class that the child is in on that day; "" where this nursery has none."""
    assert bookable.nursery is not None
    age = class_age(child.birth_on, day, bookable.nursery.ages_on)
    return next((one.code for one in bookable.tracks if one.ages and one.ages[0] <= age <= one.ages[1]), "")


def met(child: Child, *, on: date, days: int) -> bool:
    """Whether an interview is still good on that day."""
    return Interview.objects.filter(child=child, held_on__lte=on, held_on__gte=on - timedelta(days=days)).exists()


def class_age(birth: date, day: date, ages_on: str) -> int:
    """Whole years on the day; or on 1 April before it, by which classes are made. Who is born on 1 April belongs to the
    year before (年齢計算ニ関スル法律: a year is full at the end of the day before the birthday).
    """
    on = day
    if ages_on == "april":
        on = date(day.year if (day.month, day.day) >= (4, 1) else day.year - 1, 4, 1)
    return on.year - birth.year - ((on.month, on.day) < (birth.month, birth.day))


def enforce_days(bookable: Bookable, child: Child, day: date, *, at: datetime) -> None:
    """At most so many days a week (from Monday) and a month, over all nurseries. Under the child's lock.

    Raises TooManyDays.
    """
    nursery = bookable.nursery
    assert nursery is not None
    monday = day - timedelta(days=day.weekday())
    month = day.replace(day=1)
    spans = (
        (monday, monday + timedelta(days=7), nursery.a_week, _("1週に{most}日まで")),
        (month, (month + timedelta(days=32)).replace(day=1), nursery.a_month, _("1か月に{most}日まで")),
    )
    for first, end, most, words in spans:
        rows = Reservation.objects.in_force().filter(
            stay__child=child, starts_at__gte=at_minute(first, 0), starts_at__lt=at_minute(end, 0)
        )
        days = {in_tokyo(moment).date() for moment in rows.values_list("starts_at", flat=True)} | {day}
        if len(days) > most:
            raise TooManyDays(limit=words.format(most=most))


def age_words(child: Child, at: datetime) -> int:
    return class_age(child.birth_on, today(at), "day")
