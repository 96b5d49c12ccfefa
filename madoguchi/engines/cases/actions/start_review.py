"""審査の開始."""

from datetime import datetime

from django.db import transaction

from madoguchi.core.events.public import record
from madoguchi.engines.cases.actions.guards import NotAcceptedYet, ReviewAlreadyStarted, lock, undecided
from madoguchi.engines.cases.events import ReviewStarted
from madoguchi.engines.cases.models import Case, Review
from madoguchi.engines.cases.standing import keep_standing
from madoguchi.engines.people.public import Actor, authorize


@transaction.atomic
def start_review(case: Case, *, by: Actor, at: datetime) -> Review:
    """Begin to examine. Raises NotPermitted, CaseOver, AlreadyDecided, NotAcceptedYet, ReviewAlreadyStarted."""
    authorize(by, "cases.review", case)
    held = lock(case)
    undecided(held)
    if not held.accepted_at:
        raise NotAcceptedYet
    if held.reviewed_at:
        raise ReviewAlreadyStarted
    review = Review.objects.create(case=held, by_code=by.code, at=at)
    keep_standing(held)
    record(ReviewStarted(subject=held.id, number=held.number), by=by, at=at, section=held.section)
    return review
