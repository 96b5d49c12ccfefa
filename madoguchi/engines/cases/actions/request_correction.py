"""補正を求める: item by item, with a reasonable period and what happens otherwise."""

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.city.public import closed_days
from madoguchi.core.calendar.public import today
from madoguchi.core.events.public import record
from madoguchi.core.refused import Refused
from madoguchi.engines.cases.actions.guards import NotAcceptedYet, free, lock, undecided
from madoguchi.engines.cases.answers import is_askable
from madoguchi.engines.cases.events import CorrectionRequested
from madoguchi.engines.cases.models import Case, Correction, CorrectionItem
from madoguchi.engines.cases.models.correction import comment_context
from madoguchi.engines.cases.sealed import hide
from madoguchi.engines.cases.standing import keep_standing
from madoguchi.engines.people.public import Actor, authorize


class NothingAsked(Refused):
    code, message = "nothing-asked", _("直していただく項目をひとつ以上選び、直し方を書いてください。")


class UnknownItem(Refused):
    code, message = "unknown-item", _("「{path}」という項目はありません。")


class TooShort(Refused):
    code, message = "too-short", _("期限は、あすより後の日にしてください。")


@transaction.atomic
def request_correction(
    case: Case,
    *,
    items: Sequence[tuple[str, str]],
    due_on: date | None = None,
    otherwise: str = "",
    by: Actor,
    at: datetime,
) -> Correction:
    """Ask for a correction of items (path, comment). From now until it ends the standard period pauses; the law's
    does not.

    Raises NotPermitted, CaseOver, AlreadyDecided, NotAcceptedYet, CorrectionOpen, ProposalOpen, NothingAsked,
    UnknownItem, TooShort.
    """
    authorize(by, "cases.request-correction", case)
    held = lock(case)
    undecided(held)
    if not held.accepted_at and held.definition.kind.is_answered:
        raise NotAcceptedYet
    free(held)
    due_on = due_on or closed_days().last_day(today(at), days=held.definition.correction_days)
    if due_on <= today(at):
        raise TooShort
    wanted = dict(items)
    if not wanted or not all(comment.strip() for comment in wanted.values()):
        raise NothingAsked
    for path in wanted:
        if not is_askable(held.definition, path):
            raise UnknownItem(path=path)
    correction = Correction(case=held, due_on=due_on, by_code=by.code, at=at)
    correction.sealed_otherwise = hide(held.key, otherwise, f"cases.otherwise:{correction.id}")
    correction.save(force_insert=True)
    CorrectionItem.objects.bulk_create(
        CorrectionItem(
            correction=correction,
            path=path,
            sealed_comment=hide(held.key, comment.strip(), comment_context(correction.pk, path)),
        )
        for path, comment in wanted.items()
    )
    keep_standing(held)
    said = CorrectionRequested(subject=held.id, number=held.number, items=len(wanted), due_on=due_on)
    record(said, by=by, at=at, section=held.section)
    return correction
