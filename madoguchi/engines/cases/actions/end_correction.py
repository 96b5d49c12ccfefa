"""補正の依頼を終える: taken back, or not answered in time. The examination goes on with what there is."""

from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.acting import By
from madoguchi.core.calendar.public import today
from madoguchi.core.events.public import record
from madoguchi.core.refused import Refused
from madoguchi.engines.cases.actions.guards import lock
from madoguchi.engines.cases.events import CorrectionEnded
from madoguchi.engines.cases.models import Case, Correction, Ending
from madoguchi.engines.cases.standing import keep_standing
from madoguchi.engines.people.public import Actor, authorize


class NoOpenCorrection(Refused):
    code, message = "no-open-correction", _("終える補正の依頼がありません。")


@transaction.atomic
def end_correction(case: Case, *, by: Actor, at: datetime) -> Correction:
    """Stop waiting: lapsed when its day is over, else taken back. Raises NotPermitted, NoOpenCorrection."""
    authorize(by, "cases.request-correction", case)
    held = lock(case)
    correction = Correction.objects.filter(case=held, ended_at=None).first()
    if correction is None:
        raise NoOpenCorrection
    ending = Ending.LAPSED if correction.due_on < today(at) else Ending.TAKEN_BACK
    end(held, correction, ending, by=by, at=at)
    keep_standing(held)
    return correction


def end(case: Any, correction: Correction, ending: Ending, *, revision: int | None = None, by: By, at: datetime) -> None:
    correction.ended_at, correction.ending, correction.ended_by = at, ending, by.code
    correction.revision = revision
    correction.save(update_fields=["ended_at", "ending", "ended_by", "revision"])
    record(CorrectionEnded(subject=case.id, number=case.number, ending=ending.value), by=by, at=at, section=case.section)
