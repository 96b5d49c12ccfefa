"""What all writers share: the manuscript held, its state, a further revision."""

import json
from datetime import datetime

from madoguchi.engines.people.public import Actor, authorize
from madoguchi.services.authoring.body import Body
from madoguchi.services.authoring.models import Manuscript, Revision
from madoguchi.services.authoring.refusals import AwaitsApproval, IsClosed, TooLarge

LARGEST = 1024 * 1024


def held(manuscript: Manuscript, by: Actor, *, even_submitted: bool = False) -> Manuscript:
    """The manuscript as it is now, held until the end of the transaction. Raises NotPermitted, IsClosed, AwaitsApproval."""
    authorize(by, "authoring.write", manuscript)
    found = Manuscript.objects.select_for_update(of=("self",)).select_related("current", "based_on").get(pk=manuscript.pk)
    if not found.is_open:
        raise IsClosed
    if not even_submitted and found.submissions.filter(ended_at=None).exists():
        raise AwaitsApproval
    return found


def further(manuscript: Manuscript, body: Body, what: Revision.What, place: str, *, by: Actor, at: datetime) -> Revision:
    """One more revision, made of the current one. `manuscript` is held (or new)."""
    written = json.dumps(body, ensure_ascii=False)
    if len(written.encode()) > LARGEST:
        raise TooLarge
    last = manuscript.revisions.order_by("-number").values_list("number", flat=True).first() or 0
    revision = Revision.objects.create(
        manuscript=manuscript, number=last + 1, before=manuscript.current, what=what, place=place[:200],
        written=written, by_code=by.code, at=at,
    )  # fmt: skip
    show(manuscript, revision, at)
    return revision


def show(manuscript: Manuscript, revision: Revision, at: datetime) -> None:
    manuscript.current, manuscript.touched_at = revision, at
    manuscript.save(update_fields=["current", "touched_at"])
