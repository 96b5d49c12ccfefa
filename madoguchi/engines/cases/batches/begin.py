"""Give the instruction."""

from collections.abc import Sequence
from datetime import datetime

from django.db import IntegrityError, transaction
from django.utils.translation import gettext_lazy as _

from madoguchi.core.events.public import record
from madoguchi.core.jobs.public import enqueue_once
from madoguchi.core.refused import Refused
from madoguchi.core.sealing.public import new_key
from madoguchi.engines.cases.actions.outcomes import ReasonMissing
from madoguchi.engines.cases.desk_events import BatchBegun
from madoguchi.engines.cases.models import Batch, BatchItem, Case
from madoguchi.engines.cases.models.batch import What
from madoguchi.engines.cases.models.decision import AGAINST, Outcome
from madoguchi.engines.cases.sealed import hide
from madoguchi.engines.people.public import Account, Actor, authorize

MOST = 500
RIGHT = {
    What.ACCEPT: "cases.accept",
    What.START_REVIEW: "cases.review",
    What.HAND_OVER: "cases.assign",
    What.PROPOSE: "cases.propose",
}


class NoCasesChosen(Refused):
    code, message = "no-cases-chosen", _("案件を選んでください。")


class TooManyCases(Refused):
    code, message = "too-many-cases", _("一度に処理できるのは500件までです。絞り込んで、分けてください。")


class SeveralSections(Refused):
    code, message = "several-sections", _("いくつかの所属の案件が混ざっています。所属ごとに分けてください。")


class NobodyChosen(Refused):
    code, message = "nobody-chosen", _("引き継ぐ相手を選んでください。")


def begin_batch(
    what: What | str,
    numbers: Sequence[str],
    *,
    token: str,
    outcome: Outcome | str = "",
    text: str = "",
    to: Account | None = None,
    by: Actor,
    at: datetime,
) -> Batch:
    """Write the instruction and its items, and set it going. The same token gives the batch that it gave before.

    Raises NotPermitted, NoCasesChosen, TooManyCases, SeveralSections, NobodyChosen, ReasonMissing.
    """
    mine = Batch.objects.filter(account_id=str(by.account_id), token=token)
    if known := mine.first():
        return known
    what = What(what)
    cases = chosen(numbers, by)
    if what is What.HAND_OVER and to is None:
        raise NobodyChosen
    if what is What.PROPOSE and outcome in AGAINST and not text.strip():
        raise ReasonMissing
    batch = Batch(token=token, what=what, section=cases[0].section, to=to, account_id=str(by.account_id), at=at)
    batch.outcome = Outcome(outcome).value if what is What.PROPOSE else ""
    authorize(by, RIGHT[what], batch)
    try:
        with transaction.atomic():
            return write(batch, cases, text, by=by, at=at)
    except IntegrityError:
        return mine.get()


def chosen(numbers: Sequence[str], by: Actor) -> list[Case]:
    """The cases of these numbers that this person may see, in their order. Raises as `begin_batch` does."""
    if len(set(numbers)) > MOST:
        raise TooManyCases
    found = {case.number: case for case in Case.objects.visible_to(by).filter(number__in=set(numbers)).only("number", "section")}
    cases = [found[number] for number in dict.fromkeys(numbers) if number in found]
    if not cases:
        raise NoCasesChosen
    if len({case.section for case in cases}) > 1:
        raise SeveralSections
    return cases


def write(batch: Batch, cases: Sequence[Case], text: str, *, by: Actor, at: datetime) -> Batch:
    from madoguchi.engines.cases.batches.running import run_batch

    batch.key = new_key("batch", str(batch.id))
    batch.sealed_text = hide(batch.key, text.strip(), f"cases.batch:{batch.id}")
    batch.save(force_insert=True)
    BatchItem.objects.bulk_create(BatchItem(batch=batch, case=case, order=order) for order, case in enumerate(cases))
    record(BatchBegun(subject=batch.id, what=batch.what, cases=len(cases)), by=by, at=at)
    enqueue_once(run_batch, f"batch:{batch.id}", str(batch.id))
    return batch
