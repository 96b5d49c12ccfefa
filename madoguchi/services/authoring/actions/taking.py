"""Take in what came into force since: both texts' changes in one; where they differ, the manuscript's counts."""

from datetime import datetime

from django.db import transaction

from madoguchi.city import public as city
from madoguchi.engines.people.public import Actor
from madoguchi.services.authoring.actions.keeping import further, held
from madoguchi.services.authoring.body import joined
from madoguchi.services.authoring.models import Manuscript, Revision


@transaction.atomic
def take_in(manuscript: Manuscript, *, by: Actor, at: datetime) -> list[str]:
    """The keys at which both said something else. Raises NotPermitted, IsClosed, AwaitsApproval."""
    manuscript = held(manuscript, by)
    now, body, kind = city.current(manuscript.kind, manuscript.code), manuscript.body, manuscript.kind
    base = manuscript.based_on.written if manuscript.based_on else {}
    clashes: list[str] = []
    whole = body[kind]
    if now is not None:
        whole, clashes = joined(base, whole, now.written)
    manuscript.based_on = now
    manuscript.save(update_fields=["based_on"])
    further(manuscript, {**body, kind: whole}, Revision.What.TAKEN, "", by=by, at=at)
    return clashes
