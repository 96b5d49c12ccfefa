"""引継ぎ: give a case to somebody else, saying what has to be known."""

from datetime import datetime

from django.db import transaction
from django.utils.translation import gettext

from madoguchi.engines.cases.actions.assign import assign
from madoguchi.engines.cases.actions.note import note
from madoguchi.engines.cases.models import Assignment, Case
from madoguchi.engines.people.public import Account, Actor


@transaction.atomic
def hand_over(case: Case, *, to: Account, text: str = "", by: Actor, at: datetime) -> Assignment:
    """Assign, and leave a note for whoever takes over. Raises what `assign` and `note` raise."""
    given = assign(case, to=to, by=by, at=at)
    if text.strip():
        note(case, gettext("引継ぎ（%(name)sさんへ）") % {"name": to.name} + f"\n{text.strip()}", by=by, at=at)
    return given
